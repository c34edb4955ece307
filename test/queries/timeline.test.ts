import assert from 'node:assert/strict';
import { startApp, type TestApp } from '../http/support/app.ts';
import { World } from '../http/support/world.ts';

describe('the time line of a dossier', function () {
  this.timeout(60_000);
  let app: TestApp;
  let all: World;
  let ada: World;
  before(async () => {
    app = await startApp();
    all = new World(app, await app.as('all'));
    ada = new World(app, await app.as('ada'));
  });
  after(() => app.close());

  const lines = async (dossierId: string, language = 'en'): Promise<readonly string[]> => {
    const found: string[] = [];
    let cursor = '';
    do {
      const { body } = await all.client.get(all.path(`/dossiers/${dossierId}/timeline?limit=2${cursor}`));
      found.push(...body.items.map((entry: { sentence: Record<string, string> }) => entry.sentence[language]));
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    return found.map((line) => line.replace(/\d+ [\p{L}]+ 20\d\d/gu, 'DAY'));
  };

  it('tells in sentences what people, letters and the calendar did, latest first, over all pages', async () => {
    const filed = await all.file({ title: 'Chair' });
    await ada.client.post(ada.path(`/tasks/${filed.taskId}/claim`), { revision: 1 });
    await ada.complete(filed.taskId, 'ask');
    const message = { name: 'reply-received', key: filed.dossierId, payload: { replyText: 'Here.' } };
    assert.equal((await all.client.post(all.path('/messages'), message)).body.result, 'correlated');
    await all.upload(filed.dossierId, '%PDF-1.4 power', { title: 'Power of attorney' });
    await ada.publish({ ...filed, taskId: await all.taskOf(filed.dossierId) });
    await all.issueLetter();
    const second = await app.as('eve');
    const register = await all.taskOf(filed.dossierId);
    await new World(app, second).complete(register, 'complete');

    assert.deepEqual((await lines(filed.dossierId)).toReversed(), [
      '“Design registration” started',
      'State changed to Filed',
      'Event FILED, DAY',
      'Number D/2026/0001 assigned',
      'Time limit “Examination” expires DAY',
      'Examine taken by Name of ada',
      'Examine completed by Name of ada: To ask',
      'Received: Await the reply',
      'Time limit “Examination” expires DAY',
      'Document “Power of attorney” filed by Name of all',
      'Examine completed by Name of ada: To accept',
      'State changed to Published',
      'Event PUBLISHED, DAY',
      'Letter “Receipt” issued',
      'Register completed by Name of eve',
      '“Design registration” ended',
    ]);
  });

  it('tells it in Arabic as well', async () => {
    const { dossierId, taskId } = await all.file();
    await ada.complete(taskId, 'ask');

    const [completed] = await lines(dossierId, 'ar');

    assert.equal(completed, 'أنجز Name of ada «Examine»: To ask');
  });

  it('keeps what a step changed with its line', async () => {
    const filed = await all.file({ title: 'Chair' });
    await ada.complete(filed.taskId, 'accept', { title: 'Armchair', remark: 'Corrected.' });

    const { items } = (await all.client.get(all.path(`/dossiers/${filed.dossierId}/timeline`))).body;
    const line = items.find((entry: { type: string }) => entry.type === 'taskCompletedAs');

    assert.equal(line.details.outcome, 'accept');
    assert.ok(
      line.details.changes.some((change: object) =>
        JSON.stringify(change).includes('{"pointer":"/title","before":"Chair","after":"Armchair"}'),
      ),
    );
  });

  it('tells of cancellation, incident and reason', async () => {
    const { dossierId, instanceId } = await all.file();
    await all.client.post(all.path(`/instances/${instanceId}/cancel`), { reason: 'filed by mistake' });

    const [line] = await lines(dossierId);

    assert.equal(line, '“Design registration” cancelled by Name of all: filed by mistake');
  });

  it('tells of interventions with who and why', async () => {
    const filed = await all.file();
    const act = (what: string, body: object): Promise<unknown> =>
      all.client.post(all.path(`/instances/${filed.instanceId}/${what}`), body);
    const { tokens } = (await all.client.get(all.path(`/instances/${filed.instanceId}`))).body;
    await act('suspend', { reason: 'At court.' });
    await act('resume', { policy: 'keep', reason: 'Back.' });
    await act('modify', { moves: [{ type: 'startBefore', element: tokens[0].element }], reason: 'Once more.' });

    const said = await lines(filed.dossierId);
    const by = (word: string): string => said.find((each) => each.includes(` ${word} by `)) ?? '';
    const [modified, resumed, suspended] = [by('changed by hand'), by('resumed'), by('suspended')];

    assert.match(modified, /changed by hand by .+: Once more\.$/);
    assert.match(resumed, /resumed by .+, time limits run again: Back\.$/);
    assert.match(suspended, /suspended by .+, time limits stand still: At court\.$/);
    assert.ok((await lines(filed.dossierId, 'ar')).some((each) => /^غيّر .+: Once more\.$/u.test(each)));
  });

  it('never takes a value for a place-holder', async () => {
    const { dossierId } = await all.file();
    await all.upload(dossierId, '%PDF-1.4 x', { title: '{actor} {process} $& $1' });

    const [line] = await lines(dossierId);

    assert.equal(line, 'Document “{actor} {process} $& $1” filed by Name of all');
  });
});
