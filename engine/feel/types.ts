import type { Json } from '../contract/json.ts';
import type { FeelType } from './values/kinds.ts';
import type { Temporal } from './values/temporal.ts';

/** A function handed in by the caller; receives and returns plain JSON (FEEL dates and durations arrive as ISO 8601 strings). */
export type ContextFunction = (...args: readonly Json[]) => Json;

/**
 * What an expression may see: plain JSON and functions.
 * Functions stand at the top level or one level deep (`office.next open day(d)`).
 * The clock is part of it: `now` (instant) and `today` (office date) are ordinary variables.
 */
export interface FeelContext {
  readonly [name: string]: Json | ContextFunction | Temporal | { readonly [name: string]: Json | ContextFunction };
}

/**
 * How strictly the standard is followed. `office`: dates of the context are ISO texts and comparable with dates, external
 * functions and the machine's clock are refused. `standard`: exactly DMN 1.5; an external function is null when called, and
 * `today()` and `now()` give the context's `today` and `now`.
 */
export type FeelDialect = 'office' | 'standard';

/** Options of both compilers. */
export interface CompileOptions {
  /** Variable names with special characters, e.g. the element id `formal-examination`; without them the dash is a minus. */
  readonly names?: readonly string[];
  /** `office` when left out. */
  readonly dialect?: FeelDialect;
  /** Types that a model defines, by name; with them every text is compiled anew. */
  readonly types?: (name: string) => FeelType | undefined;
}

/** A range of characters in the text that was given to the compiler. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Why a text was refused by the compiler. */
export type FeelProblemCode =
  | 'empty'
  | 'syntax'
  | 'too-long'
  | 'too-deep'
  | 'too-many-iterations'
  | 'clock'
  | 'external-function'
  | 'reserved-name'
  | 'unsafe-pattern';

/** A text that is not usable FEEL: a value, never thrown. */
export interface FeelProblem {
  readonly type: 'problem';
  readonly code: FeelProblemCode;
  /** One sentence for an analyst. */
  readonly sentence: string;
  readonly position: TextRange;
}

/** A checked expression, parsed once. Opaque: only `text` is for readers. */
export interface CompiledExpression {
  readonly type: 'expression';
  readonly text: string;
}

/** Checked unary tests (a cell of a decision table), parsed once. */
export interface CompiledUnaryTests {
  readonly type: 'unaryTests';
  readonly text: string;
}

/** What went wrong while evaluating. */
export type FeelWarningCode =
  | 'NO_VARIABLE_FOUND'
  | 'NO_CONTEXT_ENTRY_FOUND'
  | 'NO_PROPERTY_FOUND'
  | 'NOT_COMPARABLE'
  | 'INVALID_TYPE'
  | 'INVALID_ARGUMENTS'
  | 'NO_FUNCTION_FOUND'
  | 'FUNCTION_INVOCATION_FAILURE'
  | 'UNSUPPORTED'
  /** The result is not JSON (a function, a range) or not a finite number. */
  | 'NOT_A_VALUE'
  /** The expression broke off: recursion, a size limit, a function that threw. */
  | 'FAILED';

/** One thing that went wrong while evaluating; the value is then usually null. */
export interface FeelWarning {
  readonly code: FeelWarningCode;
  /** One sentence a business person understands. */
  readonly sentence: string;
  readonly position?: TextRange;
}

/** A value and what went wrong on the way to it. */
export interface Evaluation {
  readonly value: Json;
  readonly warnings: readonly FeelWarning[];
}

/** A value, or the sentence that belongs into the incident. */
export type StrictEvaluation =
  { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly sentence: string };

/** The answer of unary tests; anything but a clear yes is false. */
export interface UnaryResult {
  readonly matches: boolean;
  readonly warnings: readonly FeelWarning[];
}

/** The answer of unary tests, or the sentence that belongs into the incident. */
export type StrictUnaryResult =
  { readonly ok: true; readonly matches: boolean } | { readonly ok: false; readonly sentence: string };

/** A text literal that an expression compares with a variable or path: `formal-examination.outcome = "ok"`. */
export interface LiteralComparison {
  readonly path: string;
  readonly value: string;
}
