import { may } from '../access/index.ts';
import { Refusal } from '../contract/problem.ts';
import { extendOutsideJob, readJob } from '../store/index.ts';
import { checkLease, type LeasedJob } from './shared/leasedJob.ts';
import type { Call, Runtime } from './shared/runtime.ts';

/**
 * Holds the job of a worker outside for longer, from now on.
 * @throws Refusal FORBIDDEN, NOT_FOUND (it has ended), CONFLICT (another worker has it, or it was given back)
 */
export async function extendJob(
  runtime: Runtime,
  call: Call,
  job: LeasedJob,
  lockSeconds: number,
): Promise<{ ok: true; lockedUntil: string }> {
  if (!may(call.actor, 'job.work')) throw new Refusal('FORBIDDEN', 'You may not do the jobs of external connectors.');
  const lease = { jobId: job.id, leaseToken: job.leaseToken, leaseSeconds: lockSeconds };
  return runtime.store.transaction(call.officeId, async (trx) => {
    const lockedUntil = await extendOutsideJob(trx, call.officeId, lease);
    if (lockedUntil !== null) return { ok: true, lockedUntil };
    checkLease(job, await readJob(trx, call.officeId, job.id));
    throw new Refusal('CONFLICT', `Job ${job.id} was given back; it has to be taken again.`);
  });
}
