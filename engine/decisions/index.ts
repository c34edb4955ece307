export { evaluateDecision, evaluateService } from './evaluate.ts';
export { readDecisions, type ReadOptions } from './read.ts';
export type { Aggregation, Boxed, DecisionOutput, DecisionRule, DecisionTable, HitPolicy } from './boxed.ts';
export type {
  Decision,
  DecisionModel,
  DecisionResult,
  DecisionService,
  InputData,
  KnowledgeModel,
  ReadDecisions,
} from './types.ts';
