import assert from 'node:assert/strict';
import { Client } from 'pg';
import { forgetInstances, overdue } from '../../engine/commands/forgetInstances.ts';
import type { Call } from '../../engine/commands/shared/runtime.ts';
import { eraseHistory, historyOfDossier, verifyHistory } from '../../engine/store/index.ts';
import { keepHouse } from '../../engine/workers/housekeeping.ts';
import { DAY, OFFICE, openOffice, refusal, rows, type TestOffice } from './kit.ts';
import { openMachines } from './machines.ts';

const call: Call = { officeId: OFFICE, actor: { type: 'system', id: 'retention' } };

describe('instances whose time is over', function () {
  this.timeout(60_000);
  let office: TestOffice;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  /** A finished case with the instance that it called. */
  async function finished(): Promise<{ id: string; called: string }> {
    const id = await office.start('keepsake', {}, { markText: 'ACME' });
    const called = (await rows(office, 'instances')).find((row) => row['parent_id'] === id)?.['id'] as string;
    await office.complete(called, 'work');
    await office.complete(called, 'more');
    assert.equal((await office.instance(id)).status, 'completed');
    return { id, called };
  }
  const ids = async (table: string): Promise<readonly unknown[]> =>
    (await rows(office, table)).map((row) => row['id']).toSorted();

  it('are counted first, then deleted with what they called; unfinished and younger ones stay', async () => {
    const { id, called } = await finished();
    const open = await office.start('keepsake', {}, { markText: 'OPEN' });
    await office.pass(300 * DAY);
    const younger = await finished();
    assert.deepEqual(await overdue(office.runtime, call), []);
    await office.pass(100 * DAY);

    const counted = await overdue(office.runtime, call);
    const gone = await forgetInstances(office.runtime, call);

    assert.deepEqual(counted, [{ process: 'keepsake', count: 1 }]);
    assert.deepEqual(gone.map((one) => one.id).toSorted(), [id, called].toSorted());
    const left = await ids('instances');
    for (const one of [open, younger.id, younger.called]) assert.ok(left.includes(one));
    assert.ok(!left.includes(id) && !left.includes(called));
    assert.ok((await rows(office, 'tasks')).every((task) => task['instance_id'] !== called));
    assert.deepEqual(await forgetInstances(office.runtime, call), []);
  });

  it('leave the end of their chain, in a table that cannot be changed and in the history of the dossier', async () => {
    const { id } = await finished();
    const { historySeq, historyHash, dossierId } = await office.instance(id);
    await office.pass(400 * DAY);

    await forgetInstances(office.runtime, call);

    const left = (await rows(office, 'forgotten_instances')).find((row) => row['id'] === id);
    assert.deepEqual([left?.['history_seq'], left?.['history_hash']], [historySeq, historyHash]);
    const entries = await office.look((trx) =>
      historyOfDossier(trx, OFFICE, dossierId ?? '', { limit: 10, types: ['instanceForgotten'] }),
    );
    const data = entries.find((entry) => entry.data['instance'] === id)?.data;
    assert.deepEqual([data?.['entries'], data?.['hash']], [historySeq, historyHash]);
    for (const change of [{ reason: 'x' }])
      await assert.rejects(
        office.look((trx) => trx.from('forgotten_instances').update(change)),
        { code: '42501' },
      );
  });

  it('have their history erased by the owner alone, and only theirs; what is verified stays true', async () => {
    const { id, called } = await finished();
    const other = await office.start('raiser');
    await office.pass(400 * DAY);
    await forgetInstances(office.runtime, call);
    await office.verify();
    const owner = new Client(office.database.owner);
    await owner.connect();
    await assert.rejects(owner.query('delete from history where instance_id = $1', [other]), { code: '23001' });
    await owner.end();

    const entries = await eraseHistory(office.database.owner, OFFICE);

    assert.ok(entries > 0);
    const kept = new Set((await rows(office, 'history')).map((row) => row['instance_id']));
    assert.deepEqual([kept.has(id), kept.has(called), kept.has(other)], [false, false, true]);
    await office.verify();
    assert.equal(await office.look((trx) => verifyHistory(trx, OFFICE, id)), null);
    assert.equal(await eraseHistory(office.database.owner, OFFICE), 0);
  });

  it('stay while their dossier has a time limit that is fixed', async () => {
    const { id } = await finished();
    const { dossierId } = await office.instance(id);
    await office.look((trx) =>
      trx.from('time_limits').insert({
        ...{
          office_id: OFFICE,
          instance_id: id,
          token: -1,
          element: 'register',
          key: 'renewal',
          dossier_id: dossierId,
        },
        ...{ base_on: '2026-03-02', raw_on: '2036-03-02', expires_on: '2036-03-02', state: 'fixed', steps: '[]' },
        changed_at: '2026-03-02T08:00:00.000Z',
      }),
    );
    await office.pass(400 * DAY);

    assert.deepEqual(await overdue(office.runtime, call), []);
    assert.deepEqual(await forgetInstances(office.runtime, call), []);
  });

  it('go in batches, one by one of two who delete at once, and with the housekeeping', async () => {
    const cases = [await finished(), await finished(), await finished()];
    await office.pass(400 * DAY);
    const machines = await openMachines(office);

    const gone = await Promise.all([forgetInstances(office.runtime, call, 1), keepHouse(machines.services)]);
    await keepHouse(machines.services);
    await machines.close();

    assert.ok(gone[0].length <= cases.length * 2);
    assert.equal((await rows(office, 'forgotten_instances')).length, cases.length * 2);
  });

  it('are deleted by those who may', async () => {
    await refusal(forgetInstances(office.runtime, office.as('examiner')), 'FORBIDDEN');
  });
});
