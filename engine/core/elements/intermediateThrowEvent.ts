import type { ThrowEventNode } from '../../bpmn/index.ts';
import { compensate } from '../behaviours/compensation.ts';
import { entered, leave, take } from '../behaviours/flows.ts';
import { isAwaited, thrownBy, throwOut } from '../behaviours/throwing.ts';
import type { Element } from '../element.ts';
import { StaleTrigger } from '../failure.ts';
import type { Step } from '../step.ts';

/**
 * Intermediate throw event: throws and goes on at once (BPMN 2.0.2, 13.5.2); compensation it waits for. A link is a flow
 * to the catching event of the same name.
 */
export const intermediateThrowEvent: Element<ThrowEventNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    if (throwOut(step, node, scope)) goOn(step, node, scope);
  },
  resume(step, node, token, trigger) {
    if (trigger.type !== 'goOn') throw new StaleTrigger(`“${node.id}” waits for nothing.`);
    step.close(token, 'completed');
    goOn(step, node, token.in);
  },
};

function goOn(step: Step, node: ThrowEventNode, scope: number): void {
  for (const definition of thrownBy(node))
    if (definition.type === 'compensation' && compensate(step, node, scope, definition)) return;
  if (isAwaited(node)) leave(step, node, scope);
  else take(step, node, scope);
}
