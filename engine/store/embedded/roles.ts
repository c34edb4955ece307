import { Client } from 'pg';
import type { EmbeddedConnection } from './connectionFile.ts';

/** The connections of one installation: who migrates, who works, who only reads, and who may do everything. */
export interface Connections {
  /** Owns the tables: migrations. */
  readonly owner: EmbeddedConnection;
  /** The engine at work: no DDL, bound by row-level security. */
  readonly app: EmbeddedConnection;
  /** Looks only: scanner, reports. */
  readonly reader: EmbeddedConnection;
  /** The cluster's superuser; for tests, which create databases, and for repair. */
  readonly superuser: EmbeddedConnection;
}

/** Makes the three roles and the database where they are missing; safe to repeat after a start that was cut short. */
export async function completeRoles(connections: Connections): Promise<void> {
  const { owner, app, reader, superuser } = connections;
  await within(superuser, async (client) => {
    for (const { user, password } of [owner, app, reader]) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [user]);
      if (rowCount !== 0) continue;
      await client.query(
        `create role ${client.escapeIdentifier(user)} login nosuperuser nocreatedb nocreaterole nobypassrls password ${client.escapeLiteral(password)}`,
      );
    }
    const database = client.escapeIdentifier(owner.database);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [owner.database]);
    if (rowCount === 0) await client.query(`create database ${database} owner ${client.escapeIdentifier(owner.user)}`);
    await client.query(`revoke all on database ${database} from public`);
    for (const { user } of [app, reader]) {
      await client.query(`grant connect on database ${database} to ${client.escapeIdentifier(user)}`);
    }
  });
}

/** Whether the server answers this connection. */
export async function answers(connection: EmbeddedConnection): Promise<boolean> {
  try {
    await within(connection, async (client) => {
      await client.query('select');
    });
    return true;
  } catch {
    return false;
  }
}

async function within(connection: EmbeddedConnection, run: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 10_000 });
  // The server may end while a connection idles; the query under way reports it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}
