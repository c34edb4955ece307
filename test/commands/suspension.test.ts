import assert from 'node:assert/strict';
import { completeTask } from '../../engine/commands/completeTask.ts';
import { saveDraft } from '../../engine/commands/saveDraft.ts';
import { sendMessage } from '../../engine/commands/sendMessage.ts';
import { timersOfInstance } from '../../engine/store/index.ts';
import { DAY, OFFICE, openOffice, refusal, type TestOffice } from './kit.ts';
import { openMachines, type Machines } from './machines.ts';

describe('a suspended case', function () {
  this.timeout(60_000);
  let office: TestOffice;
  let machines: Machines;
  before(async () => {
    office = await openOffice();
    machines = await openMachines(office);
  });
  after(async () => {
    await machines.close();
    await office.close();
  });

  const say = (name: string, key: string): Promise<unknown> =>
    sendMessage(office.runtime, office.as('reception'), { name, key });

  it('keeps its tasks visible and closed, its timers still, and goes on shifted', async () => {
    const id = await office.start('halting');
    const task = await office.task(id, 'work');
    const [before] = await office.look((trx) => timersOfInstance(trx, OFFICE, id));
    await office.pass(DAY);
    await say('test-halt', id);

    const input = { revision: 1, outcome: 'complete', data: {} };
    const refused = await refusal(completeTask(office.runtime, office.as('examiner'), task.id, input), 'INVALID_STATE');
    assert.match(refused.message, /suspended since/);
    await saveDraft(office.runtime, office.as('examiner'), task.id, { revision: 0, data: {} });
    assert.deepEqual(await office.look((trx) => timersOfInstance(trx, OFFICE, id)), []);
    await office.pass(30 * DAY);
    await machines.drain();
    await office.task(id, 'work');

    await say('test-go-on', id);

    const [after] = await office.look((trx) => timersOfInstance(trx, OFFICE, id));
    const shifted = Date.parse(after?.dueAt ?? '') - Date.parse(before?.dueAt ?? '');
    assert.ok(shifted >= 30 * DAY && shifted < 30 * DAY + 60_000, String(shifted));
    await completeTask(office.runtime, office.as('examiner'), task.id, input);
    assert.equal((await office.instance(id)).status, 'completed');
  });
});
