import { Client } from 'pg';
import { NOW } from './clock.ts';
import type { ConnectionConfig } from './knex.ts';
import { reading, writing } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** How long instances of a process are kept after their end. */
export interface Retention {
  readonly process: string;
  /** ISO 8601 duration. */
  readonly timeToLive: string;
}

/** What is left of an instance. */
export interface Forgotten {
  readonly id: string;
  readonly process: string;
  readonly dossierId: string | null;
  /** Number of its history's entries and the hash of the last one. */
  readonly historySeq: number;
  readonly historyHash: string;
}

// While a dossier has a time limit that runs or is fixed, all of its instances stay: the register still reads them.
const IS_OVER = `i.office_id = $1 and i.status <> 'active' and i.parent_id is null
  and i.ended_at + r."timeToLive"::interval <= ${NOW}
  and not exists (
    select from time_limits l where l.office_id = $1 and l.state in ('running', 'suspended', 'fixed')
      and (l.instance_id = i.id or l.dossier_id = i.dossier_id))`;
const RETENTIONS = `jsonb_to_recordset($2::jsonb) as r(process text, "timeToLive" text)`;

const COUNT = reading(`
  select i.definition_key as process, count(*)::integer as count
  from ${RETENTIONS} join instances i on i.definition_key = r.process where ${IS_OVER} group by 1 order by 1`);

/** How many instances are kept for longer than their process asks for; those that they called are not counted. */
export function overdueInstances(
  trx: Transaction,
  officeId: string,
  retentions: readonly Retention[],
): Promise<readonly { readonly process: string; readonly count: number }[]> {
  return trx.run(COUNT, [officeId, JSON.stringify(retentions)]);
}

const FORGET = writing(`
  with recursive root as materialized (
    select i.id from ${RETENTIONS} join instances i on i.definition_key = r.process where ${IS_OVER}
    order by i.ended_at limit $3 for update of i skip locked),
  tree as (
    select id from root
    union all
    select c.id from instances c join tree on c.office_id = $1 and c.parent_id = tree.id),
  left_over as (
    insert into forgotten_instances (office_id, id, definition_key, definition_version, dossier_id, started_at, ended_at, status,
      history_seq, history_hash, forgotten_at, forgotten_by, reason)
    select $1, i.id, i.definition_key, i.definition_version, i.dossier_id, i.started_at, i.ended_at, i.status, i.history_seq,
      i.history_hash, ${NOW}, $4, $5
    from instances i join tree on i.office_id = $1 and i.id = tree.id
    returning id, definition_key, dossier_id, history_seq, history_hash),
  gone as (
    delete from instances i using tree where i.office_id = $1 and i.id = tree.id)
  select id, definition_key as process, dossier_id as "dossierId", history_seq as "historySeq", history_hash as "historyHash"
  from left_over order by dossier_id, id`);

/**
 * Deletes instances whose time is over, with those that they called and all their rows, and leaves of each the end of its history's
 * chain. Their history itself is not ours to delete: see `eraseHistory`. Instances that others are working on are left for later.
 * @returns what is left, by dossier; at most `limit` instances that nobody called, with theirs
 */
export function forgetInstances(
  trx: Transaction,
  officeId: string,
  retentions: readonly Retention[],
  asked: { readonly limit: number; readonly by: string; readonly reason: string },
): Promise<readonly Forgotten[]> {
  return trx.run<Forgotten>(FORGET, [officeId, JSON.stringify(retentions), asked.limit, asked.by, asked.reason]);
}

const ERASE = `
  with chunk as (
    select f.office_id, f.id, f.started_at from forgotten_instances f
    where f.office_id = $1 and f.id > $2::uuid order by f.id limit $3),
  erased as (
    delete from history h using chunk where h.office_id = chunk.office_id and h.instance_id = chunk.id and h.at >= chunk.started_at
    returning 1)
  select (select id::text from chunk order by id desc limit 1) as last, (select count(*)::integer from erased) as entries`;
const BATCH = 500;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Erases the history of forgotten instances, as the account that owns the tables: the engine's own may not. The database lets no other
 * entry go. In batches, each a transaction: the history of an instance goes whole or stays.
 * @returns how many entries
 */
export async function eraseHistory(connection: ConnectionConfig, officeId: string): Promise<number> {
  const owner = new Client({ ...connection, application_name: 'officina', connectionTimeoutMillis: 10_000 });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    let entries = 0;
    for (let after: string | null = FIRST_ID; after !== null;) {
      const batch = await eraseBatch(owner, officeId, after);
      entries += batch.entries;
      after = batch.last;
    }
    return entries;
  } finally {
    await owner.end();
  }
}

async function eraseBatch(
  owner: Client,
  officeId: string,
  after: string,
): Promise<{ readonly last: string | null; readonly entries: number }> {
  await owner.query('begin');
  try {
    await owner.query(`select set_config('officina.office', $1, true)`, [officeId]);
    const { rows } = await owner.query<{ last: string | null; entries: number }>(ERASE, [officeId, after, BATCH]);
    await owner.query('commit');
    return rows[0] ?? { last: null, entries: 0 };
  } catch (error) {
    await owner.query('rollback');
    throw error;
  }
}
