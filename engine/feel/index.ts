import { programOf, unaryProgramOf } from './compile.ts';
import { comparedLiterals, freeVariables } from './inspect.ts';
import type { CompiledExpression, CompiledUnaryTests, LiteralComparison } from './types.ts';

export { functionNames } from './builtins.ts';
export { compileExpression, compileUnaryTests, isFeelProblem } from './compile.ts';
export { exactSum } from './decimal.ts';
export { evaluate, evaluateStrict, testUnary, testUnaryStrict } from './evaluate.ts';
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

/** Names of the variables and context functions that the text needs; standard functions and names bound inside it are left out. */
export function variablesOf(compiled: CompiledExpression | CompiledUnaryTests): readonly string[] {
  const { text, root } = compiled.type === 'expression' ? programOf(compiled) : unaryProgramOf(compiled);
  return freeVariables(text, root);
}

/** Text literals that the expression compares with a dotted path: which outcomes of `formal-examination.outcome` a gateway tests. */
export function literalComparisons(compiled: CompiledExpression): readonly LiteralComparison[] {
  const { text, root } = programOf(compiled);
  return comparedLiterals(text, root);
}
