import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  assignTask,
  commitSteps,
  deleteDraft,
  deleteDraftsClosedBefore,
  forgetUndoPoints,
  moveClock,
  openTasksOfInstance,
  readDraft,
  readTask,
  readUndo,
  reopenTask,
  saveDraft,
  type StepWrite,
} from '../../engine/store/index.ts';
import { openStore, type OpenStore } from './openStore.ts';
import { AT, sampleNext, sampleStart, sampleTask } from './sampleStep.ts';

const OFFICER = 'b0000000-0000-4000-8000-000000000002';

describe('tasks', () => {
  let open: OpenStore;
  let start: StepWrite;
  let taskId: string;

  beforeEach(async () => {
    open = await openStore();
    const task = sampleTask(1, { candidateGroups: ['examiner', 'registrar'], candidateUsers: [OFFICER], priority: 70 });
    start = sampleStart({ tasks: [task, sampleTask(2)] });
    taskId = task.id;
    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [start]));
  });
  afterEach(() => open.close());

  const assign = (expectedRevision: number, assigneeId: string | null): Promise<number | null> =>
    open.store.transaction('XX', (trx) => assignTask(trx, 'XX', { id: taskId, expectedRevision, assigneeId }));
  const candidates = (): Promise<readonly Record<string, unknown>[]> =>
    open.store.transaction('XX', (trx) =>
      trx
        .from('task_candidates')
        .select('candidate', 'claimable', 'rank')
        .where({ task_id: taskId })
        .orderBy('candidate'),
    );
  const complete = (until = AT): Promise<string> =>
    open.store.transaction('XX', (trx) =>
      commitSteps(trx, 'XX', [
        sampleNext(start, 1, {
          closedTokens: [1],
          completedTask: { id: taskId, expectedRevision: 1, outcome: 'accept' },
          undo: { taskId, until, before: { tokens: [1] } },
        }),
      ]),
    );

  it('are listed for each group and user that may claim them, until somebody has them', async () => {
    assert.deepEqual(await candidates(), [
      { candidate: 'examiner', claimable: true, rank: -70 },
      { candidate: 'registrar', claimable: true, rank: -70 },
      { candidate: `user:${OFFICER}`, claimable: true, rank: -70 },
    ]);

    assert.equal(await assign(1, OFFICER), 2);
    assert.deepEqual([...new Set((await candidates()).map((one) => one['claimable']))], [false]);

    assert.equal(await assign(2, null), 3);
    assert.deepEqual([...new Set((await candidates()).map((one) => one['claimable']))], [true]);

    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [sampleNext(start, 1, { closedTokens: [1] })]));
    assert.deepEqual(await candidates(), []);
  });

  it('go to one of two who claim at once', async () => {
    const both = await Promise.all([assign(1, OFFICER), assign(1, randomUUID())]);

    assert.deepEqual(both.toSorted(), [2, null]);
  });

  it('cannot be claimed when they are closed', async () => {
    await complete();

    assert.equal(await assign(2, OFFICER), null);
  });

  it('of an instance are read while they are open', async () => {
    await complete();

    const openTasks = await open.store.transaction('XX', (trx) => openTasksOfInstance(trx, 'XX', start.instance.id));

    assert.deepEqual(
      openTasks.map((task) => task.token),
      [2],
    );
  });

  it('can be opened again as they were while their undo point stands', async () => {
    await complete('2099-01-01T00:00:00.000Z');

    const point = await open.store.transaction('XX', (trx) => readUndo(trx, 'XX', taskId));
    assert.deepEqual([point?.instanceVersion, point?.before], [2, { tokens: [1] }]);
    const revision = await open.store.transaction('XX', (trx) => reopenTask(trx, 'XX', taskId));

    const task = await open.store.transaction('XX', (trx) => readTask(trx, 'XX', taskId));
    assert.deepEqual([revision, task?.state, task?.outcome, task?.completedBy], [3, 'open', null, null]);
    assert.equal((await candidates()).length, 3);
    assert.equal(await open.store.transaction('XX', (trx) => readUndo(trx, 'XX', taskId)), null);
  });

  it('have no undo point any more when its time is over', async () => {
    await complete('2090-01-01T00:00:00.000Z');
    await open.store.acrossOffices((trx) => moveClock(trx, '2090-01-01T00:00:00.000Z'));

    assert.equal(await open.store.transaction('XX', (trx) => readUndo(trx, 'XX', taskId)), null);
    assert.equal(await open.store.transaction('XX', (trx) => forgetUndoPoints(trx, 'XX', 10)), 1);
  });
});

describe('drafts', () => {
  let open: OpenStore;
  let start: StepWrite;

  beforeEach(async () => {
    open = await openStore();
    start = sampleStart({ tasks: [sampleTask(1)] });
    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [start]));
  });
  afterEach(() => open.close());

  const save = (replaces: number, text: string): Promise<number | null> =>
    open.store.transaction('XX', (trx) =>
      saveDraft(trx, 'XX', { taskId: start.tasks[0]!.id, userId: OFFICER, replaces, data: { text }, at: AT }),
    );
  const read = (userId = OFFICER): Promise<unknown> =>
    open.store.transaction('XX', (trx) => readDraft(trx, 'XX', { taskId: start.tasks[0]!.id, userId }));

  it('are saved over the revision they replace only', async () => {
    assert.deepEqual(
      [await save(0, 'a'), await save(1, 'b'), await save(1, 'c'), await save(0, 'd')],
      [1, 2, null, null],
    );

    assert.deepEqual(await read(), { revision: 2, data: { text: 'b' }, savedAt: AT });
    assert.equal(await read(randomUUID()), null);
  });

  it('cannot replace one that is not there', async () => {
    assert.equal(await save(3, 'a'), null);
  });

  it('go when they are deleted, or some time after their task has closed', async () => {
    await save(0, 'a');
    await open.store.transaction('XX', (trx) =>
      deleteDraft(trx, 'XX', { taskId: start.tasks[0]!.id, userId: OFFICER }),
    );
    assert.equal(await read(), null);

    await save(0, 'b');
    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [sampleNext(start, 1, { closedTokens: [1] })]));
    const sweep = (before: string): Promise<number> =>
      open.store.transaction('XX', (trx) => deleteDraftsClosedBefore(trx, 'XX', before, 10));

    assert.deepEqual([await sweep(AT), await sweep('2026-04-02T00:00:00.000Z')], [0, 1]);
  });
});
