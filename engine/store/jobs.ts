import { NOW } from './clock.ts';
import { select } from './columns.ts';
import { reading, writing } from './statements.ts';
import { jobColumns, type StoredJob } from './stored.ts';
import type { Transaction } from './transaction.ts';

/** First pause before trying again, doubled with each attempt up to the longest; seconds. */
const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 3600;

const READ = reading(`select ${select(jobColumns, 'j')} from jobs j where j.office_id = $1 and j.id = $2`);

export async function readJob(trx: Transaction, officeId: string, jobId: string): Promise<StoredJob | null> {
  const [job] = await trx.run<StoredJob>(READ, [officeId, jobId]);
  return job ?? null;
}

// Leases run on the real clock: moving the demo clock must not take jobs away from the node that works on them.
const CLAIM = writing(`
  with due as (
    select office_id, id from jobs
    where state = 'ready' and not held and not external and due_at <= ${NOW} and (locked_until is null or locked_until < clock_timestamp())
      and ($4::text[] is null or kind = any($4))
    order by due_at
    limit $1
    for update skip locked)
  update jobs j
  set locked_by = $2, locked_until = clock_timestamp() + $3::float8 * interval '1 second',
    lease_token = j.lease_token + 1, attempts = j.attempts + 1
  from due where j.office_id = due.office_id and j.id = due.id
  returning ${select(jobColumns, 'j')}`);

/**
 * Takes due jobs for this worker, of all offices when the transaction is across offices: rows that another worker is just taking are
 * skipped, as are those of suspended cases and those that are done outside; those whose lease has run out are taken again. Each claim counts as an attempt and gives a new lease token. A job whose
 * worker died in its last attempt comes back with `attempts` above `maxAttempts`: fail it without running it.
 */
export async function claimJobs(
  trx: Transaction,
  claim: {
    readonly limit: number;
    readonly worker: string;
    readonly leaseSeconds: number;
    readonly kinds?: readonly StoredJob['kind'][];
  },
): Promise<readonly StoredJob[]> {
  const jobs = await trx.run<StoredJob>(CLAIM, [claim.limit, claim.worker, claim.leaseSeconds, claim.kinds ?? null]);
  return jobs.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}

const HEARTBEAT = writing(`
  update jobs set locked_until = clock_timestamp() + $4::float8 * interval '1 second'
  where office_id = $1 and id = $2 and lease_token = $3 and locked_until is not null
  returning true as kept`);

/** Prolongs the lease. @returns false when it was lost: stop working, whatever comes of it will be refused */
export async function keepLease(
  trx: Transaction,
  officeId: string,
  lease: { readonly jobId: string; readonly leaseToken: number; readonly leaseSeconds: number },
): Promise<boolean> {
  const rows = await trx.run(HEARTBEAT, [officeId, lease.jobId, lease.leaseToken, lease.leaseSeconds]);
  return rows.length === 1;
}

const FAIL = writing(`
  update jobs set
    state = case when $5::boolean and attempts < max_attempts then 'ready' else 'failed' end,
    due_at = case when $5 and attempts < max_attempts then ${NOW} + coalesce($6::float8,
      least($7::float8 * power(2, least(attempts, 20) - 1), $8::float8) * (0.75 + $9::float8 / 2)) * interval '1 second' else due_at end,
    locked_by = null, locked_until = null, last_error = left($4, 2000)
  where office_id = $1 and id = $2 and lease_token = $3 and state = 'ready'
  returning state, due_at as "dueAt"`);

export type JobFailed =
  | { readonly result: 'retried'; readonly dueAt: string }
  /** No attempt is left, or trying again cannot help: the job stands still; open an incident in the same transaction. */
  | { readonly result: 'exhausted' }
  /** The lease was lost: nothing was changed. */
  | { readonly result: 'lost' };

/**
 * Notes that a job failed and when it is due again: after `retryAfterSeconds` if the thrower said so, else after a pause that
 * doubles with each attempt (5 s to an hour) and is spread by a quarter to both sides.
 */
export async function failJob(
  trx: Transaction,
  officeId: string,
  failure: {
    readonly jobId: string;
    readonly leaseToken: number;
    readonly error: string;
    readonly retryable: boolean;
    readonly retryAfterSeconds?: number | undefined;
  },
): Promise<JobFailed> {
  const { jobId, leaseToken, error, retryable, retryAfterSeconds } = failure;
  const pause = [retryAfterSeconds ?? null, FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, Math.random()];
  const [row] = await trx.run<{ state: StoredJob['state']; dueAt: string }>(FAIL, [
    officeId,
    jobId,
    leaseToken,
    error,
    retryable,
    ...pause,
  ]);
  if (row === undefined) return { result: 'lost' };
  return row.state === 'ready' ? { result: 'retried', dueAt: row.dueAt } : { result: 'exhausted' };
}

const RETRY = writing(`
  update jobs set state = 'ready', attempts = 0, due_at = ${NOW} where office_id = $1 and id = $2 and state = 'failed'
  returning true as retried`);

/** Lets a job that stands still begin anew, with all its attempts; the lease token goes on growing. */
export async function retryJob(trx: Transaction, officeId: string, jobId: string): Promise<boolean> {
  return (await trx.run(RETRY, [officeId, jobId])).length === 1;
}

const RELEASE = writing(`
  update jobs set locked_by = null, locked_until = null, attempts = greatest(attempts - 1, 0)
  where office_id = $1 and id = $2 and lease_token = $3 and locked_until is not null and state = 'ready'
  returning true as released`);

/**
 * Gives back a job that was taken and not finished, for a graceful stop: its attempt does not count.
 * @returns false when the lease was lost: whoever has it now keeps it
 */
export async function releaseJob(
  trx: Transaction,
  officeId: string,
  lease: { readonly jobId: string; readonly leaseToken: number },
): Promise<boolean> {
  return (await trx.run(RELEASE, [officeId, lease.jobId, lease.leaseToken])).length === 1;
}

const NEXT = reading(`select min(due_at) as "dueAt" from jobs where state = 'ready' and not held and not external`);

/** When the next job is or was due, null when there is none. */
export async function nextJobDueAt(trx: Transaction): Promise<string | null> {
  const [row] = await trx.run<{ dueAt: string | null }>(NEXT, []);
  return row?.dueAt ?? null;
}
