import assert from 'node:assert/strict';
import { completeTask } from '../../engine/commands/completeTask.ts';
import { claimTask } from '../../engine/commands/claimTask.ts';
import { undoTask } from '../../engine/commands/undoTask.ts';
import type { TaskCompleted } from '../../engine/contract/task.ts';
import { claimJobs } from '../../engine/store/index.ts';
import { openOffice, refusal, rows, type TestOffice } from './kit.ts';

describe('taking a completion back', function () {
  this.timeout(60_000);
  let office: TestOffice;
  before(async () => (office = await openOffice({ undoSeconds: 10 })));
  after(() => office.close());

  async function completed(
    data = { markText: 'NEW', channel: 'post' },
  ): Promise<{ id: string; taskId: string; answer: TaskCompleted }> {
    const id = await office.start('filing', {}, { markText: 'OLD' });
    const { id: taskId } = await office.task(id, 'amend');
    const input = { revision: 1, outcome: 'complete', data };
    return { id, taskId, answer: await completeTask(office.runtime, office.as('examiner'), taskId, input) };
  }
  const undo = (taskId: string, who = 'examiner'): Promise<unknown> => undoTask(office.runtime, office.as(who), taskId);

  it('puts task, case and dossier back as they were; history keeps both', async () => {
    const { id, taskId, answer } = await completed();
    const seconds =
      (Date.parse(answer.undoUntil ?? '') - Date.parse((await office.history(id)).at(-1)?.at ?? '')) / 1000;
    assert.equal(seconds, 10);

    await undo(taskId);

    const task = await office.task(id, 'amend');
    assert.deepEqual([task.id, task.state, task.completedBy, task.outcome], [taskId, 'open', null, null]);
    assert.deepEqual(await office.dossier(id), { mark: { text: 'OLD' } });
    assert.deepEqual((await office.instance(id)).variables, {});
    assert.deepEqual(
      (await office.history(id)).map(({ type }) => type),
      ['instanceStarted', 'taskCompleted', 'taskCompletionUndone'],
    );
    await office.complete(id, 'amend', 'complete', { markText: 'NEWER', channel: 'post' });
    assert.deepEqual(await office.dossier(id), { mark: { text: 'NEWER' }, application: { channel: 'post' } });
  });

  it('keeps what the completion opened from others until then', async () => {
    const { id } = await completed();

    const next = await office.task(id, 'look');

    assert.equal(next.visibleTo, office.member('examiner').userId);
    assert.equal(Date.parse(next.visibleAt) - Date.parse(next.openedAt), 10_000);
    const colleague = office.as(office.member('examiner', 1));
    await refusal(claimTask(office.runtime, colleague, next.id, 1), 'NOT_FOUND');
    const input = { revision: 1, outcome: 'complete', data: {} };
    await refusal(completeTask(office.runtime, colleague, next.id, input), 'NOT_FOUND');
    await office.pass(11_000);
    await claimTask(office.runtime, colleague, next.id, 1);
  });

  it('lets the task wait for the signals and conditions at its border again', async () => {
    const id = await office.start('heeding', {});
    const waiting = async (): Promise<readonly unknown[]> =>
      (await rows(office, 'subscriptions'))
        .filter((row) => row['instance_id'] === id)
        .map(({ kind, element, message }) => [kind, element, message])
        .toSorted();
    const before = await waiting();
    const { id: taskId } = await office.task(id, 'work');
    const input = { revision: 1, outcome: 'complete', data: {} };
    await completeTask(office.runtime, office.as('examiner'), taskId, input);
    assert.deepEqual(await waiting(), []);

    await undo(taskId);

    assert.deepEqual(await waiting(), before);
    assert.deepEqual(before, [
      ['condition', 'ready', ''],
      ['signal', 'closed', 'heeded-closure'],
    ]);
  });

  it('is for who completed it, once, and while there is time', async () => {
    const { taskId } = await completed();

    await refusal(undo(taskId, 'supervisor'), 'FORBIDDEN');
    const call = office.as('examiner');
    await undoTask(office.runtime, call, taskId);
    assert.deepEqual(await undoTask(office.runtime, call, taskId), { ok: true });
    await refusal(undo(taskId), 'FORBIDDEN');
    const late = await completed();
    await office.pass(11_000);
    assert.match((await refusal(undo(late.taskId), 'INVALID_STATE')).message, /too late/);
    await refusal(undo('00000000-0000-7000-8000-000000000000'), 'NOT_FOUND');
  });

  it('is not possible once the case has gone on', async () => {
    const { id, taskId } = await completed();
    const next = await office.task(id, 'look');
    await claimTask(office.runtime, office.as('examiner'), next.id, next.revision);

    assert.match((await refusal(undo(taskId), 'INVALID_STATE')).message, /gone on/);
  });

  it('is possible although another task of the case has changed hands', async () => {
    const id = await office.start('fan');
    const [mine, other] = [await office.task(id, 'desk-1'), await office.task(id, 'desk-2')];
    await office.complete(id, 'desk-1');
    await claimTask(office.runtime, office.as(office.member('examiner', 1)), other.id, other.revision);

    await undo(mine.id);

    assert.equal((await office.task(id, 'desk-1')).id, mine.id);
    assert.equal((await office.task(id, 'desk-2')).assigneeId, office.member('examiner', 1).userId);
    await office.complete(id, 'desk-1');
    await office.complete(id, 'desk-3');
    assert.match((await refusal(undo(mine.id), 'INVALID_STATE')).message, /gone on/);
  });

  it('takes the job along that it opened, unless a worker has begun it', async () => {
    const ordered = async (): Promise<{ id: string; taskId: string }> => {
      const id = await office.start('ordered', { address: 'http://register.example/' });
      const { id: taskId } = await office.task(id, 'order');
      await office.complete(id, 'order');
      return { id, taskId };
    };
    const claim = (): Promise<readonly { instanceId: string }[]> =>
      office.store.acrossOffices((trx) => claimJobs(trx, { limit: 9, worker: 'w', leaseSeconds: 30 }));
    const [first, second] = [await ordered(), await ordered()];
    assert.deepEqual(await claim(), []);

    await undo(first.taskId);

    const jobs = (await rows(office, 'jobs')).map((row) => row['instance_id']);
    assert.deepEqual(jobs, [second.id]);
    await office.pass(11_000);
    assert.deepEqual(
      (await claim()).map(({ instanceId }) => instanceId),
      [second.id],
    );
    // Back within the time, as if the worker had been early.
    await office.pass(-5000);
    assert.match((await refusal(undo(second.taskId), 'INVALID_STATE')).message, /gone on/);
  });

  it('is not offered for what has left the case, or ended it', async () => {
    const id = await office.start('relay');
    for (const element of ['first', 'second', 'third', 'fourth'])
      assert.notEqual((await office.complete(id, element)).undoUntil, null);

    assert.equal((await office.complete(id, 'fifth')).undoUntil, null);

    assert.deepEqual(
      await office.store.acrossOffices((trx) => claimJobs(trx, { limit: 9, worker: 'w', leaseSeconds: 1 })),
      [],
    );
    assert.ok((await rows(office, 'undo_points')).every((row) => row['task_id'] !== undefined));
  });
});
