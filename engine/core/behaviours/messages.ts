import type { GraphNode, MessageDefinition } from '../../bpmn/index.ts';
import type { Step } from '../step.ts';
import { mapped } from './expressions.ts';
import { correlationKey } from './subscriptions.ts';

/** Throws a message: it leaves through the outbox of the same transaction. */
export function throwMessage(step: Step, node: GraphNode, definition: MessageDefinition): void {
  step.emit({
    type: 'messageThrown',
    element: node.id,
    message: definition.message,
    correlationKey: correlationKey(step, node, definition),
    timeToLive: definition.timeToLive ?? null,
    payload: mapped(step, node, definition.input),
  });
}
