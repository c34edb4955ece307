import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { claimJobs } from '../../engine/store/index.ts';
import { JobSlots } from '../../engine/workers/jobSlots.ts';
import { OFFICE, openOffice, rows, type TestOffice } from '../commands/kit.ts';
import { ADDRESS, openMachines, type Machines } from '../commands/machines.ts';

describe('the slots of jobs', function () {
  this.timeout(60_000);
  let office: TestOffice;
  let machines: Machines;
  let held: ServerResponse[];
  let arrived: () => void;
  beforeEach(async () => {
    office = await openOffice();
    machines = await openMachines(office, { concurrency: 2 });
    held = [];
    arrived = () => undefined;
    machines.answer((_request, response) => {
      held.push(response);
      arrived();
    });
  });
  afterEach(async () => {
    await machines.close();
    await office.close();
  });

  const errand = (): Promise<string> => office.start('errand', { address: ADDRESS });
  /** Until so many calls wait for their answer. */
  async function calls(count: number): Promise<void> {
    while (held.length < count) await new Promise<void>((resolve) => (arrived = resolve));
  }
  function slots(drainMs?: number): { slots: JobSlots; free: () => Promise<void> } {
    let told: () => void = () => undefined;
    const { settings } = machines.services;
    const services = { ...machines.services, settings: drainMs === undefined ? settings : { ...settings, drainMs } };
    const made = new JobSlots(services, () => {
      told();
    });
    return { slots: made, free: () => new Promise((resolve) => (told = resolve)) };
  }

  it('take no more than there are, and another as soon as one is free', async () => {
    const ids = [await errand(), await errand(), await errand()];
    const { slots: two, free } = slots();

    assert.deepEqual(await two.fill(), { done: 2 });
    assert.deepEqual(await two.fill(), { done: 0 });
    await calls(2);
    const isFree = free();
    held[1]?.writeHead(200).end();
    await isFree;
    // The slow one still runs.
    assert.deepEqual(await two.fill(), { done: 1 });
    await calls(3);
    for (const response of [held[0], held[2]]) response?.writeHead(200).end();
    await two.end();

    for (const id of ids) await office.task(id, 'check');
  });

  it('give back at a stop what takes too long, without counting the attempt', async () => {
    const id = await errand();
    const { slots: two } = slots(0);
    await two.fill();
    await calls(1);

    await two.end();

    assert.deepEqual(await office.incidents(id), []);
    const [job] = await rows(office, 'jobs');
    assert.deepEqual([job?.['state'], job?.['locked_by'], job?.['attempts']], ['ready', null, 0]);
    const again = await office.store.acrossOffices((trx) =>
      claimJobs(trx, { limit: 1, worker: 'next', leaseSeconds: 30 }),
    );
    assert.equal(again.length, 1);
  });

  it('write nothing for a process that was frozen past its lease', async () => {
    const id = await errand();
    const { slots: frozen, free } = slots();
    await frozen.fill();
    await calls(1);
    // While it stands still its lease runs out and another node takes the job.
    await office.store.transaction(OFFICE, (trx) =>
      trx.from('jobs').update({ locked_until: trx.raw(`clock_timestamp() - interval '1 second'`) }),
    );
    const other = await openMachines(office, { name: 'other' });
    await other.drain();
    const { version } = await office.instance(id);

    const isFree = free();
    held[0]?.writeHead(202).end();
    await isFree;

    const instance = await office.instance(id);
    assert.deepEqual([instance.version, instance.variables['status']], [version, 200]);
    assert.equal((await office.history(id)).length, 2);
    await frozen.end();
    await other.close();
  });
});
