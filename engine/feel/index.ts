import { programOf, unaryProgramOf } from './compile.ts';
import { comparedLiterals, freeVariables } from './inspect.ts';
import type { CompiledExpression, CompiledUnaryTests, LiteralComparison } from './types.ts';

export { compileExpression, compileUnaryTests, readType } from './compile.ts';
export { exactSum } from './decimal.ts';
export { evaluate, evaluateStrict, testUnary, testUnaryStrict } from './evaluate.ts';
export { functionNames } from './functions/registry.ts';
export { EvaluationStop } from './meter.ts';
export { isFeelProblem } from './problems.ts';
export { FeelFailure, FeelSession, type FeelNames } from './session.ts';
export { anyType, coerce, isOf, simpleType } from './values/conform.ts';
export { FeelFunction, FeelRange, isContext, kindOf, type FeelType, type Signature } from './values/kinds.ts';
export { readTemporal, type Temporal } from './values/temporal.ts';
export type {
  CompiledExpression,
  CompiledUnaryTests,
  CompileOptions,
  ContextFunction,
  Evaluation,
  FeelContext,
  FeelDialect,
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

/** Names of the variables and context functions that the text needs; standard functions and names bound inside it are left out. */
export function variablesOf(compiled: CompiledExpression | CompiledUnaryTests): readonly string[] {
  const { root } = compiled.type === 'expression' ? programOf(compiled) : unaryProgramOf(compiled);
  return freeVariables(root);
}

/** Text literals that the expression compares with a dotted path: which outcomes of `formal-examination.outcome` a gateway tests. */
export function literalComparisons(compiled: CompiledExpression): readonly LiteralComparison[] {
  return comparedLiterals(programOf(compiled).root);
}
