import { completeJob } from '../commands/completeJob.ts';
import { failJob } from '../commands/failJob.ts';
import { throwJobError } from '../commands/throwJobError.ts';
import { Overtaken } from '../commands/shared/retry.ts';
import type { Call } from '../commands/shared/runtime.ts';
import type { Json } from '../contract/json.ts';
import { JobFailure } from '../contract/jobFailure.ts';
import { Refusal } from '../contract/problem.ts';
import { claimJobs, keepLease, nextJobDueAt, releaseJob, type DocumentWrite, type StoredJob } from '../store/index.ts';
import { inLanes } from './lanes.ts';
import { renderLetterJob } from './letterJob.ts';
import type { Round } from './loop.ts';
import { untilDue } from './pauses.ts';
import { runConnector } from './connectorJob.ts';
import type { WorkerServices } from './services.ts';

/** What a job gave: the result for the output mapping, and documents to be filed with it. */
export interface JobResult {
  readonly result: Json;
  readonly documents: readonly DocumentWrite[];
  /** Version of the dossier that the documents speak of. */
  readonly dossierVersion?: number;
}

/** A signal that is never aborted, for those who wait for every job. */
const NEVER = new AbortController().signal;

/** Takes due jobs and runs them to their end, those of one instance one after the other. */
export async function runDueJobs(services: WorkerServices): Promise<Round> {
  const { store } = services.runtime;
  const { concurrency, leaseSeconds, name } = services.settings;
  const due = await store.acrossOffices((trx) => claimJobs(trx, { limit: concurrency, worker: name, leaseSeconds }));
  if (due.length === 0) return { done: 0, nextInMs: await untilDue(store, nextJobDueAt) };
  await inLanes(
    due,
    (job) => job.instanceId,
    concurrency,
    (job) => runJob(services, job, NEVER),
  );
  return { done: due.length };
}

/**
 * Runs a job outside any transaction; its end is a step fenced by its lease token.
 * @param stop aborted when this process ends: the job is given back then, and its attempt does not count
 */
export async function runJob(services: WorkerServices, job: StoredJob, stop: AbortSignal): Promise<void> {
  const call: Call = { officeId: job.officeId, actor: { type: 'system', id: 'jobs' } };
  const leased = { id: job.id, leaseToken: job.leaseToken };
  const lease = holdLease(services, job);
  try {
    if (job.attempts > job.maxAttempts)
      throw new JobFailure('The process that worked on it died in its last attempt.', { retryable: false });
    const { result, documents, dossierVersion } = await work(services, job, AbortSignal.any([lease.signal, stop]));
    await completeJob(services.runtime, call, leased, result, documents, dossierVersion);
  } catch (error) {
    if (stop.aborted && !(error instanceof Refusal)) await giveBack(services, job);
    else await settleFailure(services, call, job, error);
  } finally {
    lease.release();
  }
}

async function giveBack(services: WorkerServices, job: StoredJob): Promise<void> {
  const lease = { jobId: job.id, leaseToken: job.leaseToken };
  await services.runtime.store.transaction(job.officeId, (trx) => releaseJob(trx, job.officeId, lease));
}

function work(services: WorkerServices, job: StoredJob, signal: AbortSignal): Promise<JobResult> {
  switch (job.kind) {
    case 'letter':
      return renderLetterJob(services, job);
    case 'connector':
      return runConnector(services, job, signal);
    case 'act':
      // The act itself runs inside the step that ends the job.
      return Promise.resolve({ result: null, documents: [] });
  }
}

async function settleFailure(services: WorkerServices, call: Call, job: StoredJob, error: unknown): Promise<void> {
  const { runtime, log } = services;
  // Gone, taken over by another worker, or the step failed and its incident is recorded. Not so where every race was lost.
  const isOvertaken = error instanceof Overtaken;
  if (error instanceof Refusal && error.code !== 'INVALID_INPUT' && !isOvertaken) {
    noteOvertaken(services, job, error);
    return;
  }
  const leased = { id: job.id, leaseToken: job.leaseToken };
  const message = error instanceof Error ? error.message : String(error);
  const isForeseen = error instanceof JobFailure;
  if (!isForeseen && !isOvertaken)
    log.error('A job ended in a defect.', {
      jobId: job.id,
      element: job.element,
      error: error instanceof Error ? (error.stack ?? message) : message,
    });
  try {
    if (isForeseen && error.bpmnErrorCode !== undefined)
      await throwJobError(runtime, call, leased, error.bpmnErrorCode, message);
    else {
      await failJob(runtime, call, leased, {
        message,
        retryable: isForeseen ? error.retryable : true,
        retryAfterSeconds: isForeseen ? error.retryAfterSeconds : undefined,
      });
    }
  } catch (again) {
    if (!(again instanceof Refusal)) throw again;
    noteOvertaken(services, job, again);
  }
}

function noteOvertaken({ log }: WorkerServices, job: StoredJob, { code: reason }: Refusal): void {
  log.info('A job was no longer ours when it ended; its result is not kept.', { jobId: job.id, reason });
}

/** Prolongs the lease while the job runs; losing it aborts the work, whose outcome would be refused. */
function holdLease(services: WorkerServices, job: StoredJob): { readonly signal: AbortSignal; release(): void } {
  const { leaseSeconds } = services.settings;
  const controller = new AbortController();
  const beat = setInterval(
    () => {
      services.runtime.store
        .transaction(job.officeId, (trx) =>
          keepLease(trx, job.officeId, { jobId: job.id, leaseToken: job.leaseToken, leaseSeconds }),
        )
        .then((kept) => {
          if (!kept) controller.abort();
        })
        // The database is away: the lease runs out by itself.
        .catch(() => undefined);
    },
    (leaseSeconds * 1000) / 3,
  );
  return {
    signal: controller.signal,
    release: () => {
      clearInterval(beat);
    },
  };
}
