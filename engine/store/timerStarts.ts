import { NOW } from './clock.ts';
import { reading, writing } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** A timer start event of a process that comes into force. */
export interface TimerStartWrite {
  readonly definitionKey: string;
  readonly element: string;
  readonly version: number;
  /** ISO 8601 date, duration or cycle. */
  readonly timer: string;
  readonly dueAt: string;
}

/** A timer start event in force. */
export interface TimerStart {
  readonly officeId: string;
  readonly definitionKey: string;
  readonly element: string;
  readonly version: number;
  readonly timer: string;
  readonly firstDueAt: string;
  /** Null: it is never due again. */
  readonly dueAt: string | null;
}

// An unchanged version goes on counting where it is; any other begins anew, and what is not in force any more is gone.
const REPLACE = writing(`
  with given as (
    select x.* from jsonb_to_recordset($2::jsonb)
      as x("definitionKey" text, element text, version integer, timer text, "dueAt" timestamptz)),
  gone as (
    delete from timer_starts t where t.office_id = $1 and not exists (
      select from given g where g."definitionKey" = t.definition_key and g.element = t.element))
  insert into timer_starts (office_id, definition_key, element, definition_version, timer, first_due_at, due_at)
  select $1, "definitionKey", element, version, timer, "dueAt", "dueAt" from given
  on conflict (office_id, definition_key, element) do update
  set definition_version = excluded.definition_version, timer = excluded.timer, first_due_at = excluded.first_due_at,
    due_at = excluded.due_at, locked_until = null
  where timer_starts.definition_version <> excluded.definition_version`);

/** Sets the timer start events of a deployment in place of those before; in its transaction, with the office's row locked. */
export async function replaceTimerStarts(
  trx: Transaction,
  officeId: string,
  starts: readonly TimerStartWrite[],
): Promise<void> {
  await trx.run(REPLACE, [officeId, JSON.stringify(starts)]);
}

const COLUMNS = `t.office_id as "officeId", t.definition_key as "definitionKey", t.element, t.definition_version as version, t.timer,
  t.first_due_at as "firstDueAt", t.due_at as "dueAt"`;

const READ = reading(`
  select ${COLUMNS} from timer_starts t where t.office_id = $1 and t.definition_key = $2 and t.element = $3`);

export async function readTimerStart(
  trx: Transaction,
  officeId: string,
  start: { readonly definitionKey: string; readonly element: string },
): Promise<TimerStart | null> {
  const [found] = await trx.run<TimerStart>(READ, [officeId, start.definitionKey, start.element]);
  return found ?? null;
}

const CLAIM = writing(`
  with due as (
    select office_id, definition_key, element from timer_starts
    where due_at <= ${NOW} and (locked_until is null or locked_until < clock_timestamp())
    order by due_at
    limit $1
    for update skip locked)
  update timer_starts t set locked_until = clock_timestamp() + $2::float8 * interval '1 second'
  from due
  where t.office_id = due.office_id and t.definition_key = due.definition_key and t.element = due.element
  returning ${COLUMNS}`);

/** Takes start events that are due, oldest first; that each starts once is the doing of its row, which moves on with the step. */
export async function claimTimerStarts(
  trx: Transaction,
  claim: { readonly limit: number; readonly leaseSeconds: number },
): Promise<readonly TimerStart[]> {
  const due = await trx.run<TimerStart>(CLAIM, [claim.limit, claim.leaseSeconds]);
  return due.toSorted((a, b) => ((a.dueAt ?? '') < (b.dueAt ?? '') ? -1 : 1));
}

const NEXT = reading('select min(due_at) as "dueAt" from timer_starts');

/** When the next process begins by itself, null when none does. */
export async function nextTimerStartAt(trx: Transaction): Promise<string | null> {
  const [row] = await trx.run<{ dueAt: string | null }>(NEXT, []);
  return row?.dueAt ?? null;
}
