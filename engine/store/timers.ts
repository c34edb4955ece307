import { NOW } from './clock.ts';
import { select } from './columns.ts';
import { reading, writing } from './statements.ts';
import { timerColumns, type StoredTimer } from './stored.ts';
import type { Transaction } from './transaction.ts';

// The earlier one counts even while another worker has it: it is there until its step is written.
const CLAIM = writing(`
  with due as (
    select t.office_id, t.instance_id, t.token, t.element from timers t
    where t.due_at <= ${NOW} and (t.locked_until is null or t.locked_until < clock_timestamp())
      and not exists (
        select from timers e where e.office_id = t.office_id and e.instance_id = t.instance_id
          and (e.due_at, e.token, e.element) < (t.due_at, t.token, t.element))
    order by t.due_at
    limit $1
    for update skip locked)
  update timers m set locked_until = clock_timestamp() + $2::float8 * interval '1 second'
  from due
  where m.office_id = due.office_id and m.instance_id = due.instance_id and m.token = due.token and m.element = due.element
  returning ${select(timerColumns, 'm')}`);

/**
 * Takes due timers, oldest due first, of all offices when the transaction is across offices; of each instance only the earliest, so
 * that they fire in their order whatever node fires them. The short lease only keeps other nodes
 * from the same work: that a timer fires once is the doing of the instance's version, and of the row being gone afterwards.
 */
export async function claimTimers(
  trx: Transaction,
  claim: { readonly limit: number; readonly leaseSeconds: number },
): Promise<readonly StoredTimer[]> {
  const timers = await trx.run<StoredTimer>(CLAIM, [claim.limit, claim.leaseSeconds]);
  return timers.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}

const RELEASE = writing(`
  update timers set locked_until = null
  where office_id = $1 and instance_id = $2 and token = $3 and element = $4`);

/** Gives a timer back whose step was not written, so that it comes again at once. */
export async function releaseTimer(
  trx: Transaction,
  officeId: string,
  timer: { readonly instanceId: string; readonly token: number; readonly element: string },
): Promise<void> {
  await trx.run(RELEASE, [officeId, timer.instanceId, timer.token, timer.element]);
}

const NEXT = reading('select min(due_at) as "dueAt" from timers');

/** When the next timer is or was due, null when none is armed. */
export async function nextTimerDueAt(trx: Transaction): Promise<string | null> {
  const [row] = await trx.run<{ dueAt: string | null }>(NEXT, []);
  return row?.dueAt ?? null;
}

const OF_INSTANCE = reading(`
  select ${select(timerColumns, 'm')} from timers m where m.office_id = $1 and m.instance_id = $2 order by m.due_at`);

export function timersOfInstance(
  trx: Transaction,
  officeId: string,
  instanceId: string,
): Promise<readonly StoredTimer[]> {
  return trx.run<StoredTimer>(OF_INSTANCE, [officeId, instanceId]);
}
