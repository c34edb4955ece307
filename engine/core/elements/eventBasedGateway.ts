import { eventPlacesOf, type EventBasedGatewayNode, type GraphNode } from '../../bpmn/index.ts';
import { entered, completed, leave } from '../behaviours/flows.ts';
import { occur, openWaits } from '../behaviours/waits.ts';
import { isOccurrence, type Element } from '../element.ts';
import { StaleTrigger } from '../failure.ts';
import type { Step } from '../step.ts';

/** Event-based gateway: waits for the first of the events that follow; the others are given up (BPMN 2.0.2, 13.4.4). */
export const eventBasedGateway: Element<EventBasedGatewayNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    const token = step.open(node, scope);
    for (const { target } of targets(step, node)) openWaits(step, token.id, target);
  },
  resume(step, node, token, trigger) {
    if (!isOccurrence(trigger)) {
      throw new StaleTrigger(`Expected “${node.id}” to wait for an event, but it was asked to ${trigger.type}.`);
    }
    const chosen = targets(step, node).find(({ target }) =>
      eventPlacesOf(target).some(({ at }) => at === trigger.element),
    );
    if (!chosen) throw new StaleTrigger(`Expected “${trigger.element}” to follow “${node.id}”, but it does not.`);
    if (!occur(step, token.id, chosen.target, trigger)) return;
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
