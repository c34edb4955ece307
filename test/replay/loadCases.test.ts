import assert from 'node:assert/strict';
import { Client } from 'pg';
import { addDays, dayOf, startOfDay } from '../../engine/calendar/index.ts';
import { loadDemoCases } from '../../engine/cli/demo/loadCases.ts';
import type { Installation } from '../../engine/wiring.ts';
import { HOUR, openOffice, rows, type TestOffice } from '../commands/kit.ts';
import { openMachines, type Machines } from '../commands/machines.ts';

const CASES = 60;
/** A Tuesday afternoon. */
const PRESENT = new Date('2026-11-24T14:30:00.000Z');
const ZONE = 'Europe/Paris';

describe('the demo cases of a first start', function () {
  this.timeout(300_000);
  let office: TestOffice;
  let machines: Machines;
  before(async () => {
    office = await openOffice();
    machines = await openMachines(office);
    const { store, runtime, database } = office;
    const parts = { store, runtime, owner: database.owner, workerServices: () => machines.services };
    await loadDemoCases(
      parts as unknown as Installation,
      'xx',
      CASES,
      () => undefined,
      () => PRESENT,
    );
  });
  after(async () => {
    await machines.close();
    await office.close();
  });

  /** Where everything stands: dossiers, running instances, open tasks. */
  async function standing(): Promise<unknown> {
    const [dossiers, instances, tasks] = await Promise.all(
      ['dossiers', 'instances', 'tasks'].map((table) => rows(office, table)),
    );
    const sorted = (lines: readonly string[] | undefined): readonly string[] => [...(lines ?? [])].sort();
    return {
      dossiers: sorted(
        dossiers?.map((row) => `${String(row['id'])} ${String(row['state'])} ${String(row['version'])}`),
      ),
      instances: sorted(
        instances?.map((row) => `${String(row['id'])} ${String(row['status'])} ${String(row['version'])}`),
      ),
      tasks: sorted(tasks?.map((row) => `${String(row['id'])} ${String(row['element'])} ${String(row['state'])}`)),
    };
  }

  it('are sixty, stand at the desks of examination, and their latest act was yesterday', async () => {
    const dossiers = await rows(office, 'dossiers');
    const open = (await rows(office, 'tasks')).filter((row) => row['state'] === 'open').map((row) => row['element']);

    assert.equal(dossiers.length, CASES);
    for (const desk of ['formal-examination', 'classification', 'substantive-examination', 'acceptance'])
      assert.ok(open.includes(desk), `Nothing waits at ${desk}.`);
    const acts = (await rows(office, 'history')).filter((row) => row['actor_type'] === 'member');
    const latest =
      acts
        .map((row) => String(row['at']))
        .sort()
        .at(-1) ?? '';
    assert.equal(dayOf(latest, ZONE), addDays(dayOf(PRESENT.toISOString(), ZONE), -1));
  });

  it('are filed when the day of their filing date begins in the office', async () => {
    const dossiers = await office.look((trx) =>
      trx
        .from('dossiers')
        .join('dossier_index', 'dossier_index.dossier_id', 'dossiers.id')
        .whereNotNull('filed_on')
        .select({ filedAt: 'filed_at', filedOn: trx.raw("to_char(filed_on, 'YYYY-MM-DD')") }),
    );

    assert.equal(dossiers.length, CASES - 1);
    for (const { filedAt, filedOn } of dossiers)
      assert.equal(Date.parse(String(filedAt)), Date.parse(startOfDay(String(filedOn), ZONE)));
  });

  it('still stand where they stood an hour later', async () => {
    const before = await standing();

    await office.pass(HOUR);
    await machines.drain();

    assert.deepEqual(await standing(), before);
  });

  it('have their history in partitions of its months', async () => {
    const client = new Client(office.database.owner);
    await client.connect();
    const { rowCount } = await client.query('select from history_other');
    await client.end();

    assert.equal(rowCount, 0);
  });
});
