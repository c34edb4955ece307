import type { EventBasedGatewayNode, GraphNode } from '../../bpmn/index.ts';
import { noteOccurrence } from '../behaviours/boundaries.ts';
import { entered, completed, leave } from '../behaviours/flows.ts';
import { subscribe } from '../behaviours/subscriptions.ts';
import { armTimer } from '../behaviours/timers.ts';
import type { Element } from '../element.ts';
import { StaleTrigger } from '../failure.ts';
import type { Step } from '../step.ts';

/** Event-based gateway: waits for the first of the events that follow; the others are given up (BPMN 2.0.2, 13.4.4). */
export const eventBasedGateway: Element<EventBasedGatewayNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    const token = step.open(node, scope);
    for (const { target } of targets(step, node)) {
      if (!('event' in target)) continue;
      if (target.event.type === 'timer') armTimer(step, token.id, target, target.event.timer);
      if (target.event.type === 'message') subscribe(step, token.id, target, target.event);
    }
  },
  resume(step, node, token, trigger) {
    if (trigger.type !== 'fireTimer' && trigger.type !== 'correlateMessage') {
      throw new StaleTrigger(`Expected “${node.id}” to wait for an event, but it was asked to ${trigger.type}.`);
    }
    const chosen = targets(step, node).find(({ target }) => target.id === trigger.element);
    if (!chosen) throw new StaleTrigger(`Expected “${trigger.element}” to follow “${node.id}”, but it does not.`);
    noteOccurrence(step, token, chosen.target, trigger);
    step.close(token, 'completed');
    completed(step, node);
    step.emit({ type: 'flowTaken', flow: chosen.flow });
    entered(step, chosen.target);
    leave(step, chosen.target, token.in);
  },
};

function targets(
  step: Step,
  node: EventBasedGatewayNode,
): readonly { readonly flow: string; readonly target: GraphNode }[] {
  return node.outgoing.flatMap((index) => {
    const flow = step.graph.flows[index];
    return flow ? [{ flow: flow.id, target: step.nodeAt(flow.target) }] : [];
  });
}
