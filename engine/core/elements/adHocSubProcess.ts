import type { SubProcessNode } from '../../bpmn/index.ts';
import { startInside } from '../behaviours/adHoc.ts';
import { openBoundaries } from '../behaviours/boundaries.ts';
import { entered } from '../behaviours/flows.ts';
import { withLocals } from '../behaviours/locals.ts';
import { completeScope, openEventSubProcesses } from '../behaviours/scopes.ts';
import type { Element } from '../element.ts';
import { subProcess } from './subProcess.ts';

/**
 * Ad-hoc sub-process: people start its steps in any order and as often as they want, until its completion condition is true
 * (BPMN 2.0.2, 13.3.5).
 */
export const adHocSubProcess: Element<SubProcessNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    const data = Object.fromEntries((node.dataObjects ?? []).map((name) => [name, null]));
    const token = step.open(node, scope, { ...withLocals(step, node, data), adHoc: 'open' });
    openBoundaries(step, node, token);
    openEventSubProcesses(step, token.id);
    // Nothing can be started: nothing has to be waited for.
    if (node.starts.length === 0) completeScope(step, step.alive(token.id));
  },
  resume(step, node, token, trigger) {
    if (trigger.type === 'startAdHocActivity') return startInside(step, token, trigger.element);
    subProcess.resume?.(step, node, token, trigger);
  },
};
