import assert from 'node:assert/strict';
import { fireDueTimers } from '../../engine/workers/timers.ts';
import { DAY, HOUR, openOffice, rows, type TestOffice } from '../commands/kit.ts';
import { openMachines, type Machines } from '../commands/machines.ts';

describe('the timers that are due', function () {
  this.timeout(60_000);
  let office: TestOffice;
  let machines: Machines;
  beforeEach(async () => {
    office = await openOffice();
    machines = await openMachines(office);
  });
  afterEach(async () => {
    await machines.close();
    await office.close();
  });

  it('fire in the order in which they were due, after whatever downtime', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 6; at += 1) {
      ids.push(await office.start('deadlines'));
      await office.pass(HOUR / 2);
    }
    await office.pass(10 * DAY);

    await machines.drain();

    for (const id of ids) {
      const fired = (await office.history(id)).filter(({ type }) => type === 'timerFired');
      assert.deepEqual(
        fired.map(({ data }) => data['element']),
        ['remind', 'late'],
      );
      await office.task(id, 'overdue');
    }
    assert.equal((await rows(office, 'timers')).length, 0);
  });

  it('tell when the next is due when there is none yet', async () => {
    await office.start('deadlines');

    const { done, nextInMs } = await fireDueTimers(machines.services);

    assert.equal(done, 0);
    assert.ok(nextInMs !== undefined && nextInMs > 59 * 60_000 && nextInMs <= HOUR, String(nextInMs));
  });

  it('whose step fails leave an incident and do not come again', async () => {
    const id = await office.start('nap', { length: 'P1D' });
    await office.pass(2 * DAY);

    await machines.drain();
    await office.pass(DAY);
    await machines.drain();

    assert.equal((await office.incidents(id)).length, 1);
    assert.equal((await rows(office, 'incidents')).length, 1);
  });
});
