import assert from 'node:assert/strict';
import { Client as Database } from 'pg';
import { DAY, HOUR, openOffice, type TestOffice } from '../commands/kit.ts';
import { openMachines, type Machines } from '../commands/machines.ts';

const HEALTHY = 100;

/** What befalls the row of one instance, in SQL, and the code of the incident that tells of it. */
const DAMAGES: Readonly<Record<string, string>> = {
  'a state that is no state': `state = '{"v":1,"next":"x","status":"active"}'`,
  'a state without its tokens': `state = jsonb_set(state, '{tokens}', 'null')`,
  'a token at an element that the process does not have': `state = jsonb_set(state, '{tokens,0,at}', '"nowhere"')`,
  'a format of a later version': `state = jsonb_set(state, '{v}', '99')`,
};

describe('a case whose row is damaged', function () {
  this.timeout(120_000);
  let office: TestOffice;
  let machines: Machines;
  let database: Database;
  before(async () => {
    office = await openOffice();
    machines = await openMachines(office);
    database = new Database(office.database.owner);
    await database.connect();
  });
  after(async () => {
    // The damage is what the test has done: taken out before the tables are verified.
    await database.end();
    await machines.close();
    await office.store.close();
    await office.database.drop();
  });

  it('is put aside with an incident, and the timers of all others fire', async () => {
    const damaged = new Map<string, string>();
    for (const damage of Object.keys(DAMAGES)) damaged.set(damage, await office.start('deadlines'));
    const healthy = await Promise.all(Array.from({ length: HEALTHY }, () => office.start('deadlines')));
    for (const [damage, id] of damaged)
      await database.query(`update instances set ${DAMAGES[damage] ?? ''} where id = $1`, [id]);
    await office.pass(2 * HOUR);

    await machines.drain();

    for (const id of healthy) assert.ok('remindedAt' in (await office.instance(id)).variables);
    for (const [damage, id] of damaged) {
      const incidents = await office.incidents(id);
      assert.deepEqual([damage, incidents.map(({ code }) => code)], [damage, ['DEFECT']]);
      assert.ok((incidents[0]?.sentence ?? '').length > 20, damage);
    }
    await office.pass(2 * DAY);
    await machines.drain();
    for (const id of healthy) await office.task(id, 'overdue');
  });
});
