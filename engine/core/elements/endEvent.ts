import type { EndEventNode } from '../../bpmn/index.ts';
import { cancelTransaction, compensate } from '../behaviours/compensation.ts';
import { raise } from '../behaviours/errors.ts';
import { completed, entered } from '../behaviours/flows.ts';
import { checkScope, terminateInside } from '../behaviours/scopes.ts';
import { isAwaited, thrownBy, throwOut } from '../behaviours/throwing.ts';
import type { Element } from '../element.ts';
import { StaleTrigger } from '../failure.ts';
import type { Step } from '../step.ts';

/**
 * End event: consumes the token (BPMN 2.0.2, 13.5.6). Messages, signals and escalations are thrown; then terminate ends
 * everything else in its scope, an error leaves for the innermost catcher, compensation and cancel undo what has completed;
 * then the scope is complete once nothing is left in it.
 */
export const endEvent: Element<EndEventNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    if (throwOut(step, node, scope)) end(step, node, scope);
  },
  resume(step, node, token, trigger) {
    if (trigger.type !== 'goOn') throw new StaleTrigger(`“${node.id}” waits for nothing.`);
    step.close(token, 'completed');
    end(step, node, token.in);
  },
};

function end(step: Step, node: EndEventNode, scope: number): void {
  for (const definition of thrownBy(node)) {
    switch (definition.type) {
      case 'compensation':
        if (compensate(step, node, scope, definition)) return;
        break;
      case 'cancel':
        return cancelTransaction(step, node, scope);
      case 'error':
        return raise(step, { scope }, node.id, definition.code ?? '', `The process reached “${node.name ?? node.id}”.`);
      case 'terminate':
        terminateInside(step, scope);
        return checkScope(step, scope);
      default:
    }
  }
  if (isAwaited(node)) completed(step, node);
  checkScope(step, scope);
}
