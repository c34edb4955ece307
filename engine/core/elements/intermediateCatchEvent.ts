import type { CatchEventNode } from '../../bpmn/index.ts';
import { entered, leave } from '../behaviours/flows.ts';
import { occur, openWaits } from '../behaviours/waits.ts';
import { isOccurrence, type Element } from '../element.ts';
import { StaleTrigger } from '../failure.ts';

/**
 * Intermediate catch event: the token waits until what it waits for occurs (BPMN 2.0.2, 13.5.2). A link is where a flow
 * comes from the throwing event of the same name: nothing is waited for.
 */
export const intermediateCatchEvent: Element<CatchEventNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    if (node.event.type === 'none' || node.event.type === 'link') return leave(step, node, scope);
    const token = step.open(node, scope);
    step.scope = token.id;
    openWaits(step, token.id, node);
  },
  resume(step, node, token, trigger) {
    if (!isOccurrence(trigger)) {
      throw new StaleTrigger(
        `Expected “${node.id}” to wait for a timer or a message, but it was asked to ${trigger.type}.`,
      );
    }
    if (!occur(step, token.id, node, trigger)) return;
    step.close(token, 'completed');
    leave(step, node, token.in);
  },
};
