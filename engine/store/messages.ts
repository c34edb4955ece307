import type { JsonObject } from '../contract/json.ts';
import { NOW } from './clock.ts';
import { select, type Columns } from './columns.ts';
import { reading, writing } from './statements.ts';
import { subscriptionColumns, type StoredSubscription } from './stored.ts';
import type { Transaction } from './transaction.ts';

export interface StoredMessage {
  readonly id: string;
  readonly officeId: string;
  readonly name: string;
  readonly correlationKey: string;
  readonly payload: JsonObject;
  /** `pending`: nobody has looked for a receiver yet; `buffered`: there was none. */
  readonly state: 'pending' | 'buffered' | 'consumed' | 'expired';
  readonly createdAt: string;
  readonly expiresAt: string;
  /** The instance that received it. */
  readonly consumedBy: string | null;
}

const columns: Columns<StoredMessage> = {
  id: 'id',
  officeId: 'office_id',
  name: 'name',
  correlationKey: 'correlation_key',
  payload: 'payload',
  state: 'state',
  createdAt: 'created_at',
  expiresAt: 'expires_at',
  consumedBy: 'consumed_by',
};

const INSERT = writing(`
  insert into messages (office_id, id, name, correlation_key, payload, state, created_at, expires_at)
  values ($1, $2, $3, $4, $5::jsonb, 'pending', ${NOW}, $6)
  on conflict (office_id, id) do nothing returning true as inserted`);

/** Takes a message in, once per id. @returns false when the id was known: nothing was changed */
export async function insertMessage(
  trx: Transaction,
  officeId: string,
  message: {
    readonly id: string;
    readonly name: string;
    readonly correlationKey: string;
    readonly payload: JsonObject;
    readonly expiresAt: string;
  },
): Promise<boolean> {
  const { id, name, correlationKey, payload, expiresAt } = message;
  const values = [officeId, id, name, correlationKey, JSON.stringify(payload), expiresAt];
  return (await trx.run(INSERT, values)).length === 1;
}

const READ = reading(`select ${select(columns, 'm')} from messages m where m.office_id = $1 and m.id = $2`);

export async function readMessage(trx: Transaction, officeId: string, id: string): Promise<StoredMessage | null> {
  const [message] = await trx.run<StoredMessage>(READ, [officeId, id]);
  return message ?? null;
}

const RECEIVERS = reading(`
  select ${select(subscriptionColumns, 's')} from subscriptions s
  where s.office_id = $1 and s.message = $2 and s.correlation_key = $3 and s.kind = 'message'
  order by s.created_at, s.instance_id, s.token, s.element`);

/** Who waits for a message of this name and key, longest waiting first: the first one receives it. */
export function subscriptionsFor(
  trx: Transaction,
  officeId: string,
  message: string,
  correlationKey: string,
): Promise<readonly StoredSubscription[]> {
  return trx.run<StoredSubscription>(RECEIVERS, [officeId, message, correlationKey]);
}

const WAITING = reading(`
  select ${select(columns, 'm')} from messages m
  where m.office_id = $1 and m.name = $2 and m.correlation_key = $3 and m.state in ('pending', 'buffered')
    and m.expires_at > ${NOW}
  order by m.created_at, m.id`);

/** Messages of this name and key that came before their receiver, oldest first. */
export function waitingMessages(
  trx: Transaction,
  officeId: string,
  message: string,
  correlationKey: string,
): Promise<readonly StoredMessage[]> {
  return trx.run<StoredMessage>(WAITING, [officeId, message, correlationKey]);
}

const PENDING = reading(`
  select ${select(columns, 'm')} from messages m where m.state = 'pending' order by m.created_at, m.id limit $1`);

/** Messages for which nobody has looked for a receiver yet, oldest first, of all offices when the transaction is across offices. */
export function pendingMessages(trx: Transaction, limit: number): Promise<readonly StoredMessage[]> {
  return trx.run<StoredMessage>(PENDING, [limit]);
}

const BUFFER = writing(`
  update messages set state = 'buffered' where office_id = $1 and id = $2 and state = 'pending' returning true as buffered`);

/** Keeps a message that found no receiver until it expires. */
export async function bufferMessage(trx: Transaction, officeId: string, id: string): Promise<boolean> {
  return (await trx.run(BUFFER, [officeId, id])).length === 1;
}

const MATCHES = reading(`
  select distinct on (m.created_at, m.office_id, m.id) ${select(columns, 'm')} from messages m
  join subscriptions s on s.office_id = m.office_id and s.message = m.name and s.correlation_key = m.correlation_key
    and s.kind = 'message'
  where m.state = 'buffered' and m.expires_at > ${NOW}
  order by m.created_at, m.office_id, m.id
  limit $1`);

/**
 * Buffered messages that have a receiver by now. A message and its subscription written at the same moment do not see each other:
 * the message loop asks this now and then and correlates what it finds.
 */
export function missedMessages(trx: Transaction, limit: number): Promise<readonly StoredMessage[]> {
  return trx.run<StoredMessage>(MATCHES, [limit]);
}

const EXPIRE = writing(`
  update messages set state = 'expired' where state in ('pending', 'buffered') and expires_at <= ${NOW}
  returning true as expired`);

/** Ends messages whose time to live is over. @returns how many */
export async function expireMessages(trx: Transaction): Promise<number> {
  return (await trx.run(EXPIRE, [])).length;
}
