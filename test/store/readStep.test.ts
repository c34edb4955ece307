import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { commitSteps, readStep, type StepAddress, type StepRead, type StepWrite } from '../../engine/store/index.ts';
import { openStore, type OpenStore } from './openStore.ts';
import { AT, sampleDossier, sampleJob, sampleNext, sampleStart, sampleTask } from './sampleStep.ts';

describe('readStep', () => {
  let open: OpenStore;
  let start: StepWrite;

  before(async () => {
    open = await openStore();
    const dossier = sampleDossier();
    start = sampleStart(
      {
        dossier,
        tasks: [sampleTask(1)],
        jobs: [sampleJob(2)],
        timers: [{ token: 1, element: 'reply', dueAt: AT, limit: 'reply-period' }],
        subscriptions: [{ token: 0, element: 'withdrawn', message: 'withdrawal', correlationKey: dossier.id }],
        incident: {
          id: randomUUID(),
          token: 2,
          element: 'request-payment',
          code: 'JOB_FAILED',
          sentence: 'The bank did not answer.',
          trigger: { type: 'completeJob', token: 2, result: { paid: true } },
          jobId: null,
        },
        idempotency: { actorId: 'a', key: 'k', command: 'startInstance', response: { ok: true } },
      },
      { dossierId: dossier.id },
    );
    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [start]));
  });
  after(() => open.close());

  const read = (address: StepAddress, key?: string): Promise<StepRead> =>
    open.store.transaction('XX', (trx) =>
      readStep(trx, 'XX', address, key === undefined ? undefined : { actorId: 'a', key }),
    );

  it('finds instance and dossier with whatever is addressed', async () => {
    const instanceId = start.instance.id;
    const addresses: readonly StepAddress[] = [
      { type: 'instance', instanceId },
      { type: 'task', taskId: start.tasks[0]!.id },
      { type: 'job', jobId: start.jobs[0]!.id },
      { type: 'timer', instanceId, token: 1, element: 'reply' },
      { type: 'subscription', instanceId, token: 0, element: 'withdrawn' },
      { type: 'incident', incidentId: start.incident!.id },
    ];

    for (const address of addresses) {
      const { instance, dossier, ...found } = await read(address);
      const names = ['task', 'job', 'timer', 'subscription', 'incident'] as const;
      assert.deepEqual([instance?.id, dossier?.id], [instanceId, start.dossier!.id]);
      assert.deepEqual(
        names.filter((name) => found[name] !== null),
        address.type === 'instance' ? [] : [address.type],
      );
    }
  });

  it('finds nothing of what is gone, and the time all the same', async () => {
    const { now, ...found } = await read({ type: 'task', taskId: randomUUID() });

    assert.match(now, /^\d{4}-\d\d-\d\dT.*Z$/);
    assert.deepEqual(found, {
      deploymentId: null,
      instance: null,
      dossier: null,
      task: null,
      job: null,
      timer: null,
      subscription: null,
      incident: null,
      completedBy: {},
      answered: null,
    });
  });

  it('finds the dossier for an instance that is about to start', async () => {
    const { instance, dossier } = await read({ type: 'start', dossierId: start.dossier!.id });

    assert.deepEqual([instance, dossier?.state], [null, 'filed']);
  });

  it('finds the answer given before under the idempotency key', async () => {
    const address = { type: 'start', dossierId: null } as const;

    assert.deepEqual((await read(address, 'k')).answered, { command: 'startInstance', response: { ok: true } });
    assert.equal((await read(address, 'other')).answered, null);
  });

  it('reads and writes a step in five statements and two round trips', async () => {
    const step = sampleNext(start, 1, {
      closedTokens: [1],
      completedTask: { id: start.tasks[0]!.id, expectedRevision: 1, outcome: 'accept' },
      tasks: [sampleTask(3)],
    });
    await read({ type: 'instance', instanceId: start.instance.id });
    open.counter.reset();

    await open.store.transaction('XX', async (trx) => {
      await readStep(trx, 'XX', { type: 'task', taskId: start.tasks[0]!.id });
      return commitSteps(trx, 'XX', [step]);
    });

    const { statements, roundTrips, captured } = open.counter;
    assert.deepEqual([statements, roundTrips], [5, 2]);
    assert.deepEqual(
      captured.map(({ text, name }) => [text.trim().split(/\s/, 1)[0], name === undefined]),
      [
        ['begin', true],
        ['select', false],
        ['select', false],
        ['with', false],
        ['commit', true],
      ],
    );
  });
});
