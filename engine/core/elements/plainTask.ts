import type { PlainTaskNode } from '../../bpmn/index.ts';
import { entered, leave } from '../behaviours/flows.ts';
import { giveOutAtOnce, localsOf } from '../behaviours/locals.ts';
import type { Element } from '../element.ts';

/** Abstract and manual task: the engine neither knows nor controls the work, so the token passes (BPMN 2.0.2, 13.3.3). */
export const plainTask: Element<PlainTaskNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    giveOutAtOnce(step, node, node.output, localsOf(step, node));
    leave(step, node, scope);
  },
};
