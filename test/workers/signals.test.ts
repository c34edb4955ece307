import assert from 'node:assert/strict';
import { deliverSignal } from '../../engine/commands/deliverSignal.ts';
import { throwSignal } from '../../engine/commands/throwSignal.ts';
import { claimSignals, type DueSignal } from '../../engine/store/index.ts';
import { keepHouse } from '../../engine/workers/housekeeping.ts';
import { deliverSignals } from '../../engine/workers/signals.ts';
import { DAY, OFFICE, openOffice, refusal, rows, type TestOffice } from '../commands/kit.ts';
import { openMachines, type Machines } from '../commands/machines.ts';

const system = { type: 'system', id: 'signals' } as const;

describe('signals', function () {
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

  const notes = async (id: string): Promise<number> =>
    (await office.tasks(id)).filter(({ element }) => element === 'note').length;
  const started = async (): Promise<number> =>
    (await rows(office, 'instances')).filter((row) => row['definition_key'] === 'called-up').length;
  const claim = (limit = 1000): Promise<readonly DueSignal[]> =>
    office.store.acrossOffices((trx) => claimSignals(trx, { limit, leaseSeconds: 0 }));

  it('reach everybody who waits and every process that begins with them, with what was thrown', async () => {
    const listeners = [await office.start('listener'), await office.start('listener')];

    await office.start('announcer');
    await machines.drain();

    for (const id of listeners) {
      assert.equal(await notes(id), 1);
      assert.equal((await office.instance(id)).variables['closedFor'], 'storm');
    }
    assert.equal(await started(), 1);
    assert.deepEqual(await rows(office, 'signal_receivers'), []);
  });

  it('are for those who wait at the moment and for nobody who comes later', async () => {
    await office.start('announcer');
    const late = await office.start('listener');

    await machines.drain();

    assert.equal(await notes(late), 0);
  });

  it('come again and again to a place that goes on waiting, in their order', async () => {
    const listener = await office.start('listener');
    for (let nth = 0; nth < 3; nth += 1)
      await throwSignal(office.runtime, office.as(system), { name: 'test-closure', payload: { nth } });
    // Whatever node asks: the second one waits for the first.
    assert.equal((await claim()).filter(({ receiver }) => receiver === listener).length, 1);

    await machines.drain();

    assert.equal(await notes(listener), 3);
    const heard = (await office.history(listener)).filter(({ type }) => type === 'signalReceived');
    assert.equal(heard.length, 3);
    assert.equal((await office.instance(listener)).variables['nth'], 2);
  });

  it('are thrown from outside once per key, by those who may', async () => {
    const listener = await office.start('listener');
    const call = office.as('administrator');
    const input = { name: 'test-closure', payload: { closedFor: 'a feast' } };

    const thrown = await throwSignal(office.runtime, call, input);
    const again = await throwSignal(office.runtime, call, input);
    await refusal(throwSignal(office.runtime, call, { name: 'other' }), 'CONFLICT');
    await refusal(throwSignal(office.runtime, office.as('examiner'), input), 'FORBIDDEN');
    await machines.drain();

    assert.deepEqual(again, thrown);
    assert.equal(thrown.receivers, 2);
    assert.equal(await notes(listener), 1);
    assert.equal((await throwSignal(office.runtime, office.as('administrator'), { name: 'unheard' })).receivers, 0);
  });

  it('reach each once though two nodes deliver them and one was cut off between the step and its answer', async () => {
    const listeners: string[] = [];
    for (let each = 0; each < 12; each += 1) listeners.push(await office.start('listener'));
    await office.start('announcer');
    // A node that has delivered some, did not hear of it and left its claim to others.
    const claimed = await claim();
    assert.equal(claimed.length, 13);
    for (const due of claimed.slice(0, 5))
      await deliverSignal(office.runtime, { officeId: OFFICE, actor: system }, due);
    for (const due of claimed.slice(0, 5))
      await refusal(deliverSignal(office.runtime, { officeId: OFFICE, actor: system }, due), 'CONFLICT');

    const other = await openMachines(office, { name: 'other' });
    await Promise.all([machines.drain(), other.drain(), deliverSignals(other.services)]);
    await machines.drain();
    await other.close();

    for (const id of listeners) assert.equal(await notes(id), 1);
    assert.equal(await started(), 1);
  });

  it('pass by whoever has ended in the meantime', async () => {
    const listener = await office.start('listener');
    await office.start('announcer');
    await office.complete(listener, 'work');

    await machines.drain();

    assert.equal((await office.instance(listener)).status, 'completed');
    assert.deepEqual(await rows(office, 'signal_receivers'), []);
  });

  it('begin a process of the deployment in which they were thrown', async () => {
    await office.start('announcer');
    const [due] = (await claim()).filter(({ kind }) => kind === 'process');

    await machines.drain();

    const [begun] = (await rows(office, 'instances')).filter((row) => row['definition_key'] === 'called-up');
    assert.equal(begun?.['deployment_id'], due?.deploymentId);
  });

  it('cost the thrower one statement more and each receiver two round trips', async () => {
    const listener = await office.start('listener');
    office.counter.reset();
    await office.start('announcer');
    const thrown = { statements: office.counter.statements, roundTrips: office.counter.roundTrips };
    const [due] = (await claim()).filter(({ receiver }) => receiver === listener);
    office.counter.reset();
    await deliverSignal(office.runtime, { officeId: OFFICE, actor: system }, due!);

    assert.deepEqual(thrown, { statements: 6, roundTrips: 4 });
    assert.deepEqual([office.counter.statements, office.counter.roundTrips], [5, 2]);
  });

  it('are forgotten a month after they have reached everybody', async () => {
    await office.start('announcer');
    await machines.drain();
    await office.pass(31 * DAY);

    await keepHouse(machines.services);

    assert.deepEqual(await rows(office, 'signals'), []);
  });
});
