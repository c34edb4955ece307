import type { SubProcessNode } from '../../bpmn/index.ts';
import { fireBoundary, openBoundaries } from '../behaviours/boundaries.ts';
import { entered } from '../behaviours/flows.ts';
import { withLocals } from '../behaviours/locals.ts';
import { checkScope, openEventSubProcesses } from '../behaviours/scopes.ts';
import { isOccurrence, type Element } from '../element.ts';
import { StaleTrigger } from '../failure.ts';
import { occurEventSubProcess } from '../behaviours/eventSubProcesses.ts';

/** Embedded sub-process: a scope of its own that completes when nothing is left in it (BPMN 2.0.2, 13.3.4). */
export const subProcess: Element<SubProcessNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    const data = Object.fromEntries((node.dataObjects ?? []).map((name) => [name, null]));
    const token = step.open(node, scope, withLocals(step, node, data));
    openBoundaries(step, node, token);
    openEventSubProcesses(step, token.id);
    for (const start of node.starts) step.arrive({ node: step.nodeAt(start), scope: token.id });
    if (node.starts.length === 0) checkScope(step, token.id);
  },
  resume(step, node, token, trigger) {
    if (!isOccurrence(trigger)) {
      throw new StaleTrigger(`Expected “${node.id}” to end by itself, but it was asked to ${trigger.type}.`);
    }
    const target = step.node(trigger.element);
    if (target.type === 'boundaryEvent') return fireBoundary(step, token, trigger);
    occurEventSubProcess(step, token.id, trigger);
  },
};
