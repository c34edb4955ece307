import type { ThrowEventNode } from '../../bpmn/index.ts';
import { entered, leave } from '../behaviours/flows.ts';
import { throwMessage } from '../behaviours/messages.ts';
import type { Element } from '../element.ts';

/** Intermediate throw event: throws and goes on at once (BPMN 2.0.2, 13.5.2). */
export const intermediateThrowEvent: Element<ThrowEventNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    if (node.event.type === 'message') throwMessage(step, node, node.event);
    leave(step, node, scope);
  },
};
