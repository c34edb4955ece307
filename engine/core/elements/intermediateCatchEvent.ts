import type { CatchEventNode } from '../../bpmn/index.ts';
import { noteOccurrence } from '../behaviours/boundaries.ts';
import { entered, leave } from '../behaviours/flows.ts';
import { subscribe } from '../behaviours/subscriptions.ts';
import { armTimer } from '../behaviours/timers.ts';
import type { Element } from '../element.ts';
import { StaleTrigger } from '../failure.ts';

/** Intermediate catch event: the token waits until the timer fires or the message arrives (BPMN 2.0.2, 13.5.2). */
export const intermediateCatchEvent: Element<CatchEventNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    if (node.event.type === 'none') return leave(step, node, scope);
    const token = step.open(node, scope);
    if (node.event.type === 'timer') armTimer(step, token.id, node, node.event.timer);
    if (node.event.type === 'message') subscribe(step, token.id, node, node.event);
  },
  resume(step, node, token, trigger) {
    if (trigger.type !== 'fireTimer' && trigger.type !== 'correlateMessage') {
      throw new StaleTrigger(
        `Expected “${node.id}” to wait for a timer or a message, but it was asked to ${trigger.type}.`,
      );
    }
    noteOccurrence(step, token, node, trigger);
    step.close(token, 'completed');
    leave(step, node, token.in);
  },
};
