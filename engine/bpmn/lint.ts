import type { ModelProblem } from '../contract/problem.ts';
import type { Graph } from './graph.ts';
import { rules } from './rules/index.ts';

/** What exists around a model. A part that is missing is not checked. */
export interface LintContext {
  readonly forms?: ReadonlySet<string>;
  readonly roles?: ReadonlySet<string>;
  readonly decisions?: ReadonlySet<string>;
  readonly letters?: ReadonlySet<string>;
  readonly timeLimits?: ReadonlySet<string>;
  readonly acts?: ReadonlySet<string>;
  readonly connectors?: ReadonlySet<string>;
  /** Keys of the processes that can be called; the graph's own is always known. */
  readonly processes?: ReadonlySet<string>;
  readonly statusEvents?: ReadonlySet<string>;
  /** Role key by the name of the lane (roles.json). */
  readonly laneRoles?: ReadonlyMap<string, string>;
}

/** What one rule found in a graph. */
export interface Finding {
  readonly severity: ModelProblem['severity'];
  readonly element: string;
  readonly sentence: string;
}

/** A rule over a checked graph; its name in kebab case is the code of its problems. */
export type Rule = (graph: Graph, context: LintContext) => readonly Finding[];

/** Checks a graph against every rule. Never throws; the order is the order of the rules. */
export function lint(graph: Graph, context: LintContext = {}): readonly ModelProblem[] {
  return rules.flatMap(({ name, rule }) => rule(graph, context).map((finding) => ({ rule: name, ...finding })));
}
