import assert from 'node:assert/strict';
import type { Json } from '../../engine/contract/json.ts';
import {
  compileExpression,
  compileUnaryTests,
  evaluate,
  isFeelProblem,
  type CompiledExpression,
  type CompiledUnaryTests,
  type Evaluation,
  type FeelContext,
  type FeelProblem,
} from '../../engine/feel/index.ts';

/** The expression, which must compile. */
export function expression(text: string, names: readonly string[] = []): CompiledExpression {
  const compiled = compileExpression(text, { names });
  assert.ok(!isFeelProblem(compiled), isFeelProblem(compiled) ? `${text}: ${compiled.sentence}` : '');
  return compiled;
}

/** The unary tests, which must compile. */
export function unaryTests(text: string): CompiledUnaryTests {
  const compiled = compileUnaryTests(text);
  assert.ok(!isFeelProblem(compiled), isFeelProblem(compiled) ? `${text}: ${compiled.sentence}` : '');
  return compiled;
}

/** Why the expression is refused, which it must be. */
export function refusal(text: string): FeelProblem {
  const compiled = compileExpression(text);
  assert.ok(isFeelProblem(compiled), `“${text}” was accepted`);
  return compiled;
}

/** Value and warnings of a text. */
export function evaluated(text: string, context: FeelContext = {}, names: readonly string[] = []): Evaluation {
  return evaluate(expression(text, names), context);
}

/** The value of a text that must evaluate without a warning. */
export function valueOf(text: string, context: FeelContext = {}, names: readonly string[] = []): Json {
  const { value, warnings } = evaluated(text, context, names);
  assert.deepEqual(warnings, [], text);
  return value;
}
