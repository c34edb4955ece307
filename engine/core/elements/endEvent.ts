import type { EndEventNode } from '../../bpmn/index.ts';
import { raise } from '../behaviours/errors.ts';
import { completed, entered } from '../behaviours/flows.ts';
import { checkScope, terminateInside } from '../behaviours/scopes.ts';
import { throwMessage } from '../behaviours/messages.ts';
import type { Element } from '../element.ts';

/**
 * End event: consumes the token (BPMN 2.0.2, 13.5.6). Terminate ends everything else in its scope, an error leaves for the
 * innermost catcher, a message is thrown; then the scope is complete once nothing is left in it.
 */
export const endEvent: Element<EndEventNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    completed(step, node);
    switch (node.event.type) {
      case 'error':
        return raise(step, { scope }, node.id, node.event.code ?? '', `The process reached “${node.name ?? node.id}”.`);
      case 'terminate':
        terminateInside(step, scope);
        break;
      case 'message':
        throwMessage(step, node, node.event);
        break;
      default:
        break;
    }
    checkScope(step, scope);
  },
};
