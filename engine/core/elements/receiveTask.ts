import type { ReceiveTaskNode } from '../../bpmn/index.ts';
import { fireBoundary, noteOccurrence, openBoundaries } from '../behaviours/boundaries.ts';
import { entered, leave } from '../behaviours/flows.ts';
import { subscribe } from '../behaviours/subscriptions.ts';
import type { Element } from '../element.ts';
import { StaleTrigger } from '../failure.ts';

/** Receive task: waits for its message; unlike a catch event it may carry boundary events (BPMN 2.0.2, 13.3.3). */
export const receiveTask: Element<ReceiveTaskNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    const token = step.open(node, scope);
    subscribe(step, token.id, node, node.event);
    openBoundaries(step, node, token);
  },
  resume(step, node, token, trigger) {
    if (trigger.type !== 'fireTimer' && trigger.type !== 'correlateMessage') {
      throw new StaleTrigger(`Expected “${node.id}” to receive a message, but it was asked to ${trigger.type}.`);
    }
    if (trigger.element !== node.id) return fireBoundary(step, token, trigger);
    noteOccurrence(step, token, node, trigger);
    step.close(token, 'completed');
    leave(step, node, token.in);
  },
};
