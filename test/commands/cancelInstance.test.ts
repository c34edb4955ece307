import assert from 'node:assert/strict';
import { cancelInstance } from '../../engine/commands/cancelInstance.ts';
import { completeTask } from '../../engine/commands/completeTask.ts';
import { childInstances } from '../../engine/store/index.ts';
import { DAY, OFFICE, openOffice, refusal, rows, type TestOffice } from './kit.ts';
import { ADDRESS, openMachines, type Machines } from './machines.ts';

describe('cancelling an instance', function () {
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

  const cancel = (id: string, who = 'administrator'): Promise<unknown> =>
    cancelInstance(office.runtime, office.as(who), id, 'Filed twice.');
  async function open(table: string, id: string): Promise<number> {
    return (await rows(office, table)).filter(
      (row) => row['instance_id'] === id && (row['state'] ?? 'open') !== 'cancelled',
    ).length;
  }

  it('closes whatever it waits for and keeps the reason', async () => {
    const ids = [
      await office.start('deadlines'),
      await office.start('correspondence'),
      await office.start('errand', { address: ADDRESS }),
      await office.start('fan'),
    ];

    for (const id of ids) await cancel(id);

    for (const id of ids) {
      assert.equal((await office.instance(id)).status, 'terminated');
      for (const table of ['tasks', 'timers', 'subscriptions', 'jobs']) assert.equal(await open(table, id), 0, table);
      const last = (await office.history(id)).at(-1);
      assert.deepEqual(
        [last?.type, last?.data['reason'], last?.actor.name],
        ['instanceCancelled', 'Filed twice.', office.member('administrator').name],
      );
    }
    await office.pass(5 * DAY);
    await machines.drain();
    assert.equal(machines.received.length, 0);
  });

  it('goes down to what it has called, and not to a called one alone', async () => {
    const id = await office.start('caller', { subject: 'Who?' });
    const [child] = await office.look((trx) => childInstances(trx, OFFICE, id));

    const refused = await refusal(cancel(child?.id ?? ''), 'INVALID_STATE');
    assert.equal(refused.details?.['parentId'], id);
    await cancel(id);

    assert.equal((await office.instance(child?.id ?? '')).status, 'terminated');
    assert.deepEqual(await office.tasks(child?.id ?? ''), []);
  });

  it('takes the open incidents along', async () => {
    const id = await office.start('intake');
    assert.equal((await office.incidents(id)).length, 1);

    await cancel(id);

    assert.deepEqual(await office.incidents(id), []);
  });

  it('is refused without the permission, twice, and for what is not there', async () => {
    const id = await office.start('relay');

    await refusal(cancel(id, 'examiner'), 'FORBIDDEN');
    await cancel(id);
    await refusal(cancel(id), 'CONFLICT');
    await refusal(cancel('00000000-0000-7000-8000-000000000000'), 'NOT_FOUND');
  });

  it('and completing its task at the same moment have one winner or an order', async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      const id = await office.start('relay');
      const task = await office.task(id, 'first');
      const input = { revision: 1, outcome: 'complete', data: {} };

      const [completed, cancelled] = await Promise.allSettled([
        completeTask(office.runtime, office.as('examiner'), task.id, input),
        cancel(id),
      ]);

      assert.equal(cancelled.status, 'fulfilled');
      const types = (await office.history(id)).map(({ type }) => type);
      const expected = completed.status === 'fulfilled' ? ['taskCompleted'] : [];
      assert.deepEqual(types, ['instanceStarted', ...expected, 'instanceCancelled']);
      assert.deepEqual(await office.tasks(id), []);
    }
  });
});
