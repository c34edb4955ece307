import assert from 'node:assert/strict';
import { completeTask } from '../../../engine/commands/completeTask.ts';
import { resumeInstance } from '../../../engine/commands/operations/resumeInstance.ts';
import { setVariables } from '../../../engine/commands/operations/setVariables.ts';
import { suspendInstance } from '../../../engine/commands/operations/suspendInstance.ts';
import { timersOfInstance } from '../../../engine/store/index.ts';
import { DAY, OFFICE, openOffice, refusal, rows, type TestOffice } from '../kit.ts';
import { ADDRESS, openMachines, type Machines } from '../machines.ts';

describe('an instance that somebody has suspended', function () {
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

  const suspend = (id: string, who = 'supervisor'): Promise<unknown> =>
    suspendInstance(office.runtime, office.as(who), id, 'The file is at court.');
  const resume = (id: string, policy: 'shift' | 'restart' | 'keep' = 'shift', who = 'supervisor'): Promise<unknown> =>
    resumeInstance(office.runtime, office.as(who), id, { policy, reason: 'It is back.' });
  const dues = (id: string): Promise<readonly number[]> =>
    office.look(async (trx) => (await timersOfInstance(trx, OFFICE, id)).map(({ dueAt }) => Date.parse(dueAt)));

  it('keeps its tasks closed and its timers still, and goes on as the policy says', async () => {
    for (const policy of ['shift', 'restart', 'keep'] as const) {
      const id = await office.start('deadlines');
      const before = await dues(id);
      const task = await office.task(id, 'work');
      await suspend(id);

      assert.deepEqual(await dues(id), []);
      const input = { revision: task.revision, outcome: 'complete', data: {} };
      await refusal(completeTask(office.runtime, office.as('examiner'), task.id, input), 'INVALID_STATE');
      await office.pass(DAY / 48);
      await machines.drain();
      await resume(id, policy);

      const moved = (await dues(id)).map((due, at) => due - (before[at] ?? 0));
      const expected = policy === 'keep' ? 0 : DAY / 48;
      assert.ok(
        moved.length === 2 && moved.every((each) => Math.abs(each - expected) < 60_000),
        `${policy}: ${moved.join(', ')}`,
      );
      await office.complete(id, 'work');
      assert.equal((await office.instance(id)).status, 'completed');
    }
  });

  it('holds its jobs until it is resumed', async () => {
    const id = await office.start('errand', { address: ADDRESS });
    await suspend(id);
    const before = machines.received.length;

    await machines.drain();
    assert.equal(machines.received.length, before);
    assert.equal((await rows(office, 'jobs')).filter((job) => job['instance_id'] === id).length, 1);
    await resume(id);
    await machines.drain();

    assert.equal(machines.received.length, before + 1);
    await office.task(id, 'check');
  });

  it('has who suspended and resumed it, and why, in its history', async () => {
    const id = await office.start('relay');
    await suspend(id);
    await resume(id);

    const last = (await office.history(id)).slice(-2);
    assert.deepEqual(
      last.map(({ type, data, actor }) => [type, data['reason'], actor.name]),
      [
        ['instanceSuspended', 'The file is at court.', office.member('supervisor').name],
        ['instanceResumed', 'It is back.', office.member('supervisor').name],
      ],
    );
  });

  it('is suspended once and resumed once, by whoever may', async () => {
    const id = await office.start('relay');

    await refusal(suspend(id, 'examiner'), 'FORBIDDEN');
    await refusal(resume(id, 'shift', 'examiner'), 'FORBIDDEN');
    await refusal(resume(id), 'CONFLICT');
    const answers = await Promise.allSettled([suspend(id), suspend(id), suspend(id, 'administrator')]);
    assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1);
    await resume(id);
  });

  it('takes variables set by hand, each with its value before and after', async () => {
    const id = await office.start('relay', { channel: 'post' });
    const set = (who: string, variables: Record<string, string>): Promise<unknown> =>
      setVariables(office.runtime, office.as(who), id, { variables, reason: 'Typed wrongly.' });
    await suspend(id);

    await refusal(set('examiner', { channel: 'web' }), 'FORBIDDEN');
    await set('supervisor', { channel: 'web' });

    assert.equal((await office.instance(id)).variables['channel'], 'web');
    const entry = (await office.history(id)).at(-1) ?? assert.fail();
    assert.deepEqual(
      [entry.type, entry.data['reason'], entry.data['events']],
      ['variablesSet', 'Typed wrongly.', [{ type: 'variableSet', name: 'channel', before: 'post', after: 'web' }]],
    );
  });
});
