import { createHash } from 'node:crypto';

/** A fixed SQL text with `$n` parameters, prepared once per connection under `name`. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  /** True: it changes nothing, so that a commit may follow a lost race. */
  readonly reads: boolean;
}

/** One statement as it went out, for counting and for playing it again without the engine. */
export interface SentStatement {
  readonly text: string;
  /** Undefined: not prepared. */
  readonly name: string | undefined;
  readonly values: readonly unknown[];
  /** False: it went out behind a statement that had not been answered yet, in the same round trip. */
  readonly startsRoundTrip: boolean;
}

/** Told of every statement just before it is sent. */
export type StatementObserver = (statement: SentStatement) => void;

/** What one connection is asked to do. */
export interface Sent {
  readonly text: string;
  readonly name?: string;
  readonly values: readonly unknown[];
}

/** The name of a prepared statement: the same text has the same name on every connection of every process. */
export function statementName(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 24);
}

/** A statement that looks only. */
export function reading(text: string): Statement {
  return { name: statementName(text), text, reads: true };
}

/** A statement that changes something or locks rows for it. */
export function writing(text: string): Statement {
  return { name: statementName(text), text, reads: false };
}

/** Counts statements and round trips and keeps the statements with their parameters, between two calls of `reset`. */
export class StatementCounter {
  statements = 0;
  roundTrips = 0;
  captured: SentStatement[] = [];

  readonly observe: StatementObserver = (statement) => {
    this.statements += 1;
    if (statement.startsRoundTrip) this.roundTrips += 1;
    this.captured.push(statement);
  };

  reset(): void {
    this.statements = 0;
    this.roundTrips = 0;
    this.captured = [];
  }
}
