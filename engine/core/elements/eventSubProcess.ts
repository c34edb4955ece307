import type { SubProcessNode } from '../../bpmn/index.ts';
import type { Element } from '../element.ts';
import { subProcess } from './subProcess.ts';

/**
 * Event sub-process: has no flows; its start event opens it (behaviours/eventSubProcesses.ts, BPMN 2.0.2, 13.5.4). Event
 * sub-processes inside it are scopes like those of a sub-process.
 */
export const eventSubProcess: Element<SubProcessNode> = {
  enter(_step, node) {
    throw new Error(`a flow leads into event sub-process ${node.id}`);
  },
  resume(step, node, token, trigger) {
    subProcess.resume?.(step, node, token, trigger);
  },
};
