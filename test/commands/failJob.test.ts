import assert from 'node:assert/strict';
import { failJob } from '../../engine/commands/failJob.ts';
import type { Call } from '../../engine/commands/shared/runtime.ts';
import { readJob, type StoredJob } from '../../engine/store/index.ts';
import { HOUR, OFFICE, openOffice, type TestOffice } from './kit.ts';
import { ADDRESS, openMachines, type Machines } from './machines.ts';

const call: Call = { officeId: OFFICE, actor: { type: 'system', id: 'jobs' } };

describe('failing a job', function () {
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

  const read = async (job: StoredJob): Promise<StoredJob> =>
    (await office.look((trx) => readJob(trx, OFFICE, job.id))) ?? assert.fail();
  async function claimOf(instanceId: string): Promise<StoredJob> {
    const job = (await machines.claim()).find((each) => each.instanceId === instanceId);
    return job ?? assert.fail('no job is due');
  }

  it('lets it come back later and later, then stands still with an incident', async () => {
    const id = await office.start('errand', { address: ADDRESS });
    const pauses: number[] = [];
    let job = await claimOf(id);
    for (;;) {
      const at = await office.now();
      const answer = await failJob(office.runtime, call, job, { message: 'It does not answer.', retryable: true });
      if (answer === 'incident') break;
      assert.equal(answer, 'retried');
      const { dueAt } = await read(job);
      pauses.push(Date.parse(dueAt) - Date.parse(at));
      assert.deepEqual(await machines.claim(), []);
      // The column is finer than the millisecond that is read.
      await office.moveTo(new Date(Date.parse(dueAt) + 1).toISOString());
      job = await claimOf(id);
    }

    assert.equal(job.attempts, 3);
    const [first = 0, second = 0] = pauses;
    assert.ok(first > 3700 && first < 6800 && second > 7400 && second < 13_000, `${first} ${second}`);
    const [incident] = await office.incidents(id);
    assert.deepEqual(
      [incident?.code, incident?.jobId, incident?.sentence],
      ['JOB_FAILED', job.id, '“Ask the register” failed after 3 attempts: It does not answer.'],
    );
    assert.equal((await read(job)).state, 'failed');
    await office.pass(48 * HOUR);
    assert.deepEqual(await machines.claim(), []);
    assert.deepEqual(
      (await office.history(id)).map(({ type }) => type),
      ['instanceStarted', 'incidentRaised'],
    );
  });

  it('comes back when the thrower says so', async () => {
    const id = await office.start('errand', { address: ADDRESS });
    const job = await claimOf(id);
    const at = await office.now();

    await failJob(office.runtime, call, job, { message: 'Busy.', retryable: true, retryAfterSeconds: 7200 });

    const pause = Date.parse((await read(job)).dueAt) - Date.parse(at);
    assert.ok(pause >= 7_200_000 && pause < 7_260_000, String(pause));
  });

  it('is an incident at once when trying again cannot help', async () => {
    const id = await office.start('errand', { address: ADDRESS });

    const answer = await failJob(office.runtime, call, await claimOf(id), { message: 'Wrong.', retryable: false });

    assert.equal(answer, 'incident');
    const [incident] = await office.incidents(id);
    assert.equal(incident?.sentence, '“Ask the register” failed: Wrong.');
  });

  it('does nothing for who has lost the lease', async () => {
    const id = await office.start('errand', { address: ADDRESS });
    const job = await claimOf(id);

    const answer = await failJob(
      office.runtime,
      call,
      { id: job.id, leaseToken: job.leaseToken - 1 },
      { message: 'Late.', retryable: false },
    );

    assert.equal(answer, 'lost');
    assert.deepEqual([(await read(job)).state, await office.incidents(id)], ['ready', []]);
  });
});
