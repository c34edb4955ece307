import { Client } from 'pg';
import type { ConnectionConfig } from './knex.ts';

/** The number of an advisory lock; chosen at random. */
const FIRST_START_LOCK = 5_190_842_663;

/** What the migrations have made: tables and functions of this account, but nothing of an extension. */
const DROPS = `
  select format('drop table %I cascade', c.relname) as drop from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and pg_get_userbyid(c.relowner) = current_user
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  union all
  select format('drop function %s cascade', p.oid::regprocedure) from pg_proc p
  where p.pronamespace = current_schema()::regnamespace and pg_get_userbyid(p.proowner) = current_user
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;

/**
 * Runs the first start alone among all processes of an installation; the others wait. The lock ends with the process that holds it.
 * @param waiting told when somebody else is at it
 */
export async function firstStartAlone<T>(
  owner: ConnectionConfig,
  waiting: () => void,
  run: () => Promise<T>,
): Promise<T> {
  return within(owner, async (client) => {
    if (!(await tryLock(client))) {
      waiting();
      await client.query('select pg_advisory_lock($1)', [FIRST_START_LOCK]);
    }
    return run();
  });
}

/**
 * Empties a database whose first start as a demo was cut short: cases half played, the clock in the past, nobody could sign in yet.
 * Does nothing to any other database, nor while somebody is at it.
 * @returns whether it was emptied; it has to be migrated then
 */
export async function discardUnfinishedDemo(owner: ConnectionConfig): Promise<boolean> {
  return within(owner, async (client) => {
    if (!(await tryLock(client)) || !(await isUnfinishedDemo(client))) return false;
    await client.query('begin');
    for (const { drop } of (await client.query<{ drop: string }>(DROPS)).rows) await client.query(drop);
    await client.query('commit');
    return true;
  });
}

async function isUnfinishedDemo(client: Client): Promise<boolean> {
  const column = await client.query(
    `select from pg_attribute where attrelid = to_regclass('installation') and attname = 'ready_at' and not attisdropped`,
  );
  if (column.rowCount === 0) return false;
  const { rowCount } = await client.query('select from installation where demo and ready_at is null');
  return rowCount === 1;
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
    FIRST_START_LOCK,
  ]);
  return rows[0]?.taken === true;
}

async function within<T>(connection: ConnectionConfig, run: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ ...connection, application_name: 'officina first start' });
  // The server may end while the connection idles; the next query reports it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
