import assert from 'node:assert/strict';
import { completeJob } from '../../engine/commands/completeJob.ts';
import { startInstance } from '../../engine/commands/startInstance.ts';
import type { Call } from '../../engine/commands/shared/runtime.ts';
import type { StoredJob } from '../../engine/store/index.ts';
import { OFFICE, openOffice, refusal, rows, type TestOffice } from './kit.ts';
import { ADDRESS, openMachines, type Machines } from './machines.ts';

const jobsCall: Call = { officeId: OFFICE, actor: { type: 'system', id: 'jobs' } };

describe('completing a job', function () {
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

  async function errand(): Promise<{ id: string; job: StoredJob }> {
    const id = await office.start('errand', { address: ADDRESS });
    const job = (await machines.claim()).find((each) => each.instanceId === id);
    return { id, job: job ?? assert.fail('no job') };
  }

  it('maps the result and goes on', async () => {
    const { id, job } = await errand();
    assert.deepEqual(
      [job.kind, job.key, job.input, job.attempts, job.maxAttempts],
      ['connector', 'rest', { method: 'POST', url: ADDRESS }, 1, 3],
    );

    await completeJob(office.runtime, jobsCall, job, { status: 201, body: null });

    assert.equal((await office.instance(id)).variables['status'], 201);
    await office.task(id, 'check');
    assert.equal((await rows(office, 'jobs')).filter((row) => row['instance_id'] === id).length, 0);
    assert.equal((await office.history(id)).at(-1)?.actor.id, 'jobs');
  });

  it('is refused to who has lost the lease, and changes nothing', async () => {
    const { id, job } = await errand();
    // Somebody else's lease: the first one ran out in between.
    await office.store.transaction(OFFICE, (trx) =>
      trx
        .from('jobs')
        .where({ id: job.id })
        .update({ locked_until: trx.raw(`clock_timestamp() - interval '1 second'`) }),
    );
    const [again] = await machines.claim('another');

    const late = await refusal(completeJob(office.runtime, jobsCall, job, { status: 500 }), 'CONFLICT');

    assert.match(late.message, /went to another worker/);
    assert.deepEqual([again?.id, again?.leaseToken, again?.attempts], [job.id, job.leaseToken + 1, 2]);
    assert.equal((await office.instance(id)).version, 1);
    await completeJob(office.runtime, jobsCall, again ?? assert.fail(), { status: 200 });
    assert.equal((await office.instance(id)).variables['status'], 200);
  });

  it('happens once, however many say so', async () => {
    const { id, job } = await errand();

    const answers = await Promise.allSettled(
      [1, 2, 3, 4].map((status) => completeJob(office.runtime, jobsCall, job, { status })),
    );

    assert.equal(answers.filter((answer) => answer.status === 'fulfilled').length, 1);
    assert.equal((await office.history(id)).length, 2);
    await refusal(completeJob(office.runtime, jobsCall, job, { status: 5 }), 'NOT_FOUND');
  });

  it('whose step cannot be taken is an incident; the job is not done again', async () => {
    const id = await office.start('plain-errand', { address: ADDRESS });
    const [job] = await machines.claim();

    const refused = await refusal(
      completeJob(office.runtime, jobsCall, job ?? assert.fail(), { status: 200 }),
      'INVALID_STATE',
    );

    const [incident] = await office.incidents(id);
    assert.equal(refused.details?.['incidentId'], incident?.id);
    assert.deepEqual([incident?.element, incident?.code], ['fine', 'EXPRESSION_FAILED']);
    assert.equal((await rows(office, 'jobs')).filter((row) => row['instance_id'] === id).length, 0);
    assert.equal((await office.instance(id)).variables['status'], undefined);
  });
});

describe('completing the job of a letter', function () {
  this.timeout(60_000);

  it('files the document with it, also when the step behind it cannot be taken', async () => {
    const office = await openOffice();
    const machines = await openMachines(office);
    try {
      const id = await office.start('lettered', {}, { markText: 'ACME' });

      await machines.drain();

      const { dossierId } = await office.instance(id);
      const documents = (await rows(office, 'documents')).filter((row) => row['dossier_id'] === dossierId);
      assert.deepEqual(
        documents.map((row) => [row['letter_key'], row['media_type'], row['direction']]),
        [['test-receipt', 'application/pdf', 'outgoing']],
      );
      assert.equal(await machines.documents.verify(String(documents[0]?.['sha256'])), 'sound');
      const [incident] = await office.incidents(id);
      assert.equal(incident?.element, 'large');
    } finally {
      await machines.close();
      await office.close();
    }
  });

  it('is refused when the dossier has changed while the letter was set, so that it is set again', async () => {
    const office = await openOffice();
    const machines = await openMachines(office);
    try {
      const id = await office.start('lettered', { amount: 1 }, { markText: 'ACME' });
      const [job] = await machines.claim();

      const late = completeJob(office.runtime, jobsCall, job ?? assert.fail(), {}, [], 7);

      await assert.rejects(late, { name: 'JobFailure', retryable: true, retryAfterSeconds: 0 });
      assert.equal((await office.instance(id)).version, 1);
      assert.equal((await rows(office, 'jobs')).length, 1);
    } finally {
      await machines.close();
      await office.close();
    }
  });

  it('gives two letters that are set at the same moment a number each', async () => {
    const office = await openOffice();
    const machines = await openMachines(office);
    try {
      const first = await office.start('lettered', { amount: 1 }, { markText: 'ACME' });
      const dossierId = (await office.instance(first)).dossierId ?? assert.fail();
      const second = await startInstance(office.runtime, office.as('reception'), {
        process: 'lettered',
        data: { markText: 'ACME' },
        variables: { amount: 1 },
        dossierId,
      });

      await machines.drain();

      const documents = (await rows(office, 'documents')).filter((row) => row['dossier_id'] === dossierId);
      const [one, two] = documents.map((row) => String(row['number']).split('/').at(-1)).sort();
      assert.deepEqual([one, two], ['L1', 'L2']);
      for (const id of [first, second.instanceId]) await office.task(id, 'file');
    } finally {
      await machines.close();
      await office.close();
    }
  });
});
