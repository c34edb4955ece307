import type { FeelContext } from '../feel/index.ts';
import type { DecisionModel, DecisionResult, ReadDecisions } from './types.ts';

export type {
  Aggregation,
  Decision,
  DecisionModel,
  DecisionResult,
  DecisionRule,
  DecisionTable,
  HitPolicy,
  LiteralDecision,
  ReadDecisions,
} from './types.ts';

export declare function readDecisions(xml: string): Promise<ReadDecisions>;
export declare function evaluateDecision(model: DecisionModel, key: string, context: FeelContext): DecisionResult;
