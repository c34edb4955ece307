import assert from 'node:assert/strict';
import { completeJob } from '../../engine/commands/completeJob.ts';
import { completeTask } from '../../engine/commands/completeTask.ts';
import { failJob } from '../../engine/commands/failJob.ts';
import { saveDraft } from '../../engine/commands/saveDraft.ts';
import { sendMessage } from '../../engine/commands/sendMessage.ts';
import { timersOfInstance, type StoredJob } from '../../engine/store/index.ts';
import { DAY, HOUR, OFFICE, openOffice, refusal, rows, type TestOffice } from './kit.ts';
import { ADDRESS, openMachines, type Machines } from './machines.ts';

const SYSTEM = { officeId: OFFICE, actor: { type: 'system', id: 'jobs' } } as const;

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

  const calledBy = async (id: string): Promise<readonly string[]> =>
    (await rows(office, 'instances')).filter((row) => row['parent_id'] === id).map((row) => String(row['id']));
  /** Takes what is due, of this case and what it has called. */
  const claimed = async (id: string): Promise<readonly StoredJob[]> => {
    const ids = [id, ...(await calledBy(id))];
    return (await machines.claim()).filter(({ instanceId }) => ids.includes(instanceId));
  };
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

  it('holds its jobs until it is resumed, those that open meanwhile too; what suspended it goes on', async () => {
    const id = await office.start('holding', { address: ADDRESS });
    const [running] = await claimed(id);
    assert.equal(running?.element, 'call');
    await say('test-hold', id);
    await completeJob(office.runtime, SYSTEM, running, { status: 200 });

    await office.pass(HOUR);
    const held = await claimed(id);

    assert.deepEqual(
      held.map(({ element }) => element),
      ['note'],
    );
    await completeJob(office.runtime, SYSTEM, held[0] ?? assert.fail(), { status: 200 });
    await say('test-let-go', id);
    assert.deepEqual(
      (await claimed(id)).map(({ element }) => element),
      ['again'],
    );
  });

  it('takes along what it has called, and lets it go on by the same policy', async () => {
    const id = await office.start('holding', { address: ADDRESS });
    const [called] = await calledBy(id);
    const task = await office.task(called ?? '', 'work');
    const timers = (): Promise<readonly string[]> =>
      office.look(async (trx) => (await timersOfInstance(trx, OFFICE, called ?? '')).map(({ dueAt }) => dueAt));
    const before = await timers();
    await say('test-hold', id);
    await machines.drain();

    assert.deepEqual(await timers(), []);
    const input = { revision: 1, outcome: 'complete', data: {} };
    await refusal(completeTask(office.runtime, office.as('examiner'), task.id, input), 'INVALID_STATE');
    await office.pass(30 * DAY);
    await machines.drain();
    await office.task(called ?? '', 'work');
    assert.equal((await office.history(called ?? '')).at(-1)?.type, 'instanceSuspended');

    await say('test-let-go', id);

    const after = await timers();
    assert.deepEqual([before.length, after.length], [2, 2]);
    for (const [at, dueAt] of after.entries()) {
      const shifted = Date.parse(dueAt) - Date.parse(before[at] ?? '');
      assert.ok(shifted >= 30 * DAY && shifted < 30 * DAY + 60_000, String(shifted));
    }
    await completeTask(office.runtime, office.as('examiner'), task.id, input);
    assert.equal((await office.instance(called ?? '')).status, 'completed');
  });

  it('holds what is called while it is suspended', async () => {
    const id = await office.start('calling', { address: ADDRESS });
    const [job] = await claimed(id);
    await say('test-hold', id);
    await completeJob(office.runtime, SYSTEM, job ?? assert.fail(), { status: 200 });
    await office.pass(HOUR);

    const [called] = await calledBy(id);
    assert.ok((await office.instance(called ?? '')).state.suspended);
    assert.deepEqual(
      (await claimed(id)).map(({ element }) => element),
      ['note'],
    );
  });

  it('lets what is just being done end, and tries it again only when it is resumed', async () => {
    const id = await office.start('holding', { address: ADDRESS });
    const [running] = await claimed(id);
    await say('test-hold', id);
    await failJob(office.runtime, SYSTEM, running ?? assert.fail(), { message: 'No answer.', retryable: true });
    await machines.drain();

    await office.pass(DAY);
    assert.deepEqual(await claimed(id), []);

    await say('test-let-go', id);
    assert.deepEqual(
      (await claimed(id)).map(({ element, attempts }) => [element, attempts]),
      [['call', 2]],
    );
  });
});
