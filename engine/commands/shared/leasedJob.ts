import { Refusal } from '../../contract/problem.ts';
import type { StoredJob } from '../../store/index.ts';

/** A job as its worker knows it: the lease token is the fence against one who lost the lease. */
export interface LeasedJob {
  readonly id: string;
  readonly leaseToken: number;
  /** Asked for from outside: only jobs of external connectors are there. */
  readonly outside?: true;
}

/**
 * The job, when it is there and its lease is still the worker's.
 * @throws Refusal NOT_FOUND when it has ended, CONFLICT when another worker has taken it since
 */
export function checkLease(job: LeasedJob, stored: StoredJob | null): StoredJob {
  if (!stored || (job.outside === true && !stored.external))
    throw new Refusal('NOT_FOUND', `Expected a job ${job.id}, but it has ended.`);
  if (stored.leaseToken !== job.leaseToken)
    throw new Refusal('CONFLICT', `The lease of job ${job.id} went to another worker.`);
  return stored;
}
