import assert from 'node:assert/strict';
import { resolveIncident } from '../../engine/commands/resolveIncident.ts';
import { runDueJobs } from '../../engine/workers/jobs.ts';
import { DAY, HOUR, OFFICE, openOffice, rows, type TestOffice } from '../commands/kit.ts';
import { ADDRESS, openMachines, status, type Machines } from '../commands/machines.ts';

describe('the jobs that are due', function () {
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

  const errand = (): Promise<string> => office.start('errand', { address: ADDRESS });
  const keys = (): readonly unknown[] => machines.received.map(({ headers }) => headers['idempotency-key']);

  it('are run, and their results taken', async () => {
    const ids = await Promise.all([errand(), errand(), errand()]);

    await machines.drain();

    for (const id of ids) assert.equal((await office.instance(id)).variables['status'], 200);
    assert.equal(new Set(keys()).size, 3);
  });

  it('that fail come back with the same key until they succeed', async () => {
    const id = await errand();
    machines.answer(status(503));
    await machines.drain();
    await machines.drain();
    assert.equal(machines.received.length, 1);

    await office.pass(HOUR);
    await machines.drain();
    machines.answer(status(201));
    await office.pass(HOUR);
    await machines.drain();

    assert.equal(machines.received.length, 3);
    assert.equal(new Set(keys()).size, 1);
    assert.equal((await office.instance(id)).variables['status'], 201);
  });

  it('come back later when their case changed under their completion again and again', async () => {
    const id = await errand();
    let isBusy = true;
    const bump = (): Promise<unknown> =>
      office.look(async (trx) => trx.from('instances').where({ id }).increment('version', 1));
    // Between the read and the write of every try somebody else is faster.
    const get: typeof office.runtime.deployments.get = async (officeId, deploymentId) => {
      if (isBusy) await bump();
      return office.runtime.deployments.get(officeId, deploymentId);
    };
    const services = { ...machines.services, runtime: { ...office.runtime, deployments: { get } } };

    await runDueJobs(services);

    const [job] = await rows(office, 'jobs');
    assert.deepEqual([job?.['state'], job?.['attempts'], job?.['locked_until']], ['ready', 1, null]);
    assert.match(String(job?.['last_error']), /changed 12 times/);
    isBusy = false;
    await office.pass(HOUR);
    await runDueJobs(services);
    await office.task(id, 'check');
    assert.equal(new Set(keys()).size, 1);
  });

  it('wait as long as the other side asks', async () => {
    const id = await errand();
    machines.answer(status(429, { 'retry-after': '7200' }));
    await machines.drain();
    await office.pass(HOUR);
    await machines.drain();
    assert.equal(machines.received.length, 1);

    machines.answer(status(200));
    await office.pass(HOUR + 60_000);
    await machines.drain();

    await office.task(id, 'check');
  });

  it('that have failed for good stand still until somebody helps, then begin anew', async () => {
    const id = await errand();
    machines.answer(status(404));
    await machines.drain();
    const [incident] = await office.incidents(id);
    assert.equal(
      incident?.sentence,
      '“Ask the register” failed: Expected success from register.example, but it answered 404.',
    );

    await office.pass(DAY);
    await machines.drain();
    assert.equal(machines.received.length, 1);
    machines.answer(status(200));
    await resolveIncident(office.runtime, office.as('administrator'), incident?.id ?? '', {
      note: 'The entry is there.',
    });
    await machines.drain();

    await office.task(id, 'check');
  });

  it('that died with their process in the last attempt are not run again', async () => {
    const id = await errand();
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      // Claimed by a process that dies: its lease runs out.
      assert.equal((await machines.claim()).length, 1);
      await office.store.transaction(OFFICE, (trx) =>
        trx.from('jobs').update({ locked_until: trx.raw(`clock_timestamp() - interval '1 second'`) }),
      );
    }

    await machines.drain();

    assert.equal(machines.received.length, 0);
    const [incident] = await office.incidents(id);
    assert.match(incident?.sentence ?? '', /died in its last attempt/);
  });

  it('whose input the connector does not take are an incident without a call', async () => {
    const id = await office.start('errand', { address: '' });

    await machines.drain();

    assert.equal(machines.received.length, 0);
    assert.match((await office.incidents(id))[0]?.sentence ?? '', /input\/url/);
  });

  it('are taken as many at a time as the settings say', async () => {
    await Promise.all(Array.from({ length: 6 }, errand));

    const first = await runDueJobs(machines.services);
    const second = await runDueJobs(machines.services);

    assert.deepEqual([first.done, second.done], [4, 2]);
    assert.equal((await rows(office, 'jobs')).length, 0);
  });
});
