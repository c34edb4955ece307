import { setTimeout as wait } from 'node:timers/promises';
import { createPool, type Connection, type ConnectionConfig, type Pool } from './knex.ts';
import type { StatementObserver } from './statements.ts';
import { ALL_OFFICES, sqlState, Transaction } from './transaction.ts';

export interface StoreOptions {
  /** The engine's role: bound by row-level security. */
  readonly app: ConnectionConfig;
  /** Connections at most; default 10. */
  readonly poolSize?: number;
  /**
   * Role taken in every transaction, where one account of a foreign server owns the tables and works too: what `migrate` answered
   * as `takeRole`.
   */
  readonly takeRole?: string | undefined;
  readonly statementMilliseconds?: number;
  readonly acquireMilliseconds?: number;
  /** Told of every statement before it is sent; see `StatementCounter`. */
  readonly observe?: StatementObserver;
}

/** The database as commands, queries and workers see it. */
export interface Store {
  /**
   * Runs `work` in one transaction of one office and commits. Whatever `work` throws rolls back and is thrown on; serialisation
   * failures and deadlocks (SQLSTATE 40001, 40P01) run `work` again, at most five times with a growing, jittered pause: it must
   * have no effect outside the database.
   * @param officeId ST.3 code of an office
   */
  transaction<T>(officeId: string, work: (trx: Transaction) => Promise<T>): Promise<T>;
  /**
   * The same for what belongs to no office (accounts, sessions, installation) and for the loops that look for due work of all
   * offices. Office tables are invisible here, except memberships, jobs, timers, messages and subscriptions.
   */
  acrossOffices<T>(work: (trx: Transaction) => Promise<T>): Promise<T>;
  /** Closes all connections. */
  close(): Promise<void>;
}

const OFFICE_CODE = /^[A-Z]{2}$/;
const RETRIED = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 5;

/** Opens connections on demand only; `close` ends them. */
export function createStore(options: StoreOptions): Store {
  const pool = createPool(options.app, {
    size: options.poolSize ?? 10,
    ...(options.statementMilliseconds === undefined ? {} : { statementMilliseconds: options.statementMilliseconds }),
    ...(options.acquireMilliseconds === undefined ? {} : { acquireMilliseconds: options.acquireMilliseconds }),
    ...(options.observe === undefined ? {} : { observe: options.observe }),
  });
  return {
    async transaction(officeId, work) {
      if (!OFFICE_CODE.test(officeId))
        throw new RangeError(`Expected an office code of two capitals, but got ${officeId}.`);
      return withRetries(() => inTransaction(pool, officeId, options.takeRole, work));
    },
    acrossOffices: (work) => withRetries(() => inTransaction(pool, ALL_OFFICES, options.takeRole, work)),
    close: () => pool.knex.destroy(),
  };
}

async function inTransaction<T>(
  pool: Pool,
  officeId: string,
  role: string | undefined,
  work: (trx: Transaction) => Promise<T>,
): Promise<T> {
  const connection = (await pool.client.acquireConnection()) as Connection;
  const trx = new Transaction(pool, connection, officeId, role);
  try {
    const result = await work(trx);
    await trx.commit();
    return result;
  } catch (error) {
    // A broken connection cannot roll back; the server has done it.
    await trx.rollback().catch(() => undefined);
    throw error;
  } finally {
    await pool.client.releaseConnection(connection);
  }
}

async function withRetries<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !RETRIED.has(sqlState(error) ?? '')) throw error;
      await wait(FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}
