import type { Json } from '../contract/json.ts';
import { programOf, unaryProgramOf, type UnaryTest } from './compile.ts';
import { isoText, NotAValue, toJson } from './convert.ts';
import { EvaluationStop } from './meter.ts';
import { rangeIncludes, type RawResult } from './runner.ts';
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

/** Evaluates; whatever goes wrong is null with a warning, never thrown. */
export function evaluate(compiled: CompiledExpression, context: FeelContext): Evaluation {
  return toEvaluation(programOf(compiled).run(context));
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
  const { tests, negated } = unaryProgramOf(compiled);
  if (tests.length === 0) return { matches: true, warnings: [] };
  const warnings: FeelWarning[] = [];
  const passes = tests.some((test) => passesTest(test, input, context, warnings));
  return { matches: passes !== negated, warnings };
}

/** As `testUnary`, but what cannot be relied on is a sentence for the incident. */
export function testUnaryStrict(compiled: CompiledUnaryTests, input: Json, context: FeelContext): StrictUnaryResult {
  const { matches, warnings } = testUnary(compiled, input, context);
  const sentence = firstFatal(compiled.text, warnings);
  return sentence === undefined ? { ok: true, matches } : { ok: false, sentence };
}

function firstFatal(text: string, warnings: readonly FeelWarning[]): string | undefined {
  const fatal = warnings.find(isFatal);
  return fatal && `In “${shorten(text.trim(), 120)}”: ${fatal.sentence}`;
}

function toEvaluation({ value, warnings }: RawResult): Evaluation {
  try {
    return { value: toJson(value), warnings };
  } catch (error) {
    if (error instanceof NotAValue) return failure('NOT_A_VALUE', error.message, warnings);
    if (error instanceof EvaluationStop) return failure('FAILED', error.message, warnings);
    throw error;
  }
}

function failure(code: 'NOT_A_VALUE' | 'FAILED', sentence: string, warnings: readonly FeelWarning[]): Evaluation {
  return { value: null, warnings: [...warnings, { code, sentence }] };
}

function passesTest(test: UnaryTest, input: Json, context: FeelContext, warnings: FeelWarning[]): boolean {
  const raw = test.run(context, input);
  warnings.push(...raw.warnings);
  if (test.type === 'comparison') return raw.value === true;
  if (typeof raw.value === 'boolean')
    return test.usesInput || typeof input !== 'boolean' ? raw.value : raw.value === input;
  if (rangeIncludes(raw.value, input)) return true;
  const { value, warnings: more } = toEvaluation({ value: raw.value, warnings: [] });
  warnings.push(...more);
  if (isList(value) && !isList(input)) return value.some((item) => isSame(item, input));
  if (value !== null && input !== null && typeof value !== typeof input && isoText(raw.value) === undefined) {
    warnings.push({
      code: 'NOT_COMPARABLE',
      sentence: `The input is ${describe(input)}, but the cell asks for ${describe(raw.value)}.`,
    });
  }
  return isSame(value, input);
}

function isSame(a: Json, b: Json): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
