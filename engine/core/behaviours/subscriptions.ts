import type { GraphNode, MessageDefinition, SignalDefinition } from '../../bpmn/index.ts';
import type { JsonObject } from '../../contract/json.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';
import { value } from './expressions.ts';
import { writeOutput } from './variables.ts';

/** The correlation key of a message: its FEEL, else the business key. */
export function correlationKey(step: Step, node: GraphNode, definition: MessageDefinition): string {
  if (!definition.correlationKey) return step.world.businessKey;
  const key = value(step, node, definition.correlationKey);
  if (typeof key === 'string' && key !== '') return key;
  if (typeof key === 'number') return String(key);
  throw new StepFailure(
    node.id,
    'EXPRESSION_FAILED',
    `The correlation key of “${node.name ?? node.id}” must be a text or a number, but it is ${JSON.stringify(key)}.`,
  );
}

/** Waits for a message on behalf of a token (BPMN 2.0.2, 10.5.5 message event definition). */
export function subscribe(
  step: Step,
  token: number,
  node: GraphNode,
  definition: MessageDefinition,
  at = node.id,
): void {
  const { message } = definition;
  step.emit({
    type: 'subscribed',
    token,
    element: at,
    message,
    correlationKey: correlationKey(step, node, definition),
  });
}

/** Waits for a signal or a condition on behalf of a token (10.5.5 signal and conditional event definition). */
export function subscribeTo(
  step: Step,
  token: number,
  element: string,
  kind: 'signal' | 'condition',
  name: string,
): void {
  const correlationKey = kind === 'condition' ? step.world.businessKey : '';
  step.emit({ type: 'subscribed', kind, token, element, message: name, correlationKey });
}

/** Takes in a message: `message` is its payload in the output mapping; without one every property becomes a variable. */
export function receive(step: Step, node: GraphNode, definition: MessageDefinition, payload: JsonObject): void {
  step.emit({ type: 'messageReceived', element: node.id, message: definition.message });
  writeOutput(step, node, definition.output, { message: payload }, payload);
}

/** Takes in a signal: `signal` is its payload in the output mapping; without one every property becomes a variable. */
export function receiveSignal(step: Step, node: GraphNode, definition: SignalDefinition, payload: JsonObject): void {
  step.emit({ type: 'signalReceived', element: node.id, signal: definition.signal });
  writeOutput(step, node, definition.output, { signal: payload }, payload);
}
