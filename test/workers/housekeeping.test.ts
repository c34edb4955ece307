import assert from 'node:assert/strict';
import { completeTask } from '../../engine/commands/completeTask.ts';
import { saveDraft } from '../../engine/commands/saveDraft.ts';
import { keepHouse } from '../../engine/workers/housekeeping.ts';
import type { WorkerServices } from '../../engine/workers/services.ts';
import { DAY, openOffice, rows, type TestOffice } from '../commands/kit.ts';
import { openMachines, type Machines } from '../commands/machines.ts';

describe('keeping house', function () {
  this.timeout(60_000);
  let office: TestOffice;
  let machines: Machines;
  before(async () => {
    office = await openOffice({ undoSeconds: 10 });
    machines = await openMachines(office);
  });
  after(async () => {
    await machines.close();
    await office.close();
  });

  it('removes old answers, undo points and drafts of closed tasks, and nothing else', async () => {
    const draft = (taskId: string): Promise<unknown> =>
      saveDraft(office.runtime, office.as('examiner'), taskId, { revision: 0, data: {} });
    const done = async (): Promise<void> => {
      const task = await office.task(await office.start('relay'), 'first');
      await draft(task.id);
      const input = { revision: 1, outcome: 'complete', data: {} };
      await completeTask(office.runtime, office.as('examiner'), task.id, input);
    };
    await done();
    const { id: open } = await office.task(await office.start('relay'), 'first');
    await draft(open);
    await office.pass(31 * DAY);
    await done();
    const counts = async (): Promise<readonly number[]> =>
      Promise.all(
        ['idempotency_keys', 'undo_points', 'task_drafts'].map(async (table) => (await rows(office, table)).length),
      );
    assert.deepEqual(await counts(), [8, 2, 3]);

    await keepHouse(machines.services);

    assert.deepEqual(await counts(), [3, 1, 2]);
    assert.ok((await rows(office, 'task_drafts')).some((row) => row['task_id'] === open));
  });

  it('keeps as long as the settings say, and removes everything in chunks, beside another node', async () => {
    for (let nth = 0; nth < 7; nth += 1) await office.start('relay');
    await office.pass(3 * DAY);
    const answers = async (): Promise<number> => (await rows(office, 'idempotency_keys')).length;
    const before = await answers();
    const keeping = (keepAnswersDays: number): WorkerServices => ({
      ...machines.services,
      settings: { ...machines.services.settings, keepAnswersDays, housekeepingChunk: 2 },
    });

    await keepHouse(keeping(4));
    assert.equal(await answers(), before);
    await Promise.all([keepHouse(keeping(2)), keepHouse(keeping(2))]);

    assert.equal(await answers(), 0);
  });
});
