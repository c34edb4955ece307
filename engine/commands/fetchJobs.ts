import { may } from '../access/index.ts';
import { Refusal } from '../contract/problem.ts';
import { claimOutsideJobs, type LockedJob } from '../store/index.ts';
import type { Call, Runtime } from './shared/runtime.ts';

/** What a worker outside asks for. */
export interface JobFetch {
  readonly connectors: readonly string[];
  readonly maxJobs: number;
  readonly lockSeconds: number;
  readonly worker: string;
}

/**
 * Takes due jobs of external connectors and locks them for a worker outside. Each lock has a number, greater than that of every lock
 * before; whatever comes with an older one is refused. One statement.
 * @returns besides the jobs those whose worker was silent in its last attempt: fail them
 * @throws Refusal FORBIDDEN
 */
export async function fetchJobs(
  runtime: Runtime,
  call: Call,
  fetch: JobFetch,
): Promise<{ readonly jobs: readonly LockedJob[]; readonly spent: readonly LockedJob[] }> {
  if (!may(call.actor, 'job.work')) throw new Refusal('FORBIDDEN', 'You may not do the jobs of external connectors.');
  const { connectors, maxJobs: limit, lockSeconds: leaseSeconds, worker } = fetch;
  const taken = await runtime.store.transaction(call.officeId, (trx) =>
    claimOutsideJobs(trx, call.officeId, { connectors, limit, worker, leaseSeconds }),
  );
  const isSpent = ({ attempts, maxAttempts }: LockedJob): boolean => attempts > maxAttempts;
  return { jobs: taken.filter((job) => !isSpent(job)), spent: taken.filter(isSpent) };
}
