import assert from 'node:assert/strict';
import { startApp, type TestApp } from '../http/support/app.ts';
import { World } from '../http/support/world.ts';

describe('the page of a task', function () {
  this.timeout(60_000);
  let app: TestApp;
  let all: World;
  let ada: World;
  before(async () => {
    app = await startApp({ undoSeconds: 60 });
    all = new World(app, await app.as('all'));
    ada = new World(app, await app.as('ada'));
  });
  after(() => app.close());

  const page = async (world: World, taskId: string) => (await world.client.get(world.path(`/tasks/${taskId}`))).body;

  it('has the form of its instance, filled from the dossier', async () => {
    const { taskId } = await all.file({ title: 'Armchair' });

    const body = await page(ada, taskId);

    assert.equal(body.form.key, 'examination');
    assert.deepEqual(body.data, { title: 'Armchair' });
    assert.equal(body.dataFrom, 'dossier');
    assert.equal(body.form.texts.ar['remark.label'], 'remark');
  });

  it('has the draft of the one who looks, and of nobody else', async () => {
    const { taskId } = await all.file();
    await ada.client.put(ada.path(`/tasks/${taskId}/draft`), { revision: 0, data: { remark: 'mine' } });

    const mine = await page(ada, taskId);
    const theirs = await page(new World(app, await app.as('eve')), taskId);

    assert.deepEqual([mine.data, mine.dataFrom, mine.draft.revision], [{ remark: 'mine' }, 'draft', 1]);
    assert.deepEqual([theirs.dataFrom, theirs.draft], ['dossier', null]);
  });

  it('offers the outcomes that the case allows, in words', async () => {
    const calm = await all.file({ urgent: false });
    const urgent = await all.file({ urgent: true });
    const values = async (taskId: string) =>
      (await page(ada, taskId)).outcomes.map((outcome: { value: string }) => outcome.value);

    assert.deepEqual(await values(calm.taskId), ['accept', 'ask', 'refuse']);
    assert.deepEqual(await values(urgent.taskId), ['accept', 'ask', 'refuse', 'hurry']);
    const [accept] = (await page(ada, calm.taskId)).outcomes;
    assert.deepEqual(accept, {
      value: 'accept',
      style: 'primary',
      needsForm: true,
      name: { en: 'To accept', ar: 'To accept' },
    });
  });

  it('calls the one outcome of a plain task “Complete”', async () => {
    const { taskId } = await all.bareTask();

    const { outcomes } = await page(ada, taskId);

    assert.equal(outcomes[0].name.en, 'Complete');
  });

  it('says what one may do, and lets do exactly that', async () => {
    const { taskId } = await all.file();
    const sue = new World(app, await app.as('sue'));
    const rights = async (world: World) => (await page(world, taskId)).may;
    const none = { claim: false, release: false, assign: false, complete: false, undo: false };

    assert.deepEqual(await rights(ada), { ...none, claim: true, complete: true });
    assert.deepEqual(await rights(sue), { ...none, assign: true });
    await ada.client.post(ada.path(`/tasks/${taskId}/claim`), { revision: 1 });
    assert.deepEqual(await rights(ada), { ...none, release: true, complete: true });
    assert.deepEqual(await rights(new World(app, await app.as('eve'))), none);
    assert.deepEqual(await rights(sue), { ...none, release: true, assign: true });
    await ada.complete(taskId, 'ask');
    assert.deepEqual(await rights(ada), { ...none, undo: true });
    assert.ok((await page(ada, taskId)).undoUntil !== null);
    assert.equal((await ada.client.post(ada.path(`/tasks/${taskId}/undo`), {})).status, 200);
    assert.deepEqual(await rights(ada), { ...none, release: true, complete: true });
  });

  it('says no to the second of four eyes', async () => {
    const quick = await startApp();
    const first = new World(quick, await quick.as('ada'));
    const filed = await new World(quick, await quick.as('all')).file();
    await first.publish(filed);
    await first.issueLetter();
    const taskId = await first.taskOf(filed.dossierId);

    const same = await page(first, taskId);
    const other = await page(new World(quick, await quick.as('eve')), taskId);
    await quick.close();

    assert.deepEqual([same.may.claim, same.may.complete], [false, false]);
    assert.deepEqual([other.may.claim, other.may.complete], [true, true]);
  });

  it('explains its time limit in every language of the office', async () => {
    const { taskId } = await all.file();

    const { timeLimit, task } = await page(ada, taskId);

    assert.equal(timeLimit.key, 'examination');
    assert.equal(timeLimit.expiresOn, task.expiresOn);
    assert.deepEqual(Object.keys(timeLimit.explanation), ['en', 'ar']);
    assert.match(timeLimit.explanation.en.join(' '), /2 months/);
  });

  it('does not exist for who is not offered the task', async () => {
    const { taskId } = await all.file();

    assert.equal((await (await app.as('rex')).get(all.path(`/tasks/${taskId}`))).status, 404);
  });

  it('keeps the form and words its case was started with, whatever is deployed since', async () => {
    const { taskId } = await all.file();
    const { officeFiles } = await import('../http/support/office.ts');
    const files = officeFiles('aa').concat([
      {
        path: 'forms/examination/examination.schema.json',
        content:
          '{"type":"object","additionalProperties":false,"required":["note"],"properties":{"note":{"type":"string","maxLength":10}}}',
      },
      {
        path: 'forms/examination/examination.layout.json',
        content: '{"type":"VerticalLayout","elements":[{"type":"Control","scope":"#/properties/note"}]}',
      },
      { path: 'forms/examination/examination.example.json', content: '{"note":"a"}' },
      { path: 'forms/examination/examination.en.json', content: '{"note.label":"Note"}' },
      { path: 'forms/examination/examination.ar.json', content: '{"note.label":"Note"}' },
    ]);
    const deployed = await all.client.post(all.path('/deployments'), { files });
    assert.equal(deployed.status, 200, deployed.text);

    const old = await page(ada, taskId);
    const fresh = await page(ada, (await all.file()).taskId);

    assert.deepEqual(Object.keys(old.form.schema.properties), ['title', 'remark']);
    assert.deepEqual(Object.keys(fresh.form.schema.properties), ['note']);
  });
});
