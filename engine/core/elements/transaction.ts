import type { SubProcessNode } from '../../bpmn/index.ts';
import type { Element } from '../element.ts';
import { subProcess } from './subProcess.ts';

/**
 * Transaction: a sub-process that a cancel end event inside ends with compensation of what has completed in it; its cancel
 * boundary event is left then (BPMN 2.0.2, 13.3.4; behaviours/compensation.ts). An error that leaves it, a hazard, ends it
 * as it stands.
 */
export const transaction: Element<SubProcessNode> = {
  enter(step, node, arrival) {
    subProcess.enter(step, node, arrival);
  },
  resume(step, node, token, trigger) {
    subProcess.resume?.(step, node, token, trigger);
  },
};
