import type { GraphNode } from '../bpmn/index.ts';
import type { Arrival } from './arrivals.ts';
import type { Step } from './step.ts';
import type { Token } from './state.ts';
import type { Trigger } from './triggers.ts';

/** Something that a catching event waits for has occurred; `token` 0 = of the process itself, `element`: the event's place. */
export type Occurrence =
  | Extract<Trigger, { readonly type: 'fireTimer' | 'correlateMessage' | 'broadcastSignal' }>
  | { readonly type: 'conditionMet'; readonly token: number; readonly element: string }
  /** What a throwing event has thrown has reached everybody in the instance. */
  | { readonly type: 'goOn'; readonly token: number; readonly element: string };

/** A trigger that is addressed to a live token, from outside or from within the step. */
export type TokenTrigger = Extract<Trigger, { readonly token: number }> | Occurrence;

/** Is this the occurrence of an event, rather than the end of an activity's own work? */
export function isOccurrence(trigger: TokenTrigger): trigger is Occurrence {
  return ['fireTimer', 'correlateMessage', 'broadcastSignal', 'conditionMet', 'goOn'].includes(trigger.type);
}

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
