import { Client } from 'pg';
import type { ConnectionConfig } from './knex.ts';
import type { Row } from './transaction.ts';

/** Runs one statement on a connection of its own, e.g. to look at a server before the store is opened on it. */
export async function queryOnce(
  connection: ConnectionConfig,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const client = new Client({ ...connection, application_name: 'officina', connectionTimeoutMillis: 10_000 });
  // The server may end while a connection idles; the query under way reports it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
