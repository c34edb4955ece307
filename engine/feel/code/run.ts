import { EvaluationStop, Meter } from '../meter.ts';
import type { FeelContext, FeelDialect, FeelWarning, FeelWarningCode, TextRange } from '../types.ts';

const mostWarnings = 100;

/** One evaluation: its budget, and what went wrong so far. */
export class Run {
  readonly meter = new Meter();
  readonly warnings: FeelWarning[] = [];
  readonly dialect: FeelDialect;
  /** Where `today` and `now` stand. */
  readonly clock: FeelContext;
  #calls = 0;

  constructor(dialect: FeelDialect, clock: FeelContext) {
    this.dialect = dialect;
    this.clock = clock;
  }

  /** Notes what went wrong; the value of the part that it concerns is null. */
  warn(code: FeelWarningCode, sentence: string, position?: TextRange): null {
    if (this.warnings.length < mostWarnings) {
      const place = position && { from: position.from, to: position.to };
      this.warnings.push({ code, sentence, ...(place && { position: place }) });
    }
    return null;
  }

  /** Counts a call of a function that an expression defines, as much as ten items of a list. */
  call<T>(body: () => T): T {
    this.meter.spend(10);
    if (++this.#calls > 500) {
      throw new EvaluationStop('The expression calls itself without end or much too deep: it was stopped.');
    }
    try {
      return body();
    } finally {
      this.#calls--;
    }
  }
}

/** Names and their values at one place of an expression. */
export interface Scope {
  readonly run: Run;
  /** Of the whole expression: what the caller gave. */
  readonly context: FeelContext;
  /** The input of a decision table's column: `?`. */
  readonly input: unknown;
  /** Of this scope alone; the outermost has none. */
  readonly names?: Readonly<Record<string, unknown>>;
  /** The item of a filter, whose entries are names. */
  readonly item?: unknown;
  readonly parent?: Scope;
}

/** A part of an expression, ready to be evaluated. */
export type Code = (scope: Scope) => unknown;

/** A scope of further names within another. */
export function within(parent: Scope, names: Readonly<Record<string, unknown>>): Scope {
  return { run: parent.run, context: parent.context, input: parent.input, names, parent };
}

/** The scope of one item of a list that is filtered. */
export function ofItem(parent: Scope, item: unknown): Scope {
  return { run: parent.run, context: parent.context, input: parent.input, item, parent };
}
