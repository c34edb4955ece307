import assert from 'node:assert/strict';
import { completeTask } from '../../../engine/commands/completeTask.ts';
import { resolveIncident } from '../../../engine/commands/resolveIncident.ts';
import { startInstance } from '../../../engine/commands/startInstance.ts';
import { openOffice, refusal, rows, type TestOffice } from '../kit.ts';

describe('the dossier', function () {
  this.timeout(60_000);
  let office: TestOffice;
  before(async () => (office = await openOffice()));
  after(() => office.close());

  const filed = (): Promise<string> => office.start('filing', {}, { markText: 'ACME' });

  it('changes with the step, and history holds before and after', async () => {
    const id = await filed();

    await office.complete(id, 'amend', 'complete', { markText: 'ACME PLUS', channel: 'post' });

    assert.deepEqual(await office.dossier(id), { mark: { text: 'ACME PLUS' }, application: { channel: 'post' } });
    const { dossierId } = await office.instance(id);
    const [listed] = (await rows(office, 'dossier_index')).filter((row) => row['dossier_id'] === dossierId);
    assert.equal(listed?.['title'], 'ACME PLUS');
    const events = (await office.history(id)).at(-1)?.data['events'] as readonly Record<string, unknown>[];
    assert.deepEqual(
      events
        .filter(({ type }) => type === 'dossierChanged')
        .map(({ pointer, before, after }) => [pointer, before, after]),
      [
        ['/mark/text', 'ACME', 'ACME PLUS'],
        ['/application/channel', null, 'post'],
      ],
    );
  });

  it('refuses what its schema does not know; when a process writes that, it is an incident', async () => {
    const id = await filed();
    const task = await office.task(id, 'amend');
    const input = { revision: 1, outcome: 'complete', data: { markText: 'ACME', channel: 'pigeon' } };

    const refused = await refusal(completeTask(office.runtime, office.as('examiner'), task.id, input), 'INVALID_STATE');

    const [incident] = await office.incidents(id);
    assert.deepEqual([incident?.code, incident?.id], ['DOSSIER_REFUSED', refused.details?.['incidentId']]);
    assert.match(incident?.sentence ?? '', /\/application\/channel/);
    assert.deepEqual(await office.dossier(id), { mark: { text: 'ACME' } });
    await resolveIncident(office.runtime, office.as('administrator'), incident?.id ?? '', {
      note: 'They meant by post.',
      variables: { channel: 'post' },
    });
    assert.deepEqual((await office.dossier(id))['application'], { channel: 'post' });
    await office.task(id, 'look');
  });

  it('sends a field that is wider in the form than in the dossier back to whoever typed it', async () => {
    const long = 'A'.repeat(401);
    const start = startInstance(office.runtime, office.as('reception'), {
      process: 'filing',
      data: { markText: long },
    });

    const { places } = await refusal(start, 'INVALID_INPUT');
    assert.deepEqual(
      places.map(({ pointer }) => pointer),
      ['/data/markText'],
    );

    const id = await filed();
    const task = await office.task(id, 'amend');
    const data = { markText: long, channel: 'post' };
    const again = await refusal(
      completeTask(office.runtime, office.as('examiner'), task.id, { revision: 1, outcome: 'complete', data }),
      'INVALID_INPUT',
    );
    assert.deepEqual(
      again.places.map(({ pointer }) => pointer),
      ['/data/markText'],
    );
    assert.deepEqual(await office.incidents(id), []);
  });

  it('takes the changes of cases that work on it at the same time one after the other', async () => {
    const first = await filed();
    const dossierId = (await office.instance(first)).dossierId ?? assert.fail();
    const others = await Promise.all(
      ['B', 'C', 'D'].map((markText) =>
        startInstance(office.runtime, office.as('reception'), { process: 'filing', data: { markText }, dossierId }),
      ),
    );
    const ids = [first, ...others.map(({ instanceId }) => instanceId)];

    await Promise.all(
      ids.map((id, at) => office.complete(id, 'amend', 'complete', { markText: `M${at}`, channel: 'post' })),
    );

    const [row] = (await rows(office, 'dossiers')).filter((each) => each['id'] === dossierId);
    assert.equal(row?.['version'], 8);
  });
});
