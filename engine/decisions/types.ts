import type { Json } from '../contract/json.ts';
import type { ModelProblem } from '../contract/problem.ts';
import type { FeelDialect, FeelWarning } from '../feel/index.ts';
import type { Boxed, FunctionDefinition, TypedValue } from './boxed.ts';

/** A decision that may be asked for by its key. */
export interface Decision extends TypedValue {
  /** The DMN id: what a business rule task names. */
  readonly key: string;
  readonly name: string;
  /** The name under which decisions that require this one see its result. */
  readonly variable: string;
  /** Keys of the decisions whose results this one needs. */
  readonly requires: readonly string[];
  readonly needs: readonly Requirement[];
  /** Undefined where the model has none, which the office's dialect refuses. */
  readonly logic: Boxed | undefined;
}

/** What a decision or a business knowledge model sees of another element. */
export interface Requirement {
  /** The element within its file. */
  readonly element: ElementRef;
  /** The name of the import through which it is seen, if it lies in another file. */
  readonly through: string | undefined;
}

/** An element of this file or of an imported one. */
export interface ElementRef {
  readonly model: DecisionModel;
  readonly key: string;
}

/** Data that the caller gives. */
export interface InputData extends TypedValue {
  readonly key: string;
  readonly variable: string;
}

/** A function that decisions may call (DMN 1.5, 6.3.9). */
export interface KnowledgeModel extends TypedValue {
  readonly key: string;
  readonly variable: string;
  readonly needs: readonly Requirement[];
  readonly logic: FunctionDefinition;
}

/** Decisions that are asked for together, with what they are given (DMN 1.5, 6.3.10). */
export interface DecisionService extends TypedValue {
  readonly key: string;
  readonly name: string;
  readonly variable: string;
  readonly inputs: readonly ElementRef[];
  readonly inputDecisions: readonly ElementRef[];
  readonly outputs: readonly ElementRef[];
}

/** A checked DMN file. */
export interface DecisionModel {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly dialect: FeelDialect;
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly inputs: ReadonlyMap<string, InputData>;
  readonly knowledge: ReadonlyMap<string, KnowledgeModel>;
  readonly services: ReadonlyMap<string, DecisionService>;
}

/** The checked model, or everything that is wrong with it. */
export type ReadDecisions =
  | { readonly ok: true; readonly model: DecisionModel }
  | { readonly ok: false; readonly problems: readonly ModelProblem[] };

/** The decided value with the rules that matched, or the sentence that belongs into the incident. */
export type DecisionResult =
  | {
      readonly ok: true;
      /** Null when no rule matched; a list for COLLECT, RULE ORDER and OUTPUT ORDER. */
      readonly value: Json;
      /** Zero-based rule numbers of the asked decision's table; empty for any other logic. */
      readonly matched: readonly number[];
      /** In the `standard` dialect: why parts of the value are null. */
      readonly warnings?: readonly FeelWarning[];
    }
  | { readonly ok: false; readonly sentence: string };
