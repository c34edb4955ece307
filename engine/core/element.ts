import type { GraphNode } from '../bpmn/index.ts';
import type { Arrival } from './arrivals.ts';
import type { Step } from './step.ts';
import type { Token } from './state.ts';
import type { Trigger } from './triggers.ts';

/** A trigger that is addressed to a live token. */
export type TokenTrigger = Extract<Trigger, { readonly token: number }>;

/**
 * The contract of a BPMN element.
 *
 * 1. `enter`: a token arrives. The element either runs through at once (`leave` of behaviours/flows.ts), or opens a token
 *    and what it waits for (task, job, timer, subscription).
 * 2. `resume`: a trigger reached the token that it holds. The element ends the wait and leaves. An element that never
 *    waits has none.
 * Termination is the same for all (behaviours/scopes.ts): rows are closed by `tokenClosed`, called instances cancelled.
 */
export interface Element<N extends GraphNode = GraphNode> {
  enter(step: Step, node: N, arrival: Arrival): void;
  resume?(step: Step, node: N, token: Token, trigger: TokenTrigger): void;
}
