import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  commitSteps,
  claimJobs,
  insertMessage,
  readStep,
  sqlState,
  writeStep,
  writeSteps,
  type StepRead,
  type StepWrite,
  type Written,
} from '../../engine/store/index.ts';
import { openStore, type OpenStore } from './openStore.ts';
import { AT, sampleDossier, sampleHistory, sampleJob, sampleNext, sampleStart, sampleTask } from './sampleStep.ts';

describe('writeStep', () => {
  let open: OpenStore;
  /** An instance with a dossier, one open task of token 1, a job of token 2, an incident and a message for it. */
  let start: StepWrite;
  let messageId: string;
  let leaseToken: number;

  before(async () => {
    open = await openStore();
  });
  after(() => open.close());

  beforeEach(async () => {
    const dossier = sampleDossier();
    const more = { dossier, tasks: [sampleTask(1)], jobs: [sampleJob(2)], incident: sampleIncident() };
    start = sampleStart(more, { dossierId: dossier.id });
    assert.equal(await commit(start), 'written');
    messageId = randomUUID();
    await open.store.transaction('XX', (trx) =>
      insertMessage(trx, 'XX', {
        id: messageId,
        name: 'paid',
        correlationKey: 'k',
        payload: {},
        expiresAt: '2099-01-01T00:00:00.000Z',
      }),
    );
    const jobs = await open.store.acrossOffices((trx) => claimJobs(trx, { limit: 100, worker: 'w', leaseSeconds: 60 }));
    leaseToken = jobs.find((job) => job.id === start.jobs[0]!.id)!.leaseToken;
  });

  const commit = (...writes: StepWrite[]): Promise<Written> =>
    open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', writes));
  const read = (taskId = start.tasks[0]!.id): Promise<StepRead> =>
    open.store.transaction('XX', (trx) => readStep(trx, 'XX', { type: 'task', taskId }));
  const all = (table: string, instanceId = start.instance.id): Promise<readonly Record<string, unknown>[]> =>
    open.store.transaction('XX', (trx) =>
      trx.from(table).select('*').where({ office_id: 'XX', instance_id: instanceId }),
    );

  /** The step that completes the task and the job, consumes the message and resolves the incident, all guards held. */
  const completion = (): StepWrite =>
    sampleNext(start, 1, {
      closedTokens: [1, 2],
      completedTask: { id: start.tasks[0]!.id, expectedRevision: 1, outcome: 'accept' },
      completedJob: { id: start.jobs[0]!.id, leaseToken },
      consumedMessage: messageId,
      resolvedIncident: start.incident!.id,
      dossier: { ...start.dossier!, expectedVersion: 1, state: 'examined' },
      tasks: [sampleTask(3, { element: 'substantive-examination' })],
      timers: [{ token: 3, element: 'reply', dueAt: AT, limit: 'reply-period' }],
      history: sampleHistory(start.instance.id, 1),
      idempotency: { actorId: 'a', key: randomUUID(), command: 'completeTask', response: { ok: true } },
    });

  it('writes everything of a step that holds all its guards', async () => {
    assert.equal(await commit(completion()), 'written');

    const { instance, dossier, task } = await read();
    assert.deepEqual([instance?.version, dossier?.version, dossier?.state], [2, 2, 'examined']);
    assert.deepEqual(
      [task?.state, task?.revision, task?.outcome, task?.completedByName],
      ['completed', 2, 'accept', 'Mara Clerk'],
    );
    assert.deepEqual((await all('tasks')).map((row) => row['state']).sort(), ['completed', 'open']);
    assert.deepEqual(await all('jobs'), []);
    assert.equal((await all('timers')).length, 1);
    assert.equal((await all('incidents'))[0]!['state'], 'resolved');
    assert.equal((await all('history')).length, 1);
  });

  it('answers with the completer of each element when the next task is read', async () => {
    const step = completion();
    await commit(step);

    const next = await read(step.tasks[0]!.id);

    assert.deepEqual(next.completedBy, { 'formal-examination': step.actor.id });
  });

  const broken: Readonly<Record<string, (step: StepWrite) => StepWrite>> = {
    'the instance has another version': (step) => ({ ...step, instance: { ...step.instance, expectedVersion: 7 } }),
    'the task has another revision': (step) => ({
      ...step,
      completedTask: { ...step.completedTask!, expectedRevision: 7 },
    }),
    'the task is another one': (step) => ({ ...step, completedTask: { ...step.completedTask!, id: randomUUID() } }),
    'the job’s lease went to another worker': (step) => ({
      ...step,
      completedJob: { ...step.completedJob!, leaseToken: leaseToken + 1 },
    }),
    'the dossier has another version': (step) => ({ ...step, dossier: { ...step.dossier!, expectedVersion: 7 } }),
    'the message was consumed': (step) => ({ ...step, consumedMessage: randomUUID() }),
    'the incident is resolved': (step) => ({ ...step, resolvedIncident: randomUUID() }),
  };

  for (const [reason, change] of Object.entries(broken)) {
    it(`writes nothing when ${reason}`, async () => {
      const before = await everything(open, start.instance.id);

      assert.equal(await commit(change(completion())), 'lost');

      assert.deepEqual(await everything(open, start.instance.id), before);
    });
  }

  it('writes nothing when the idempotency key was used before', async () => {
    const used = { actorId: 'a', key: randomUUID(), command: 'startInstance', response: { ok: true } };
    await commit(sampleStart({ idempotency: used }));
    const before = await everything(open, start.instance.id);

    assert.equal(await commit({ ...completion(), idempotency: used }), 'lost');

    assert.deepEqual(await everything(open, start.instance.id), before);
  });

  it('lets exactly one of two completions of a task win', async () => {
    const both = await Promise.all([commit(completion()), commit(completion())]);

    assert.deepEqual(both.toSorted(), ['lost', 'written']);
    assert.equal((await all('tasks')).length, 2);
  });

  it('lets exactly one of two starts under one idempotency key win', async () => {
    const idempotency = { actorId: 'a', key: randomUUID(), command: 'startInstance', response: { ok: true } };

    const both = await Promise.all([commit(sampleStart({ idempotency })), commit(sampleStart({ idempotency }))]);

    assert.deepEqual(both.toSorted(), ['lost', 'written']);
  });

  it('writes none of several steps when one is lost', async () => {
    const other = sampleStart({ tasks: [sampleTask(1)] });

    assert.equal(await commit(other, sampleNext(start, 7)), 'lost');

    assert.deepEqual(await all('tasks', other.instance.id), []);
  });

  it('writes the steps of a caller and its new child together', async () => {
    const child = sampleStart({}, { parentId: start.instance.id, parentToken: 4 });

    assert.equal(await commit(sampleNext(start, 1), child), 'written');
  });

  it('undoes what the transaction wrote before when the step is lost', async () => {
    const other = sampleStart();

    await open.store.transaction('XX', async (trx) => {
      await writeStep(trx, 'XX', other);
      assert.equal(await commitSteps(trx, 'XX', [sampleNext(start, 7)]), 'lost');
    });

    assert.equal((await instances(open, other.instance.id)).length, 0);
  });

  it('cannot commit after a lost step that was not the last', async () => {
    const other = sampleStart();

    await open.store.transaction('XX', async (trx) => {
      assert.equal(await writeSteps(trx, 'XX', [other, sampleNext(start, 7)]), 'lost');
    });

    assert.equal((await instances(open, other.instance.id)).length, 0);
  });

  it('says what is wrong when the database refuses a row', async () => {
    const wrong = sampleStart({ tasks: [sampleTask(1), sampleTask(1)] });

    await assert.rejects(commit(wrong), (error) => sqlState(error) === '23505');

    assert.equal((await instances(open, wrong.instance.id)).length, 0);
  });

  it('takes along everything open when an instance ends', async () => {
    const ended: StepWrite = sampleNext(start, 1);

    await commit({ ...ended, instance: { ...ended.instance, status: 'terminated' } });

    const states = await Promise.all(['tasks', 'incidents'].map((table) => all(table)));
    assert.deepEqual(
      states.flat().map((row) => row['state']),
      ['cancelled', 'resolved'],
    );
    assert.deepEqual(await all('jobs'), []);
  });

  it('moves a timer that is disarmed and armed again in one step', async () => {
    const timer = { token: 1, element: 'reply', dueAt: AT, limit: 'reply-period' };
    await commit(sampleNext(start, 1, { timers: [timer] }));

    const later = { ...timer, dueAt: '2026-05-04T00:00:00.000Z' };
    await commit(sampleNext(start, 2, { disarmed: [{ token: 1, element: 'reply' }], timers: [later] }));

    assert.deepEqual(
      (await all('timers')).map((row) => row['due_at']),
      [later.dueAt],
    );
  });

  it('replaces the parties of a dossier as a whole', async () => {
    const party = (position: number, name: string) => ({
      role: 'applicant',
      position,
      name,
      country: null,
      address: null,
    });
    const withParties = (version: number, ...names: string[]): StepWrite['dossier'] => ({
      ...start.dossier!,
      expectedVersion: version,
      index: { ...start.dossier!.index, parties: names.map((name, index) => party(index, name)) },
    });
    await commit(sampleNext(start, 1, { dossier: withParties(1, 'Ono', 'Sato') }));

    await commit(sampleNext(start, 2, { dossier: withParties(2, 'Ito') }));

    const parties = await open.store.transaction('XX', (trx) =>
      trx.from('dossier_parties').select('name').where({ office_id: 'XX', dossier_id: start.dossier!.id }),
    );
    assert.deepEqual(parties, [{ name: 'Ito' }]);
  });
});

function sampleIncident(): NonNullable<StepWrite['incident']> {
  return {
    id: randomUUID(),
    token: 2,
    element: 'request-payment',
    code: 'JOB_FAILED',
    sentence: 'The bank did not answer.',
    trigger: null,
    jobId: null,
  };
}

function instances(open: OpenStore, id: string): Promise<readonly Record<string, unknown>[]> {
  return open.store.transaction('XX', (trx) => trx.from('instances').select('*').where({ office_id: 'XX', id }));
}

const TABLES = [
  'tasks',
  'jobs',
  'timers',
  'subscriptions',
  'incidents',
  'history',
  'time_limits',
  'undo_points',
  'status_events',
];

/** Every row that belongs to the instance, and all keys and messages. */
async function everything(open: OpenStore, instanceId: string): Promise<unknown> {
  return open.store.transaction('XX', async (trx) => {
    const rows = [];
    for (const table of TABLES) rows.push(await trx.from(table).select('*').where({ instance_id: instanceId }));
    rows.push(await trx.from('instances').select('*').where({ id: instanceId }));
    for (const table of ['dossiers', 'dossier_index', 'messages', 'idempotency_keys', 'task_candidates']) {
      rows.push(await trx.from(table).select('*').orderByRaw('1, 2, 3'));
    }
    return rows;
  });
}
