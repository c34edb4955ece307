import type { GraphNode } from '../../bpmn/index.ts';
import type { TokenTrigger } from '../element.ts';
import { StaleTrigger } from '../failure.ts';
import type { Token } from '../state.ts';
import type { Step } from '../step.ts';
import { leave } from './flows.ts';
import { boundariesOf, terminate } from './scopes.ts';
import { receive, subscribe } from './subscriptions.ts';
import { armTimer, dropTimer } from './timers.ts';

/** Arms what the boundary events of an activity wait for (BPMN 2.0.2, 13.5.3). */
export function openBoundaries(step: Step, node: GraphNode, token: Token): void {
  for (const boundary of boundariesOf(step, node)) {
    if (boundary.event.type === 'timer') armTimer(step, token.id, boundary, boundary.event.timer);
    if (boundary.event.type === 'message') subscribe(step, token.id, boundary, boundary.event);
  }
}

/** A boundary event of the token's activity occurred: the interrupting one ends the activity, the other leaves it alone. */
export function fireBoundary(
  step: Step,
  token: Token,
  trigger: Extract<TokenTrigger, { readonly element: string }>,
): void {
  const boundary = step.node(trigger.element);
  if (boundary.type !== 'boundaryEvent' || step.nodeAt(boundary.attachedTo).id !== token.at) {
    throw new StaleTrigger(`Expected “${trigger.element}” to be attached to “${token.at}”, but it is not.`);
  }
  step.scope = token.in;
  noteOccurrence(step, token, boundary, trigger);
  if (boundary.interrupting) terminate(step, token);
  leave(step, boundary, token.in);
}

/** Notes that a catching event occurred on a token: the timer is used up, the message taken in. */
export function noteOccurrence(
  step: Step,
  token: Token,
  node: GraphNode,
  trigger: Extract<TokenTrigger, { readonly element: string }>,
): void {
  if (trigger.type === 'fireTimer') {
    const timer = token.timers?.find((each) => each.at === trigger.element);
    if (!timer) throw new StaleTrigger(`Expected the timer “${trigger.element}” to be armed, but it is not.`);
    if (Date.parse(timer.dueAt) !== Date.parse(trigger.dueAt))
      throw new StaleTrigger(`The timer “${trigger.element}” is due at ${timer.dueAt}, not at ${trigger.dueAt}.`);
    dropTimer(step, token.id, trigger.element);
    step.emit({
      type: 'timerFired',
      token: token.id,
      element: trigger.element,
      dueAt: trigger.dueAt,
      ...(timer.limit ? { limit: timer.limit.key } : {}),
    });
    return;
  }
  const definition = 'event' in node ? node.event : undefined;
  if (definition?.type !== 'message' || trigger.type !== 'correlateMessage')
    throw new StaleTrigger(`Expected “${trigger.element}” to wait for a message, but it does not.`);
  receive(step, node, definition, trigger.payload);
}
