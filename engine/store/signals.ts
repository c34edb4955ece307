import type { JsonObject } from '../contract/json.ts';
import { reading, writing } from './statements.ts';
import type { SignalPlace } from './stepTypes.ts';
import type { Transaction } from './transaction.ts';

/** A signal as it is thrown. */
export interface SignalWrite {
  /** UUIDv7: signals reach a receiver in the order of their ids. */
  readonly id: string;
  readonly name: string;
  readonly payload: JsonObject;
  /** The instance that threw it, which has served itself; null: from outside. */
  readonly thrownBy: string | null;
  readonly at: string;
}

/** A signal with one that it has not reached yet. */
export interface DueSignal extends SignalPlace {
  readonly officeId: string;
  readonly name: string;
  readonly payload: JsonObject;
  /** An instance that waits, or a process that begins with it. */
  readonly kind: 'instance' | 'process';
  /** In force when it was thrown. */
  readonly deploymentId: string;
}

// Who waits at this very moment is noted, without a lock on any of them: whoever comes later is not reached.
const THROW = writing(`
  with thrown as (
    insert into signals (office_id, id, name, payload, thrown_by, deployment_id, thrown_at)
    select $1, x.id, x.name, x.payload, x."thrownBy", o.current_deployment_id, x.at
    from jsonb_to_recordset($2::jsonb) as x(id uuid, name text, payload jsonb, "thrownBy" uuid, at timestamptz)
    join offices o on o.code = $1
    returning id, name, thrown_by),
  receivers as (
    insert into signal_receivers (office_id, receiver, signal_id, kind, token, element)
    select $1, s.instance_id::text, t.id, 'instance', s.token, s.element
    from thrown t join subscriptions s on s.office_id = $1 and s.kind = 'signal' and s.message = t.name
      and s.instance_id is distinct from t.thrown_by
    union all
    select $1, b.definition_key, t.id, 'process', 0, b.element
    from thrown t join signal_starts b on b.office_id = $1 and b.signal = t.name
    returning 1)
  select count(*)::integer as receivers from receivers`);

/**
 * Throws signals to all who wait for them at this moment and to the processes in force that begin with them. Run it behind the writes of
 * the step that throws, in its transaction. One statement, one row per receiver. @returns how many are reached
 */
export async function throwSignals(
  trx: Transaction,
  officeId: string,
  signals: readonly SignalWrite[],
): Promise<number> {
  const [row] = await trx.run<{ receivers: number }>(THROW, [officeId, JSON.stringify(signals)]);
  return row?.receivers ?? 0;
}

// Of each receiver only the earliest, so that signals reach it in their order, whatever node delivers them.
const CLAIM = writing(`
  with due as (
    select r.office_id, r.receiver, r.signal_id, r.token, r.element from signal_receivers r
    where (r.locked_until is null or r.locked_until < clock_timestamp())
      and (r.kind = 'process' or not exists (
        select from signal_receivers e where e.office_id = r.office_id and e.receiver = r.receiver
          and (e.signal_id, e.token, e.element) < (r.signal_id, r.token, r.element)))
    order by r.signal_id
    limit $1
    for update skip locked)
  update signal_receivers m set locked_until = clock_timestamp() + $2::float8 * interval '1 second'
  from due join signals s on s.office_id = due.office_id and s.id = due.signal_id
  where m.office_id = due.office_id and m.receiver = due.receiver and m.signal_id = due.signal_id and m.token = due.token
    and m.element = due.element
  returning m.office_id as "officeId", m.receiver, m.signal_id as "signalId", m.kind, m.token, m.element, s.name, s.payload,
    s.deployment_id as "deploymentId"`);

/**
 * Takes receivers that a signal has not reached yet, of all offices when the transaction is across offices. The lease only keeps other
 * nodes from the same work: that each is reached once is the doing of its row, which goes with its step.
 */
export async function claimSignals(
  trx: Transaction,
  claim: { readonly limit: number; readonly leaseSeconds: number },
): Promise<readonly DueSignal[]> {
  const due = await trx.run<DueSignal>(CLAIM, [claim.limit, claim.leaseSeconds]);
  return due.toSorted((a, b) => (a.signalId < b.signalId ? -1 : 1));
}

const STANDING = reading(`
  select true as standing from signal_receivers
  where office_id = $1 and receiver = $2 and signal_id = $3 and token = $4 and element = $5`);

/** True while the signal has not reached this receiver. */
export async function isReceiverLeft(trx: Transaction, officeId: string, place: SignalPlace): Promise<boolean> {
  const rows = await trx.run(STANDING, [officeId, place.receiver, place.signalId, place.token, place.element]);
  return rows.length === 1;
}

const DROP = writing(`
  delete from signal_receivers where office_id = $1 and receiver = $2 and signal_id = $3 and token = $4 and element = $5`);

/** The receiver waits no more, so that the signal passes it by. */
export async function dropReceiver(trx: Transaction, officeId: string, place: SignalPlace): Promise<void> {
  await trx.run(DROP, [officeId, place.receiver, place.signalId, place.token, place.element]);
}

const FORGET = writing(`
  delete from signals where office_id = $1 and id in (
    select s.id from signals s where s.office_id = $1 and s.thrown_at < $2
      and not exists (select from signal_receivers r where r.office_id = $1 and r.signal_id = s.id)
    limit $3)
  returning true as forgotten`);

/** Forgets signals of before an instant that have reached everybody, `limit` at most. @returns how many */
export async function forgetSignals(
  trx: Transaction,
  officeId: string,
  before: string,
  limit: number,
): Promise<number> {
  return (await trx.run(FORGET, [officeId, before, limit])).length;
}

const STARTS = reading(`
  select definition_key as "definitionKey", element from signal_starts
  where office_id = $1 and signal = $2 order by definition_key, element`);

/** The start events in force that a signal of this name starts. */
export function signalStartsFor(
  trx: Transaction,
  officeId: string,
  signal: string,
): Promise<readonly { readonly definitionKey: string; readonly element: string }[]> {
  return trx.run(STARTS, [officeId, signal]);
}

const OFFICES = reading(`
  select o.code from offices o
  where exists (select from subscriptions s where s.office_id = o.code and s.kind = 'condition') order by o.code`);

/** The offices in which somebody waits for a condition; needs a transaction across offices. */
export async function officesWithConditions(trx: Transaction): Promise<readonly string[]> {
  return (await trx.run<{ code: string }>(OFFICES, [])).map(({ code }) => code);
}

const STALE = reading(`
  select i.id from instances i left join dossiers d on d.office_id = $1 and d.id = i.dossier_id
  where i.office_id = $1 and i.status = 'active' and i.state -> 'suspended' is null
    and i.id in (select s.instance_id from subscriptions s where s.office_id = $1 and s.kind = 'condition')
    and (d.version > coalesce(i.asked_version, 0) or i.asked_on is distinct from $2::date)
    and not exists (
      select from incidents n where n.office_id = $1 and n.instance_id = i.id and n.state = 'open'
        and n.trigger ->> 'type' = 'evaluateConditions')
  order by i.id limit $3`);

/**
 * Instances that wait for a condition and have not asked it since their dossier changed, or on this day of the office. What they have
 * seen stands in their own rows, so a change of the dossier costs nothing here and none is missed, whatever crashes.
 */
export async function staleConditions(
  trx: Transaction,
  officeId: string,
  asked: { readonly today: string; readonly limit: number },
): Promise<readonly string[]> {
  return (await trx.run<{ id: string }>(STALE, [officeId, asked.today, asked.limit])).map(({ id }) => id);
}
