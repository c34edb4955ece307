import assert from 'node:assert/strict';
import { startInstance } from '../../engine/commands/startInstance.ts';
import { openOffice, refusal, rows, type TestOffice } from './kit.ts';

describe('starting an instance', function () {
  this.timeout(60_000);
  let office: TestOffice;
  before(async () => (office = await openOffice()));
  after(() => office.close());

  it('makes a dossier of its kind out of the start form', async () => {
    const answer = await startInstance(office.runtime, office.as('reception'), {
      process: 'filing',
      data: { markText: 'ACME' },
    });

    assert.deepEqual(answer.next, [{ en: 'Amend', ar: 'Amend' }]);
    assert.deepEqual(await office.dossier(answer.instanceId), { mark: { text: 'ACME' } });
    const instance = await office.instance(answer.instanceId);
    assert.equal(instance.dossierId, answer.dossierId);
    assert.equal(instance.startedBy, office.member('reception').name);
    assert.equal((await office.task(answer.instanceId, 'amend')).dossierId, answer.dossierId);
  });

  it('works on a dossier that stands, if it is of the right kind', async () => {
    const first = await startInstance(office.runtime, office.as('reception'), {
      process: 'filing',
      data: { markText: 'ONE' },
    });
    const dossierId = first.dossierId ?? assert.fail();

    const second = await startInstance(office.runtime, office.as('reception'), {
      process: 'filing',
      data: { markText: 'TWO' },
      dossierId,
    });

    assert.equal(second.dossierId, dossierId);
    assert.deepEqual(await office.dossier(first.instanceId), { mark: { text: 'TWO' } });
    const other = startInstance(office.runtime, office.as('reception'), { process: 'relay', dossierId });
    const { places } = await refusal(other, 'INVALID_INPUT');
    assert.equal(places[0]?.pointer, '/dossierId');
    await refusal(
      startInstance(office.runtime, office.as('reception'), {
        process: 'filing',
        data: { markText: 'X' },
        dossierId: '00000000-0000-7000-8000-000000000000',
      }),
      'NOT_FOUND',
    );
  });

  it('is refused without the permission, without such a process, and where only a message starts it', async () => {
    const start = (who: string, process: string): Promise<unknown> =>
      startInstance(office.runtime, office.as(who), { process });

    await refusal(start('examiner', 'relay'), 'FORBIDDEN');
    await refusal(start('reception', 'nothing'), 'NOT_FOUND');
    await refusal(start('reception', 'petition'), 'INVALID_STATE');
  });

  it('is refused for data that the start form does not take, or where there is none', async () => {
    const start = (process: string, data: Record<string, unknown>): Promise<unknown> =>
      startInstance(office.runtime, office.as('reception'), { process, data });
    const before = (await rows(office, 'dossiers')).length;

    const missing = await refusal(start('filing', {}), 'INVALID_INPUT');
    const unknown = await refusal(start('filing', { markText: 'A', colour: 'red' }), 'INVALID_INPUT');
    const noForm = await refusal(start('relay', { markText: 'A' }), 'INVALID_INPUT');

    assert.deepEqual(
      [missing, unknown, noForm].map(({ places }) => places.map(({ pointer }) => pointer)),
      [['/data/markText'], ['/data/colour'], ['/data']],
    );
    assert.equal((await rows(office, 'dossiers')).length, before);
  });

  it('gives the same answer again under the same key, and has happened once', async () => {
    const call = office.as('reception');
    const start = (): Promise<{ instanceId: string }> =>
      startInstance(office.runtime, call, { process: 'filing', data: { markText: 'ONCE' } });

    const answers = [...(await Promise.all([start(), start(), start(), start()])), await start()];

    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    const made = (await rows(office, 'dossier_index')).filter((row) => row['title'] === 'ONCE');
    assert.equal(made.length, 1);
  });

  it('keeps a case that cannot begin, with its dossier and an incident, and answers the same again', async () => {
    const call = office.as('reception');

    const answer = await startInstance(office.runtime, call, { process: 'intake' });
    const again = await startInstance(office.runtime, call, { process: 'intake' });

    assert.deepEqual(again, answer);
    assert.deepEqual(answer.next, []);
    const { status, state } = await office.instance(answer.instanceId);
    assert.deepEqual([status, state.tokens], ['active', []]);
    const [incident] = await office.incidents(answer.instanceId);
    assert.equal(incident?.element, 'large');
    assert.match(incident?.sentence ?? '', /amount/);
    assert.deepEqual(
      (await office.history(answer.instanceId)).map(({ type }) => type),
      ['incidentRaised'],
    );
  });

  it('takes no variable that passes for an outcome of the process', async () => {
    const office = await openOffice();
    try {
      const input = { process: 'assessment', variables: { assess: { outcome: 'complete' } } };

      const refused = await refusal(startInstance(office.runtime, office.as('administrator'), input), 'INVALID_INPUT');

      assert.deepEqual(
        refused.places.map((place) => place.pointer),
        ['/variables/assess'],
      );
    } finally {
      await office.close();
    }
  });

  it('takes an idempotency key for one request only', async () => {
    const office = await openOffice();
    try {
      const call = office.as('administrator');
      await startInstance(office.runtime, call, { process: 'assessment', variables: { limit: 1 } });

      const again = startInstance(office.runtime, call, { process: 'assessment', variables: { limit: 2 } });

      await refusal(again, 'CONFLICT');
    } finally {
      await office.close();
    }
  });
});
