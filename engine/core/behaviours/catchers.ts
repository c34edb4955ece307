import {
  eventPlacesOf,
  type BoundaryEventNode,
  type GraphNode,
  type StartEventNode,
  type SubProcessNode,
} from '../../bpmn/index.ts';
import type { Token } from '../state.ts';
import type { Step } from '../step.ts';
import { boundariesOf, eventSubProcessesOf, isInterrupting } from './scopes.ts';

/** Who catches an error or an escalation: a boundary event of a live activity, or an event sub-process of a scope. */
export type Catcher =
  | { readonly type: 'boundary'; readonly token: Token; readonly boundary: BoundaryEventNode }
  | {
      readonly type: 'eventSubProcess';
      readonly scope: number;
      readonly node: SubProcessNode;
      readonly start: StartEventNode;
    };

/** What has been thrown: an error or an escalation with its code. */
export interface Thrown {
  readonly type: 'error' | 'escalation';
  readonly code: string;
}

/** Where it was thrown: in a scope, or by the activity of token `at` in it. */
export interface Origin {
  readonly scope: number;
  readonly at?: number;
}

/**
 * The innermost catcher of what is thrown, a matching code before a catch-all (BPMN 2.0.2, 10.5.6, 13.5.3 and 13.5.4);
 * undefined when nobody in the instance catches it.
 */
export function catcherOf(step: Step, from: Origin, thrown: Thrown): Catcher | undefined {
  const own = from.at === undefined ? undefined : onBoundary(step, from.at, thrown);
  if (own) return own;
  let inner: Token | undefined;
  for (let scope = from.scope; ;) {
    // What an interrupting event sub-process throws is not caught beside it, least of all by itself.
    const isInterrupted = inner !== undefined && isInterrupting(step, inner);
    const found = isUndone(step, scope) || isInterrupted ? undefined : inside(step, scope, thrown, inner);
    if (found) return found;
    if (scope === 0) return undefined;
    const onBorder = isUndone(step, scope) ? undefined : onBoundary(step, scope, thrown);
    if (onBorder) return onBorder;
    inner = step.alive(scope);
    scope = inner.in;
  }
}

/** What undoes a completed activity is not that activity: its events are over. */
function isUndone(step: Step, scope: number): boolean {
  return step.token(scope)?.undo !== undefined;
}

function onBoundary(step: Step, tokenId: number, thrown: Thrown): Catcher | undefined {
  const token = step.alive(tokenId);
  // Of several instances of one activity the activity as a whole carries the boundary events.
  if (step.token(token.in)?.loop) return undefined;
  const boundary = best(boundariesOf(step, step.node(token.at)), (each) => each, thrown);
  return boundary && { type: 'boundary', token, boundary };
}

function inside(step: Step, scope: number, thrown: Thrown, from: Token | undefined): Catcher | undefined {
  if (step.token(scope)?.loop) return undefined;
  // An event sub-process that does not interrupt may still not catch what it throws itself.
  const others = eventSubProcessesOf(step, scope).filter(({ node }) => node.id !== from?.at);
  const found = best(others, ({ start }) => start, thrown);
  return found && { type: 'eventSubProcess', scope, ...found };
}

function best<T>(candidates: readonly T[], nodeOf: (candidate: T) => GraphNode, thrown: Thrown): T | undefined {
  const codes = (candidate: T): readonly (string | undefined)[] =>
    eventPlacesOf(nodeOf(candidate)).flatMap(({ definition }) =>
      definition.type === thrown.type ? [definition.code] : [],
    );
  return (
    candidates.find((each) => codes(each).includes(thrown.code)) ??
    candidates.find((each) => codes(each).includes(undefined))
  );
}
