import assert from 'node:assert/strict';
import { completeJob } from '../../engine/commands/completeJob.ts';
import { resolveIncident } from '../../engine/commands/resolveIncident.ts';
import { throwJobError } from '../../engine/commands/throwJobError.ts';
import type { Call } from '../../engine/commands/shared/runtime.ts';
import { readJob } from '../../engine/store/index.ts';
import { OFFICE, openOffice, refusal, rows, type TestOffice } from './kit.ts';
import { ADDRESS, openMachines, type Machines } from './machines.ts';

const call: Call = { officeId: OFFICE, actor: { type: 'system', id: 'jobs' } };

describe('a job that ends in a BPMN error', function () {
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

  it('goes the way of the event that catches it', async () => {
    const id = await office.start('errand', { address: ADDRESS });
    const [job] = await machines.claim();

    await throwJobError(office.runtime, call, job ?? assert.fail(), 'GONE', 'There is no such entry.');

    await office.task(id, 'look');
    assert.equal((await rows(office, 'jobs')).filter((row) => row['instance_id'] === id).length, 0);
  });

  it('that nothing catches stands still with an incident, and runs anew when that is resolved', async () => {
    const id = await office.start('errand', { address: ADDRESS });
    const job = (await machines.claim())[0] ?? assert.fail();

    const refused = await refusal(
      throwJobError(office.runtime, call, job, 'FORBIDDEN', 'The register says no.'),
      'INVALID_STATE',
    );

    const incident = (await office.incidents(id))[0] ?? assert.fail();
    assert.deepEqual(
      [incident.code, incident.element, incident.jobId, refused.details?.['incidentId']],
      ['UNCAUGHT_ERROR', 'call', job.id, incident.id],
    );
    const stored = await office.look((trx) => readJob(trx, OFFICE, job.id));
    assert.deepEqual([stored?.state, stored?.lastError], ['failed', 'The register says no.']);
    await office.verify();

    await resolveIncident(office.runtime, office.as('administrator'), incident.id, { note: 'They let us in now.' });

    const [again] = await machines.claim();
    assert.deepEqual([again?.id, again?.attempts, again?.leaseToken], [job.id, 1, job.leaseToken + 1]);
    await completeJob(office.runtime, call, again ?? assert.fail(), { status: 200 });
    await office.task(id, 'check');
  });

  it('is refused to who has lost the lease', async () => {
    const id = await office.start('errand', { address: ADDRESS });
    const job = (await machines.claim())[0] ?? assert.fail();
    const stale = { id: job.id, leaseToken: job.leaseToken - 1 };

    await refusal(throwJobError(office.runtime, call, stale, 'GONE', 'Late.'), 'CONFLICT');
    await refusal(throwJobError(office.runtime, call, stale, 'OTHER', 'Late.'), 'CONFLICT');

    assert.deepEqual(await office.incidents(id), []);
  });
});
