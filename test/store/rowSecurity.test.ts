import assert from 'node:assert/strict';
import { Client } from 'pg';
import { claimJobs, commitSteps, readStep, sqlState, type StepWrite } from '../../engine/store/index.ts';
import { openStore, type OpenStore } from './openStore.ts';
import { sampleDossier, sampleJob, sampleStart, sampleTask } from './sampleStep.ts';

describe('row-level security', () => {
  let open: OpenStore;
  let start: StepWrite;

  before(async () => {
    open = await openStore();
    const dossier = sampleDossier();
    start = sampleStart({ dossier, tasks: [sampleTask(1)], jobs: [sampleJob(2)] }, { dossierId: dossier.id });
    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [start]));
  });
  after(() => open.close());

  it('shows an office nothing of another, even when the query forgets to ask for the office', async () => {
    const seen = await open.store.transaction('YY', async (trx) => ({
      tasks: await trx.from('tasks').select('id'),
      dossiers: await trx.from('dossiers').select('id'),
      search: await trx.from('dossier_search').select('dossier_id'),
      read: (await readStep(trx, 'XX', { type: 'instance', instanceId: start.instance.id })).instance,
    }));

    assert.deepEqual(seen, { tasks: [], dossiers: [], search: [], read: null });
  });

  it('lets an office change nothing of another', async () => {
    const changed = await open.store.transaction('YY', (trx) => trx.from('tasks').update({ priority: 1 }));

    assert.equal(changed, 0);
  });

  it('refuses a row for another office than that of the transaction', async () => {
    const written = open.store.transaction('YY', (trx) => commitSteps(trx, 'XX', [sampleStart()]));

    await assert.rejects(written, (error) => sqlState(error) === '42501');
  });

  it('shows nothing at all without an office', async () => {
    const client = new Client(open.database.app);
    await client.connect();
    const { rows } = await client.query('select id from tasks');
    await client.end();

    assert.deepEqual(rows, []);
  });

  it('shows the loops of all offices due work and nothing else', async () => {
    const seen = await open.store.acrossOffices(async (trx) => ({
      jobs: (await claimJobs(trx, { limit: 10, worker: 'w', leaseSeconds: 10 })).map((job) => job.officeId),
      tasks: await trx.from('tasks').select('id'),
      instances: await trx.from('instances').select('id'),
    }));

    assert.deepEqual(seen, { jobs: ['XX'], tasks: [], instances: [] });
  });

  it('takes no office code that is none', async () => {
    await assert.rejects(
      open.store.transaction('*', () => Promise.resolve()),
      RangeError,
    );
  });

  it('lets the reader see all offices and change nothing', async () => {
    const client = new Client(open.database.reader);
    await client.connect();
    const { rows } = await client.query('select office_id from tasks');
    const change = client.query('update tasks set priority = 1');

    await assert.rejects(change, (error) => sqlState(error) === '42501');
    await client.end();
    assert.deepEqual(rows, [{ office_id: 'XX' }]);
  });
});
