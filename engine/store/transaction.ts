import type { Knex } from 'knex';
import type { Connection, Pool } from './knex.ts';
import { reading, type Statement } from './statements.ts';

/** A row as it comes back: column name → plain value. */
export type Row = Readonly<Record<string, unknown>>;

/** The office of a transaction that works for all of them (job and timer loops, sign-in). */
export const ALL_OFFICES = '*';

const SET_OFFICE = reading(`select set_config('officina.office', $1, true)`);
const SET_OFFICE_AND_ROLE = reading(`select set_config('officina.office', $1, true), set_config('role', $2, true)`);

/** SQLSTATE of a statement sent after one that failed in the same transaction. */
const IN_FAILED_TRANSACTION = '25P02';

/**
 * One database transaction of one office. It opens with its first statement: `begin`, the office for row-level security and that
 * statement leave together and cost one round trip. Row-level security is read when a statement starts, so the office is set by a
 * statement of its own. Statements may be sent without waiting for each other; after an error every later one fails and the commit
 * is a rollback.
 */
export class Transaction {
  /** ST.3 code, `*` for all offices. */
  readonly officeId: string;
  private readonly pool: Pool;
  private readonly connection: Connection;
  private readonly role: string | undefined;
  private opening: Promise<unknown> | undefined;
  private state: 'new' | 'open' | 'ended' = 'new';
  private changed = false;
  private doomed = false;

  constructor(pool: Pool, connection: Connection, officeId: string, role: string | undefined) {
    this.pool = pool;
    this.connection = connection;
    this.officeId = officeId;
    this.role = role;
  }

  /** True once a statement was sent that may have changed something. */
  get hasChanged(): boolean {
    return this.changed;
  }

  get hasEnded(): boolean {
    return this.state === 'ended';
  }

  /** From now on the transaction can only be undone: `commit` rolls back. */
  doom(): void {
    this.doomed = true;
  }

  /** Runs a prepared statement and gives its rows. */
  async run<R extends object = Row>(statement: Statement, values: readonly unknown[]): Promise<readonly R[]> {
    this.open();
    if (!statement.reads) this.changed = true;
    return this.answer<R>(this.pool.client.send(this.connection, { ...toSent(statement), values }));
  }

  /** A query of Knex's builder, run in this transaction. Counts as a change. */
  from<R extends object = Record<string, unknown>>(
    table: Knex.TableDescriptor | Knex.AliasDict,
  ): Knex.QueryBuilder<R, R[]> {
    this.open();
    this.changed = true;
    return this.pool.knex<R>(table).connection(this.connection) as unknown as Knex.QueryBuilder<R, R[]>;
  }

  /** A raw expression to be used inside a query of the builder; run with `run` what is a statement of its own. */
  raw(sql: string, bindings: readonly Knex.RawBinding[] = []): Knex.Raw {
    return this.pool.knex.raw(sql, bindings);
  }

  /**
   * Runs a statement and commits behind it in the same round trip. Safe only when nothing was changed before: a statement that
   * fails makes the commit a rollback, one that finds nothing is committed as nothing.
   */
  async runAndCommit<R extends object = Row>(statement: Statement, values: readonly unknown[]): Promise<readonly R[]> {
    const answered = this.run<R>(statement, values);
    const committed = this.commit();
    // Both answers count: only then is the step acknowledged. The statement's own error says more than that of the commit.
    const [rows, end] = await Promise.allSettled([answered, committed]);
    if (rows.status === 'rejected') throw rows.reason;
    if (end.status === 'rejected') throw end.reason;
    return rows.value;
  }

  /** Ends the transaction; a doomed one is undone. @throws RolledBack when the server undid it because a statement had failed */
  async commit(): Promise<void> {
    if (this.doomed) return this.rollback();
    if (this.state !== 'open') {
      this.state = 'ended';
      return;
    }
    this.state = 'ended';
    const result = await this.pool.client.send(this.connection, { text: 'commit', values: [] });
    if (result.command !== 'COMMIT') throw new RolledBack();
  }

  /** Undoes everything. Does nothing when the transaction has ended. */
  async rollback(): Promise<void> {
    const open = this.state === 'open';
    this.state = 'ended';
    if (open) await this.pool.client.send(this.connection, { text: 'rollback', values: [] });
  }

  private open(): void {
    if (this.state === 'open') return;
    if (this.state === 'ended') throw new Error('Expected an open transaction, but it has ended.');
    this.state = 'open';
    const { client } = this.pool;
    const begun = client.send(this.connection, { text: 'begin', values: [] });
    const office =
      this.role === undefined
        ? client.send(this.connection, { ...toSent(SET_OFFICE), values: [this.officeId] })
        : client.send(this.connection, { ...toSent(SET_OFFICE_AND_ROLE), values: [this.officeId, this.role] });
    this.opening = Promise.all([begun, office]);
    // Reported by the statement that follows.
    this.opening.catch(() => undefined);
  }

  private async answer<R extends object>(sent: Promise<{ readonly rows: object[] }>): Promise<readonly R[]> {
    try {
      return (await sent).rows as R[];
    } catch (error) {
      if (sqlState(error) === IN_FAILED_TRANSACTION) await this.opening;
      throw error;
    }
  }
}

/** A commit that the server answered with a rollback, because a statement of the transaction had failed. */
export class RolledBack extends Error {
  constructor() {
    super(
      'Expected the transaction to commit, but the server rolled it back because one of its statements had failed.',
    );
    this.name = 'RolledBack';
  }
}

function toSent(statement: Statement): { text: string; name: string } {
  return { text: statement.text, name: statement.name };
}

/** The SQLSTATE of a database error, undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { readonly code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
