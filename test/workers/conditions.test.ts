import assert from 'node:assert/strict';
import { askConditions } from '../../engine/commands/askConditions.ts';
import { startInstance } from '../../engine/commands/startInstance.ts';
import { askStaleConditions } from '../../engine/workers/conditions.ts';
import { DAY, openOffice, type TestOffice } from '../commands/kit.ts';
import { openMachines, type Machines } from '../commands/machines.ts';

describe('conditions', function () {
  this.timeout(120_000);
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

  /** A filed mark and an instance beside it that watches its dossier. */
  async function watched(): Promise<{ filing: string; watcher: string; dossierId: string }> {
    const filing = await office.start('filing', {}, { markText: 'ACME' });
    const dossierId = (await office.instance(filing)).dossierId ?? assert.fail();
    const call = office.as('administrator');
    const { instanceId: watcher } = await startInstance(office.runtime, call, { process: 'watcher', dossierId });
    return { filing, watcher, dossierId };
  }
  const asked = async (id: string): Promise<number> =>
    (await office.history(id)).filter(({ type }) => type === 'conditionsEvaluated').length;
  const elements = async (id: string): Promise<readonly string[]> =>
    (await office.tasks(id)).map(({ element }) => element);

  it('are asked when another case has changed the dossier, and occur when they are true', async () => {
    const { filing, watcher } = await watched();
    await machines.drain();
    assert.deepEqual(await elements(watcher), []);

    await office.complete(filing, 'amend', 'complete', { markText: 'ready', channel: 'post' });
    await machines.drain();

    assert.deepEqual(await elements(watcher), ['seen']);
  });

  it('are asked once per change, also when two nodes look and one dies behind its step', async () => {
    const { filing, watcher } = await watched();
    await office.complete(filing, 'amend', 'complete', { markText: 'steady', channel: 'post' });
    const other = await openMachines(office, { name: 'other' });

    await Promise.all([askStaleConditions(machines.services), askStaleConditions(other.services)]);
    const once = await asked(watcher);
    await machines.drain();
    await other.drain();
    await other.close();

    assert.ok(once >= 1 && once <= 2);
    assert.equal(await asked(watcher), once);
    assert.deepEqual(await elements(watcher), []);
  });

  it('are not asked while nothing changes', async () => {
    const { watcher } = await watched();
    office.counter.reset();

    await machines.drain();
    await askStaleConditions(machines.services);

    assert.equal(await asked(watcher), 0);
  });

  it('of dates are asked anew on each day of the office', async () => {
    const watcher = await office.start('day-watcher');
    await office.pass(DAY);
    await machines.drain();
    await machines.drain();
    assert.equal(await asked(watcher), 1);
    assert.deepEqual(await elements(watcher), []);

    await office.pass(DAY);
    await machines.drain();

    assert.deepEqual(await elements(watcher), ['seen']);
  });

  it('cost two round trips for each case that asks, and nothing in the step that changes the dossier', async () => {
    const { filing, watcher } = await watched();
    office.counter.reset();
    await office.complete(filing, 'amend', 'complete', { markText: 'steady', channel: 'post' });
    const changing = office.counter.roundTrips;
    office.counter.reset();
    await askConditions(office.runtime, office.as({ type: 'system', id: 'conditions' }), watcher);

    // One to find the task with its commit, two for the step.
    assert.ok(changing <= 4, `${changing} round trips`);
    assert.deepEqual([office.counter.statements, office.counter.roundTrips], [5, 2]);
    await askStaleConditions(machines.services);
    assert.equal(await asked(watcher), 1);
  });
});
