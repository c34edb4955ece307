import { NOW } from './clock.ts';
import { select } from './columns.ts';
import { reading, writing } from './statements.ts';
import { jobColumns, type StoredJob } from './stored.ts';
import type { Transaction } from './transaction.ts';

/** A job that a worker outside holds until an instant, or longer while nobody else has taken it. */
export interface LockedJob extends StoredJob {
  readonly lockedUntil: string;
}

const IS_FREE = `state = 'ready' and not held and external and due_at <= ${NOW}
  and (locked_until is null or locked_until < clock_timestamp())`;

const CLAIM = writing(`
  with due as (
    select office_id, id from jobs where office_id = $1 and key = any($2::text[]) and ${IS_FREE}
    order by due_at
    limit $3
    for update skip locked)
  update jobs j
  set locked_by = $4, locked_until = clock_timestamp() + $5::float8 * interval '1 second',
    lease_token = j.lease_token + 1, attempts = j.attempts + 1
  from due where j.office_id = due.office_id and j.id = due.id
  returning ${select(jobColumns, 'j')}, j.locked_until as "lockedUntil"`);

/** Takes due jobs of external connectors, oldest due first; see `claimJobs`. */
export async function claimOutsideJobs(
  trx: Transaction,
  officeId: string,
  claim: {
    readonly connectors: readonly string[];
    readonly limit: number;
    readonly worker: string;
    readonly leaseSeconds: number;
  },
): Promise<readonly LockedJob[]> {
  const { connectors, limit, worker, leaseSeconds } = claim;
  const jobs = await trx.run<LockedJob>(CLAIM, [officeId, connectors, limit, worker, leaseSeconds]);
  return jobs.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}

const EXTEND = writing(`
  update jobs set locked_until = clock_timestamp() + $4::float8 * interval '1 second'
  where office_id = $1 and id = $2 and lease_token = $3 and external and state = 'ready' and locked_until is not null
  returning locked_until as "lockedUntil"`);

/** Prolongs the lock of a job from now on. @returns until when; null when another worker has it or it is given back */
export async function extendOutsideJob(
  trx: Transaction,
  officeId: string,
  lease: { readonly jobId: string; readonly leaseToken: number; readonly leaseSeconds: number },
): Promise<string | null> {
  const values = [officeId, lease.jobId, lease.leaseToken, lease.leaseSeconds];
  const [row] = await trx.run<{ lockedUntil: string }>(EXTEND, values);
  return row?.lockedUntil ?? null;
}

const DUE = reading(`
  select k.key, (select count(*)::integer from (
      select from jobs where office_id = $1 and key = k.key and ${IS_FREE} limit $3) found) as count
  from unnest($2::text[]) as k (key)`);

/** How many jobs of each connector are there to be taken, counted up to a limit. */
export function dueOutsideJobs(
  trx: Transaction,
  officeId: string,
  asked: { readonly connectors: readonly string[]; readonly limit: number },
): Promise<readonly { readonly key: string; readonly count: number }[]> {
  return trx.run(DUE, [officeId, asked.connectors, asked.limit]);
}
