import type { ModelProblem } from '../contract/problem.ts';
import type { FeelDialect, FeelType } from '../feel/index.ts';
import type { DmnElement } from './tree.ts';

/** What the readers of one file share: its dialect, its types, and the problems they find. */
export interface Reading {
  readonly dialect: FeelDialect;
  /** Variable names with special characters that every expression may use. */
  readonly names: readonly string[];
  /** A type that the file or an imported one defines. */
  readonly types: (name: string) => FeelType | undefined;
  readonly problems: ModelProblem[];
}

/** What an expression sees around it. */
export interface Place {
  readonly reading: Reading;
  /** The element that problems without an id of their own are reported at. */
  readonly owner: string | undefined;
  /** Names with special characters that are visible here. */
  readonly names: readonly string[];
}

/** A place within another where further names are visible. */
export function withNames(place: Place, names: readonly string[]): Place {
  return { ...place, names: [...place.names, ...names] };
}

/** Reports a problem at an element, or at its owner when it has no id. */
export function complain(
  { problems }: Pick<Reading, 'problems'>,
  rule: string,
  element: DmnElement,
  sentence: string,
  owner?: string,
): void {
  problems.push(problem(rule, element.attributes['id'] ?? owner, sentence));
}

/** A problem of a model. */
export function problem(rule: string, element: string | undefined, sentence: string): ModelProblem {
  return { rule, severity: 'error', ...(element !== undefined && { element }), sentence };
}
