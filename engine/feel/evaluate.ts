import type { Json } from '../contract/json.ts';
import { isMember } from './code/membership.ts';
import { equal } from './code/compare.ts';
import { Run, type Code, type Scope } from './code/run.ts';
import { programOf, unaryProgramOf, type UnaryTest } from './compile.ts';
import { NotAValue, toJson } from './convert.ts';
import { EvaluationStop } from './meter.ts';
import { describe, isFatal, shorten } from './sentences.ts';
import type {
  CompiledExpression,
  CompiledUnaryTests,
  Evaluation,
  FeelContext,
  FeelWarning,
  StrictEvaluation,
  StrictUnaryResult,
  UnaryResult,
} from './types.ts';
import { FeelRange, kindOf } from './values/kinds.ts';
import { temporalText } from './values/text.ts';

/** Evaluates; whatever goes wrong is null with a warning, never thrown. */
export function evaluate(compiled: CompiledExpression, context: FeelContext): Evaluation {
  const { code, dialect } = programOf(compiled);
  const run = new Run(dialect, context);
  return { value: jsonOf(valueOf(code, { run, context, input: null }), run), warnings: run.warnings };
}

/**
 * Evaluates where null must not slip through: on gateways, fees, assignments. A missing variable, a wrong type, an unknown
 * function is a sentence for the incident; a property that is not filled in stays null.
 */
export function evaluateStrict(compiled: CompiledExpression, context: FeelContext): StrictEvaluation {
  const { value, warnings } = evaluate(compiled, context);
  const sentence = firstFatal(compiled.text, warnings);
  return sentence === undefined ? { ok: true, value } : { ok: false, sentence };
}

/** Whether `input` passes the tests of a cell; inside them the input is `?`. */
export function testUnary(compiled: CompiledUnaryTests, input: Json, context: FeelContext): UnaryResult {
  const run = new Run(unaryProgramOf(compiled).dialect, context);
  return { matches: passes(compiled, { run, context, input }), warnings: run.warnings };
}

/** As `testUnary`, but what cannot be relied on is a sentence for the incident. */
export function testUnaryStrict(compiled: CompiledUnaryTests, input: Json, context: FeelContext): StrictUnaryResult {
  const { matches, warnings } = testUnary(compiled, input, context);
  const sentence = firstFatal(compiled.text, warnings);
  return sentence === undefined ? { ok: true, matches } : { ok: false, sentence };
}

/** The sentence for the incident, if one of the warnings means that the value cannot be relied on. */
export function firstFatal(text: string, warnings: readonly FeelWarning[]): string | undefined {
  const fatal = warnings.find(isFatal);
  return fatal && `In “${shorten(text.trim(), 120)}”: ${fatal.sentence}`;
}

/** The FEEL value of the code; what breaks off is null with a warning. */
export function valueOf(code: Code, scope: Scope): unknown {
  try {
    return code(scope) ?? null;
  } catch (error) {
    return scope.run.warn('FAILED', stopSentence(error));
  }
}

/** Whether the scope's input passes the tests. */
export function passes(compiled: CompiledUnaryTests, scope: Scope): boolean {
  const { tests, root } = unaryProgramOf(compiled);
  if (tests.length === 0) return true;
  return tests.some((test) => passesTest(test, scope)) !== root.negated;
}

/** The value as JSON; what is none is null with a warning. */
export function jsonOf(value: unknown, run: Run): Json {
  if (typeof value === 'boolean' || value === null) return value;
  try {
    return toJson(value);
  } catch (error) {
    if (error instanceof NotAValue) return run.warn('NOT_A_VALUE', error.message);
    return run.warn('FAILED', stopSentence(error));
  }
}

function stopSentence(error: unknown): string {
  if (error instanceof EvaluationStop) return error.message;
  if (error instanceof RangeError) {
    return 'The expression calls itself without end or makes a value that is too large: it was stopped.';
  }
  throw error;
}

function passesTest(test: UnaryTest, scope: Scope): boolean {
  const value = valueOf(test.code, scope);
  const { input, run } = scope;
  if (test.type === 'comparison') return value instanceof FeelRange && isMember(input, value, run) === true;
  if (typeof value === 'boolean') return test.usesInput || typeof input !== 'boolean' ? value : value === input;
  if (value === null || input === null || input === undefined) return (value ?? null) === (input ?? null);
  if (value instanceof FeelRange || Array.isArray(value)) return isMember(input, value, run) === true;
  if (run.dialect === 'office' && kindOf(value) !== kindOf(input) && temporalText(value) === undefined) {
    run.warn('NOT_COMPARABLE', `The input is ${describe(input)}, but the cell asks for ${describe(value)}.`);
    return false;
  }
  return equal(input, value, run) === true;
}
