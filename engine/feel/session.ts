import type { Json } from '../contract/json.ts';
import { equal, orderOf } from './code/compare.ts';
import { invoke } from './code/functions.ts';
import { itemsFor } from './code/loops.ts';
import { Run, type Scope } from './code/run.ts';
import { programOf } from './compile.ts';
import { callBuiltin } from './functions/registry.ts';
import { firstFatal, jsonOf, passes, valueOf } from './evaluate.ts';
import type { CompiledExpression, CompiledUnaryTests, FeelContext, FeelDialect, FeelWarning } from './types.ts';
import type { FeelFunction } from './values/kinds.ts';

/** Names and their FEEL values. */
export type FeelNames = Readonly<Record<string, unknown>>;

/** Thrown in the office's dialect where a value cannot be relied on; its message is the sentence for the incident. */
export class FeelFailure extends Error {}

/**
 * Several evaluations that are one: they share the budget, and FEEL values pass between them as they are (dates stay dates,
 * functions can be called). What decisions are made of.
 */
export class FeelSession {
  readonly #run: Run;

  constructor(dialect: FeelDialect, context: FeelContext) {
    this.#run = new Run(dialect, context);
  }

  /** What went wrong so far. */
  get warnings(): readonly FeelWarning[] {
    return this.#run.warnings;
  }

  get dialect(): FeelDialect {
    return this.#run.dialect;
  }

  /** The FEEL value of an expression. */
  value(compiled: CompiledExpression, names: FeelNames): unknown {
    const before = this.#run.warnings.length;
    const value = valueOf(programOf(compiled).code, this.#scope(names, null));
    this.#refuse(compiled.text, before);
    return value;
  }

  /** Whether an input passes the tests of a cell. */
  passes(compiled: CompiledUnaryTests, input: unknown, names: FeelNames): boolean {
    const before = this.#run.warnings.length;
    const matches = passes(compiled, this.#scope(names, input));
    this.#refuse(compiled.text, before);
    return matches;
  }

  /** Calls a function value; undefined when the arguments do not fit its parameters. */
  call(callee: FeelFunction, args: readonly unknown[], argNames: readonly string[] | undefined): unknown {
    return invoke(callee, args, argNames, this.#run);
  }

  /** Calls a function of the standard. */
  standard(name: string, args: readonly unknown[]): unknown {
    return callBuiltin(name, args, undefined, this.#run) ?? null;
  }

  /** Counts a call, so that functions that call themselves end. */
  deeper<T>(body: () => T): T {
    return this.#run.call(body);
  }

  /** Adds units of work. */
  spend(units: number): void {
    this.#run.meter.spend(units);
  }

  /** The items that a loop over the value runs through; null when it has none. */
  items(value: unknown): readonly unknown[] | null {
    const items = itemsFor(value, this.#run);
    return items && [...items];
  }

  /** Whether two values are the same; null when they are of different kinds. */
  equal(a: unknown, b: unknown): boolean | null {
    return equal(a, b, this.#run);
  }

  /** The order of two values of one kind; undefined where they have none. */
  order(a: unknown, b: unknown): number | undefined {
    return orderOf(a, b);
  }

  /** Notes what went wrong. In the office's dialect that is the end. */
  warn(sentence: string): null {
    if (this.dialect === 'office') throw new FeelFailure(sentence);
    return this.#run.warn('INVALID_TYPE', sentence);
  }

  /** The value as JSON: dates, times and durations as ISO 8601 texts. */
  json(value: unknown): Json {
    const before = this.#run.warnings.length;
    const json = jsonOf(value ?? null, this.#run);
    const [warning] = this.#run.warnings.slice(before);
    if (warning && this.dialect === 'office') throw new FeelFailure(warning.sentence);
    return json;
  }

  #scope(names: FeelNames, input: unknown): Scope {
    return { run: this.#run, context: names as FeelContext, input };
  }

  #refuse(text: string, before: number): void {
    if (this.dialect === 'standard' || this.#run.warnings.length === before) return;
    const sentence = firstFatal(text, this.#run.warnings.slice(before));
    if (sentence !== undefined) throw new FeelFailure(sentence);
  }
}
