import type { StartEventNode } from '../../bpmn/index.ts';
import { entered, leave } from '../behaviours/flows.ts';
import type { Element } from '../element.ts';

/** Start event: generates the token and takes its outgoing flows (BPMN 2.0.2, 13.5.1). */
export const startEvent: Element<StartEventNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    leave(step, node, scope);
  },
};
