import type { Json } from '../contract/json.ts';
import type {
  CompiledExpression,
  CompiledUnaryTests,
  CompileOptions,
  Evaluation,
  FeelContext,
  FeelProblem,
  LiteralComparison,
  StrictEvaluation,
  StrictUnaryResult,
  UnaryResult,
} from './types.ts';

export type {
  CompiledExpression,
  CompiledUnaryTests,
  CompileOptions,
  ContextFunction,
  Evaluation,
  FeelContext,
  FeelProblem,
  FeelProblemCode,
  FeelWarning,
  FeelWarningCode,
  LiteralComparison,
  StrictEvaluation,
  StrictUnaryResult,
  TextRange,
  UnaryResult,
} from './types.ts';

export declare function compileExpression(text: string, options?: CompileOptions): CompiledExpression | FeelProblem;
export declare function compileUnaryTests(text: string, options?: CompileOptions): CompiledUnaryTests | FeelProblem;
export declare function isFeelProblem(value: { readonly type: string }): value is FeelProblem;
export declare function evaluate(compiled: CompiledExpression, context: FeelContext): Evaluation;
export declare function evaluateStrict(compiled: CompiledExpression, context: FeelContext): StrictEvaluation;
export declare function testUnary(compiled: CompiledUnaryTests, input: Json, context: FeelContext): UnaryResult;
export declare function testUnaryStrict(
  compiled: CompiledUnaryTests,
  input: Json,
  context: FeelContext,
): StrictUnaryResult;
export declare function variablesOf(compiled: CompiledExpression | CompiledUnaryTests): readonly string[];
export declare function literalComparisons(compiled: CompiledExpression): readonly LiteralComparison[];
