import type { ModelProblem } from '../contract/problem.ts';
import type { Graph } from './graph.ts';

/** What exists around a model. A part that is missing is not checked. */
export interface LintContext {
  readonly forms?: ReadonlySet<string>;
  readonly roles?: ReadonlySet<string>;
  readonly decisions?: ReadonlySet<string>;
  readonly letters?: ReadonlySet<string>;
  readonly timeLimits?: ReadonlySet<string>;
  readonly acts?: ReadonlySet<string>;
  readonly connectors?: ReadonlySet<string>;
  readonly processes?: ReadonlySet<string>;
  readonly statusEvents?: ReadonlySet<string>;
  /** Role key by the name of the lane (roles.json). */
  readonly laneRoles?: ReadonlyMap<string, string>;
}

export declare function lint(graph: Graph, context?: LintContext): readonly ModelProblem[];
