import createKnex, { type Knex } from 'knex';
import PostgresClient from 'knex/lib/dialects/postgres/index.js';
import type { Client, QueryResult } from 'pg';
import { statementName, type Sent, type StatementObserver } from './statements.ts';
import { typeParsers } from './values.ts';

/** How a role reaches the database. Either `connectionString` or its parts. */
export interface ConnectionConfig {
  readonly connectionString?: string;
  /** A name, an address or the folder of a Unix socket. */
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly ssl?: boolean;
}

export interface PoolOptions {
  /** Connections at most. */
  readonly size: number;
  /** How long to wait for a free connection, in milliseconds; default 10,000. */
  readonly acquireMilliseconds?: number;
  /** How long one statement may run, in milliseconds; default 30,000. */
  readonly statementMilliseconds?: number;
  readonly observe?: StatementObserver;
}

/** A connection of a pool: pg's client in pipeline mode with the number of statements not answered yet. */
export type Connection = Client & { unanswered?: number };

const IDLE_IN_TRANSACTION_MS = 60_000;

/** Names kept per process; statements beyond are sent unnamed, so that no server's memory grows without end. */
const MAX_NAMES = 1000;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_NAMES) return known;
  const name = statementName(text);
  names.set(text, name);
  return name;
}

/**
 * Knex's PostgreSQL client with three differences: statements with parameters are prepared under a name made of their text,
 * connections run in pipeline mode (a statement does not wait for the answer to the one before), and every statement passes
 * the observer.
 */
export class OfficinaClient extends PostgresClient {
  private readonly observe: StatementObserver | undefined;

  constructor(config: Knex.Config & { readonly observe?: StatementObserver }) {
    super(config);
    this.observe = config.observe;
  }

  /** Sends one statement at once, behind those under way on this connection. */
  send(connection: Connection, sent: Sent): Promise<QueryResult<Record<string, unknown>>> {
    const unanswered = connection.unanswered ?? 0;
    this.observe?.({ text: sent.text, name: sent.name, values: sent.values, startsRoundTrip: unanswered === 0 });
    connection.unanswered = unanswered + 1;
    holdBack(connection);
    return new Promise((resolve, reject) => {
      connection.query(toQuery(sent), (error: Error | undefined, result: QueryResult<Record<string, unknown>>) => {
        connection.unanswered = (connection.unanswered ?? 1) - 1;
        if (error) reject(error);
        else resolve(result);
      });
    });
  }

  /** Ends a connection; one that is broken has ended already. */
  override async destroyRawConnection(connection: unknown): Promise<void> {
    await super.destroyRawConnection(connection).catch(() => undefined);
  }

  protected override async _query(connection: Connection, query: PostgresClient.Query): Promise<PostgresClient.Query> {
    const values = query.bindings ?? [];
    const name = values.length > 0 ? nameOf(query.sql) : undefined;
    query.response = await this.send(connection, { text: query.sql, values, ...(name === undefined ? {} : { name }) });
    return query;
  }
}

/**
 * What is sent to one connection without waiting leaves in one packet: the server wakes once for a round trip, not for each of
 * its statements.
 */
function holdBack(connection: Connection): void {
  const { stream } = connection.connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => {
    stream.uncork();
  });
}

function toQuery(sent: Sent): { text: string; name?: string; values?: unknown[] } {
  return {
    text: sent.text,
    ...(sent.name === undefined ? {} : { name: sent.name }),
    ...(sent.values.length === 0 ? {} : { values: [...sent.values] }),
  };
}

/** Knex would write to the console that a connection is broken; the statement that found it so reports it already. */
const SILENT: Knex.Logger = {
  warn: () => undefined,
  error: () => undefined,
  deprecate: () => undefined,
  debug: () => undefined,
};

/** A pool of connections of one role, with Knex's builder on it. */
export interface Pool {
  readonly knex: Knex;
  readonly client: OfficinaClient;
}

/** Opens no connection yet; `pool.knex.destroy()` closes them. */
export function createPool(connection: ConnectionConfig, options: PoolOptions): Pool {
  const knex = createKnex({
    client: OfficinaClient,
    connection: {
      ...connection,
      pipeline: true,
      types: typeParsers,
      application_name: 'officina',
      statement_timeout: options.statementMilliseconds ?? 30_000,
      // A process that is frozen in the middle of a transaction must not keep its locks.
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      keepAlive: true,
    } as Knex.PgConnectionConfig,
    pool: { min: 0, max: options.size },
    log: SILENT,
    acquireConnectionTimeout: options.acquireMilliseconds ?? 10_000,
    ...(options.observe === undefined ? {} : { observe: options.observe }),
  } as Knex.Config);
  return { knex, client: knex.client as OfficinaClient };
}
