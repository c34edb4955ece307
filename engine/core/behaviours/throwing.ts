import { eventPlacesOf, type EndEventNode, type EventDefinition, type ThrowEventNode } from '../../bpmn/index.ts';
import type { Occurrence } from '../element.ts';
import type { Step } from '../step.ts';
import { escalate } from './escalations.ts';
import { completed } from './flows.ts';
import { throwMessage } from './messages.ts';
import { throwSignal } from './signals.ts';

/** What an event throws; several definitions are all thrown (BPMN 2.0.2, 10.5.5 multiple). */
export function thrownBy(node: ThrowEventNode | EndEventNode): readonly EventDefinition[] {
  return eventPlacesOf(node).map(({ definition }) => definition);
}

/** An event that is complete only after what it has thrown: compensation that it waits for. */
export function isAwaited(node: ThrowEventNode | EndEventNode): boolean {
  return thrownBy(node).some(
    (each) => each.type === 'cancel' || (each.type === 'compensation' && each.waitForCompletion),
  );
}

/**
 * Throws what goes to others: messages, signals, escalations. True when the event goes on at once. Else it has been ended by
 * what it threw, or its token waits until the signal has reached everybody who waits in the instance (`goOn`).
 */
export function throwOut(step: Step, node: ThrowEventNode | EndEventNode, scope: number): boolean {
  if (!isAwaited(node)) completed(step, node);
  const reached: Occurrence[] = [];
  for (const definition of thrownBy(node)) {
    if (definition.type === 'message') throwMessage(step, node, definition);
    if (definition.type === 'signal') reached.push(...throwSignal(step, node, definition));
  }
  step.occurrences.push(...reached);
  for (const definition of thrownBy(node)) {
    if (definition.type === 'escalation' && escalate(step, { scope }, node.id, definition.code ?? '')) return false;
  }
  if (reached.length === 0) return true;
  const token = step.open(node, scope);
  step.occurrences.push({ type: 'goOn', token: token.id, element: node.id });
  return false;
}
