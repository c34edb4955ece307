import { definitionAt, eventPlacesOf, type EventDefinition, type GraphNode } from '../../bpmn/index.ts';
import type { Occurrence } from '../element.ts';
import { StaleTrigger } from '../failure.ts';
import type { ArmedEvent } from '../state.ts';
import type { Step } from '../step.ts';
import { receive, receiveSignal, subscribe, subscribeTo } from './subscriptions.ts';
import { armTimer, rearmTimer, takeTimer, withdrawTimer } from './timers.ts';

/**
 * Opens all that a catching event waits for, on behalf of a token or of the process itself (`holder` 0). Errors,
 * escalations, compensation and cancellation are not waited for: whoever throws them finds the catching event.
 */
export function openWaits(step: Step, holder: number, node: GraphNode): void {
  for (const { at, definition } of eventPlacesOf(node)) openWait(step, holder, node, at, definition);
}

function openWait(step: Step, holder: number, node: GraphNode, at: string, definition: EventDefinition): void {
  switch (definition.type) {
    case 'timer':
      return armTimer(step, holder, node, definition.timer, at);
    case 'message':
      return subscribe(step, holder, node, definition, at);
    case 'signal':
      keepEvent(step, holder, { at, type: 'signal' });
      return subscribeTo(step, holder, at, 'signal', definition.signal);
    case 'conditional':
      keepEvent(step, holder, { at, type: 'condition' });
      return subscribeTo(step, holder, at, 'condition', '');
    default:
  }
}

/** Gives up all that an event waits for while its holder lives on. */
export function closeWaits(step: Step, holder: number, node: GraphNode): void {
  for (const { at, definition } of eventPlacesOf(node)) closeWait(step, holder, at, definition);
}

function closeWait(step: Step, holder: number, at: string, definition: EventDefinition): void {
  dropEvent(step, holder, at);
  if (definition.type === 'timer') withdrawTimer(step, holder, at);
  else if (isSubscribed(definition)) step.emit({ type: 'unsubscribed', token: holder, element: at });
}

function isSubscribed({ type }: EventDefinition): boolean {
  return type === 'message' || type === 'signal' || type === 'conditional';
}

/**
 * Notes that something which an event waits for has occurred: the timer is used up, the message taken in. False while
 * others of the same event are still needed (parallel multiple; BPMN 2.0.2, 10.5.5). `repeats`: the event goes on waiting.
 */
export function occur(step: Step, holder: number, node: GraphNode, occurrence: Occurrence, repeats = false): boolean {
  const at = occurrence.element;
  const definition = definitionAt(node, at);
  if (!definition) throw new StaleTrigger(`Expected “${at}” to wait for something, but it does not.`);
  const isNeeded = 'event' in node && node.event.type === 'multiple' && node.event.parallel;
  if (isNeeded && isNoted(step, holder, at, 'occurred'))
    throw new StaleTrigger(`Expected “${at}” to wait, but what it waits for has occurred already.`);
  take(step, { holder, node, at, definition }, occurrence, repeats && !isNeeded);
  if (!isNeeded) return true;
  closeWait(step, holder, at, definition);
  keepEvent(step, holder, { at, type: 'occurred' });
  const places = eventPlacesOf(node);
  if (!places.every((each) => isNoted(step, holder, each.at, 'occurred'))) return false;
  for (const each of places) dropEvent(step, holder, each.at);
  if (repeats) openWaits(step, holder, node);
  return true;
}

interface Waiting {
  readonly holder: number;
  readonly node: GraphNode;
  readonly at: string;
  readonly definition: EventDefinition;
}

function take(step: Step, { holder, node, at, definition }: Waiting, occurrence: Occurrence, repeats: boolean): void {
  switch (occurrence.type) {
    case 'fireTimer': {
      const timer = takeTimer(step, holder, at, occurrence.dueAt);
      if (repeats) rearmTimer(step, holder, timer);
      return;
    }
    case 'correlateMessage':
      if (definition.type !== 'message') break;
      return receive(step, node, definition, occurrence.payload);
    case 'broadcastSignal':
      if (definition.type !== 'signal' || !isNoted(step, holder, at, 'signal')) break;
      return receiveSignal(step, node, definition, occurrence.payload);
    case 'conditionMet':
      if (isNoted(step, holder, at, 'condition')) return;
      break;
    case 'goOn':
  }
  throw new StaleTrigger(`Expected “${at}” to wait for a ${wordOf(occurrence)}, but it does not.`);
}

function wordOf({ type }: Occurrence): string {
  if (type === 'correlateMessage') return 'message';
  return type === 'broadcastSignal' ? 'signal' : 'condition';
}

/** Does the holder still wait at that place for a signal, for a condition? */
export function isNoted(step: Step, holder: number, at: string, type: ArmedEvent['type']): boolean {
  return step.waits(holder).events?.some((each) => each.at === at && each.type === type) ?? false;
}

/** Keeps what is waited for at a place, in place of what has been. */
export function keepEvent(step: Step, holder: number, event: ArmedEvent): void {
  const { timers, events = [] } = step.waits(holder);
  const isKnown = events.some(({ at }) => at === event.at);
  const kept = isKnown ? events.map((each) => (each.at === event.at ? event : each)) : [...events, event];
  step.keepWaits(holder, { ...(timers && { timers }), events: kept });
}

function dropEvent(step: Step, holder: number, at: string): void {
  const { timers, events } = step.waits(holder);
  if (events) step.keepWaits(holder, { ...(timers && { timers }), events: events.filter((each) => each.at !== at) });
}
