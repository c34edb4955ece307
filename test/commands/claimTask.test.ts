import assert from 'node:assert/strict';
import { claimTask } from '../../engine/commands/claimTask.ts';
import { releaseTask } from '../../engine/commands/releaseTask.ts';
import { openOffice, refusal, rows, type TestOffice } from './kit.ts';

describe('claiming and releasing a task', function () {
  this.timeout(60_000);
  let office: TestOffice;
  before(async () => (office = await openOffice()));
  after(() => office.close());

  const claimable = async (taskId: string): Promise<unknown> =>
    (await rows(office, 'task_candidates')).find((row) => row['task_id'] === taskId)?.['claimable'];

  it('takes it out of the pool and puts it back, with an entry of history each', async () => {
    const id = await office.start('relay');
    const task = await office.task(id, 'first');
    const { userId, name } = office.member('examiner');

    const claimed = await claimTask(office.runtime, office.as('examiner'), task.id, 1);
    assert.deepEqual(claimed, { ok: true, revision: 2, assignee: { id: userId, name } });
    assert.equal(await claimable(task.id), false);

    const released = await releaseTask(office.runtime, office.as('examiner'), task.id, 2);
    assert.deepEqual(released, { ok: true, revision: 3, assignee: null });
    assert.equal(await claimable(task.id), true);
    assert.deepEqual(
      (await office.history(id)).map(({ type, actor, data }) => [type, actor.name, data['element'] ?? null]),
      [
        ['instanceStarted', office.member('administrator').name, null],
        ['taskClaimed', name, 'first'],
        ['taskReleased', name, 'first'],
      ],
    );
  });

  it('goes to one of those who are after it; the others are told who has it since when', async () => {
    const id = await office.start('relay');
    const task = await office.task(id, 'first');
    const people = [office.member('examiner'), office.member('examiner', 1)];

    const answers = await Promise.allSettled(
      [...people, ...people].map((who) => claimTask(office.runtime, office.as(who), task.id, 1)),
    );

    const won = answers.filter((answer) => answer.status === 'fulfilled');
    assert.equal(won.length, 1);
    const [, claimed] = await office.history(id);
    for (const answer of answers) {
      if (answer.status === 'fulfilled') continue;
      const { details } = await refusal(Promise.reject(answer.reason as Error), 'CONFLICT');
      assert.deepEqual(
        { by: details?.['by'], at: details?.['at'], assigneeId: details?.['assigneeId'] },
        { by: claimed?.actor.name, at: claimed?.at, assigneeId: claimed?.actor.id },
      );
    }
  });

  it('is refused to who may not, and for what is assigned or closed', async () => {
    const id = await office.start('relay');
    const task = await office.task(id, 'first');

    await refusal(claimTask(office.runtime, office.as('cashier'), task.id, 1), 'NOT_FOUND');
    await refusal(claimTask(office.runtime, office.as('registrar'), task.id, 1), 'FORBIDDEN');
    await claimTask(office.runtime, office.as('examiner'), task.id, 1);
    const taken = claimTask(office.runtime, office.as(office.member('examiner', 1)), task.id, 2);
    assert.equal((await refusal(taken, 'CONFLICT')).details?.['by'], office.member('examiner').name);
    await refusal(releaseTask(office.runtime, office.as(office.member('examiner', 1)), task.id, 2), 'FORBIDDEN');
    await office.complete(id, 'first');
    await refusal(claimTask(office.runtime, office.as('examiner'), task.id, 3), 'CONFLICT');
    await refusal(releaseTask(office.runtime, office.as('examiner'), task.id, 3), 'CONFLICT');
  });

  it('lets a supervisor release what a colleague has', async () => {
    const id = await office.start('relay');
    const task = await office.task(id, 'first');
    await claimTask(office.runtime, office.as('examiner'), task.id, 1);

    await releaseTask(office.runtime, office.as('supervisor'), task.id, 2);

    assert.equal((await office.task(id, 'first')).assigneeId, null);
  });

  it('gives the same answer again under the same key and refuses it for another command', async () => {
    const id = await office.start('relay');
    const task = await office.task(id, 'first');
    const call = office.as('examiner');

    const answers = await Promise.all([1, 2, 3].map(() => claimTask(office.runtime, call, task.id, 1)));

    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.equal((await office.history(id)).length, 2);
    await refusal(releaseTask(office.runtime, call, task.id, 2), 'CONFLICT');
  });
});
