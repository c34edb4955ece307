export { evaluateDecision } from './evaluate.ts';
export { readDecisions, type ReadOptions } from './read.ts';
export type {
  Aggregation,
  Decision,
  DecisionModel,
  DecisionOutput,
  DecisionResult,
  DecisionRule,
  DecisionTable,
  HitPolicy,
  LiteralDecision,
  ReadDecisions,
} from './types.ts';
