import type { CallActivityNode } from '../../bpmn/index.ts';
import { fireBoundary, openBoundaries } from '../behaviours/boundaries.ts';
import { raise } from '../behaviours/errors.ts';
import { escalate } from '../behaviours/escalations.ts';
import { mapped } from '../behaviours/expressions.ts';
import { entered, finish } from '../behaviours/flows.ts';
import { writeOutput } from '../behaviours/variables.ts';
import { isOccurrence, type Element } from '../element.ts';
import { StaleTrigger } from '../failure.ts';

/**
 * Call activity: a child instance of its own; its end, the error it fails with and the escalations it does not catch
 * come back as triggers, cancellation goes down (BPMN 2.0.2, 13.3.4).
 */
export const callActivity: Element<CallActivityNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    const variables = node.input.length > 0 ? mapped(step, node, node.input) : step.visible();
    const token = step.open(node, scope, { child: step.world.newId() });
    step.emit({
      type: 'callStarted',
      token: token.id,
      element: node.id,
      child: token.child ?? '',
      process: node.calledProcess,
      binding: node.binding,
      versionTag: node.versionTag ?? null,
      variables,
    });
    openBoundaries(step, node, token);
  },
  resume(step, node, token, trigger) {
    if (isOccurrence(trigger)) return fireBoundary(step, token, trigger);
    if (trigger.type === 'childEscalated') {
      escalate(step, { scope: token.in, at: token.id }, node.id, trigger.code);
      return;
    }
    if (trigger.type !== 'childEnded')
      throw new StaleTrigger(`Expected what “${node.id}” called to end, but it was asked to ${trigger.type}.`);
    // The child is over: whoever ends this token now has nothing to cancel.
    const { child: _ended, ...rest } = token;
    step.replace(rest);
    if (trigger.error)
      return raise(step, { scope: token.in, at: token.id }, node.id, trigger.error.code, trigger.error.message);
    writeOutput(step, node, node.output, trigger.variables);
    finish(step, node, rest);
  },
};
