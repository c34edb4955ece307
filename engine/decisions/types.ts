import type { Json } from '../contract/json.ts';
import type { ModelProblem } from '../contract/problem.ts';
import type { CompiledExpression, CompiledUnaryTests } from '../feel/index.ts';

/** DMN hit policies that are supported (DMN 1.5, 8.2.8). */
export type HitPolicy = 'UNIQUE' | 'FIRST' | 'ANY' | 'COLLECT' | 'RULE ORDER';
/** What COLLECT does with its list (DMN 1.5, 8.2.8). */
export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT';

/** One row of a decision table; `index` in the list is what `matched` reports. */
export interface DecisionRule {
  readonly id: string;
  readonly inputs: readonly CompiledUnaryTests[];
  readonly outputs: readonly CompiledExpression[];
}

/** A column on the right of a decision table. */
export interface DecisionOutput {
  readonly id: string;
  readonly name: string;
  /** Given when no rule matches (DMN 1.5, 8.2.11). */
  readonly defaultValue?: CompiledExpression;
}

/** A decision table. */
export interface DecisionTable {
  readonly type: 'table';
  readonly hitPolicy: HitPolicy;
  readonly aggregation?: Aggregation;
  readonly inputs: readonly { readonly id: string; readonly label: string; readonly expression: CompiledExpression }[];
  /** One output gives a plain value, several give an object by `name`. */
  readonly outputs: readonly DecisionOutput[];
  readonly rules: readonly DecisionRule[];
}

/** A decision that is one FEEL expression. */
export interface LiteralDecision {
  readonly type: 'literal';
  readonly expression: CompiledExpression;
}

/** One decision of a model. */
export interface Decision {
  /** The DMN id: what a business rule task names. */
  readonly key: string;
  readonly name: string;
  /** The name under which decisions that require this one see its result. */
  readonly variable: string;
  /** Keys of the decisions whose results this one needs. */
  readonly requires: readonly string[];
  readonly logic: DecisionTable | LiteralDecision;
}

/** A checked DMN file. */
export interface DecisionModel {
  readonly id: string;
  readonly name: string;
  readonly decisions: ReadonlyMap<string, Decision>;
}

/** The checked model, or everything that is wrong with it. */
export type ReadDecisions =
  | { readonly ok: true; readonly model: DecisionModel }
  | { readonly ok: false; readonly problems: readonly ModelProblem[] };

/** The decided value with the rules that matched, or the sentence that belongs into the incident. */
export type DecisionResult =
  | {
      readonly ok: true;
      /** Null when no rule matched; a list for COLLECT and RULE ORDER. */
      readonly value: Json;
      /** Zero-based rule numbers of the asked decision's table; empty for a literal expression. */
      readonly matched: readonly number[];
    }
  | { readonly ok: false; readonly sentence: string };
