import type { ServiceTaskNode } from '../../bpmn/index.ts';
import { runAct } from '../acts/index.ts';
import { fireBoundary, openBoundaries } from '../behaviours/boundaries.ts';
import { raise } from '../behaviours/errors.ts';
import { mapped } from '../behaviours/expressions.ts';
import { entered, finish, leave } from '../behaviours/flows.ts';
import { throwMessage } from '../behaviours/messages.ts';
import { writeOutput } from '../behaviours/variables.ts';
import { isOccurrence, type Element } from '../element.ts';
import { StaleTrigger } from '../failure.ts';

/**
 * Service and send task (BPMN 2.0.2, 13.3.3): an act runs inside the step, a message is thrown at once, a connector or a
 * letter becomes a job whose result comes back as a trigger. `durable` makes a job of an act.
 */
export const serviceTask: Element<ServiceTaskNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    const { work } = node;
    if (work.type === 'message') {
      throwMessage(step, node, work.definition);
      return leave(step, node, scope);
    }
    const input = mapped(step, node, node.input);
    if (work.type === 'act' && !node.durable) {
      const result = runAct(step, node, work.key, input, scope);
      writeOutput(step, node, node.output, { result });
      return leave(step, node, scope);
    }
    const token = step.open(node, scope);
    step.emit({
      type: 'jobOpened',
      token: token.id,
      element: node.id,
      kind: work.type,
      key: work.key,
      input,
      retries: node.retries,
    });
    openBoundaries(step, node, token);
  },
  resume(step, node, token, trigger) {
    if (isOccurrence(trigger)) return fireBoundary(step, token, trigger);
    switch (trigger.type) {
      case 'failJob':
        return raise(step, { scope: token.in, at: token.id }, node.id, trigger.code, trigger.message);
      case 'completeJob': {
        const result =
          node.work.type === 'act'
            ? runAct(step, node, node.work.key, mapped(step, node, node.input), token.in)
            : trigger.result;
        writeOutput(step, node, node.output, { result }, {});
        return finish(step, node, token);
      }
      default:
        throw new StaleTrigger(`Expected the job of “${node.id}” to end, but it was asked to ${trigger.type}.`);
    }
  },
};
