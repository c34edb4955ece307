import { failJob } from '../../commands/failJob.ts';
import { fetchJobs, type JobFetch } from '../../commands/fetchJobs.ts';
import type { FetchedJob } from '../../contract/job.ts';
import { Refusal } from '../../contract/problem.ts';
import type { LockedJob } from '../../store/index.ts';
import type { OfficeRequest } from '../route.ts';

const SILENT = { message: 'The worker that had it was silent in its last attempt.', retryable: false };
/** Requests of one person that may wait at one node. */
const MOST_WAITS = 100;

/**
 * Takes jobs for a worker outside, and waits for some when there are none: until the time is over, the worker hangs up or this node is
 * about to end. Nothing is locked for a worker who has gone.
 */
export async function fetchWaiting(
  { services, call, actor, incoming }: OfficeRequest<object, object, unknown>,
  fetch: JobFetch,
  waitSeconds: number,
): Promise<readonly FetchedJob[]> {
  const { jobWaits, runtime, stopping } = services;
  if (waitSeconds > 0 && jobWaits.waitsOf(actor.userId) >= MOST_WAITS)
    throw new Refusal('TOO_MANY', `More than ${MOST_WAITS} requests of yours wait for jobs already.`);
  const gone = new AbortController();
  const hangUp = (): void => {
    gone.abort();
  };
  incoming.socket.once('close', hangUp);
  const signal = stopping ? AbortSignal.any([gone.signal, stopping]) : gone.signal;
  const until = performance.now() + waitSeconds * 1000;
  try {
    for (;;) {
      if (gone.signal.aborted) return [];
      const { jobs, spent } = await fetchJobs(runtime, call, fetch);
      for (const job of spent) await failJob(runtime, call, job, SILENT);
      const left = until - performance.now();
      if (jobs.length > 0 || left <= 0 || signal.aborted) return jobs.map(shown);
      const asked = { connectors: fetch.connectors, isOf: actor.userId, most: fetch.maxJobs };
      await jobWaits.wait(call.officeId, asked, left, signal);
    }
  } finally {
    incoming.socket.off('close', hangUp);
  }
}

function shown(job: LockedJob): FetchedJob {
  const { id, leaseToken, lockedUntil, key, instanceId, element, input, attempts, maxAttempts } = job;
  return {
    ...{ id, lock: leaseToken, lockedUntil, connector: key, instanceId, element, input },
    attempt: attempts,
    maxAttempts,
  };
}
