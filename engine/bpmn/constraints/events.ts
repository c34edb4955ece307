import { child, children, idOf, nearestId, tagOf, text, type ModelElement } from '../moddle.ts';
import type { Checked } from './index.ts';

const throwing = new Set(['intermediateThrowEvent', 'endEvent']);
const catching = new Set(['startEvent', 'intermediateCatchEvent', 'boundaryEvent']);

/** Definitions of an event, its own and those at the root. */
function definitionsOf(event: ModelElement): readonly ModelElement[] {
  return [...children(event, 'eventDefinitions'), ...children(event, 'eventDefinitionRef')];
}

/** What carries data, and where its type stands. */
const carriers: Readonly<Record<string, readonly [reference: string, type: string]>> = {
  messageEventDefinition: ['messageRef', 'itemRef'],
  signalEventDefinition: ['signalRef', 'structureRef'],
  errorEventDefinition: ['errorRef', 'structureRef'],
  escalationEventDefinition: ['escalationRef', 'structureRef'],
};

/** A type is a qualified name (10.3, structureRef); a word alone names none. */
function isTyped(item: ModelElement): boolean {
  return text(item, 'structureRef')?.includes(':') === true;
}

/** What an event throws or catches with a type needs data of that type to be put into or taken from (10.4.1, events). */
export function checkPayload({ element, tag, problems }: Checked): void {
  const isThrowing = throwing.has(tag);
  if (!isThrowing && !catching.has(tag)) return;
  const data = children(element, isThrowing ? 'dataInputs' : 'dataOutputs').map((each) =>
    child(each, 'itemSubjectRef'),
  );
  for (const definition of definitionsOf(element)) {
    const [reference, type] = carriers[tagOf(definition)] ?? [];
    const carried = reference === undefined ? undefined : child(definition, reference);
    const item = carried && type !== undefined ? child(carried, type) : undefined;
    if (!carried || !item || !isTyped(item) || data.includes(item)) continue;
    const what = isThrowing ? 'data input to send' : 'data output to receive';
    const sentence = `"${idOf(carried) ?? ''}" has a type, but the event has no ${what} it with.`;
    problems.error('event-data', sentence, nearestId(element));
  }
}

/** A message flow ends at an event only where that has a message (7.6.2, 10.5.2 and 10.5.3). */
export function checkMessageFlow({ element, tag, problems }: Checked): void {
  if (tag !== 'messageFlow') return;
  for (const [end, kinds] of [
    ['sourceRef', throwing],
    ['targetRef', catching],
  ] as const) {
    const event = child(element, end);
    if (!event || !kinds.has(tagOf(event))) continue;
    if (definitionsOf(event).some((each) => tagOf(each) === 'messageEventDefinition')) continue;
    const sentence = `The message flow joins the event "${idOf(event) ?? ''}", which has no message.`;
    problems.error('message-flow', sentence, nearestId(element));
  }
}

/** An error that an end event of an executable process throws has a code (10.5.3, table 10.88; 8.4.5, errorCode). */
export function checkErrorCode({ element, tag, isExecutable, problems }: Checked): void {
  if (tag !== 'endEvent' || !isExecutable) return;
  for (const definition of definitionsOf(element)) {
    const error = tagOf(definition) === 'errorEventDefinition' ? child(definition, 'errorRef') : undefined;
    if (!error || text(error, 'errorCode') !== undefined) continue;
    problems.error(
      'error-code',
      `Expected the error "${idOf(error) ?? ''}" that is thrown to have a code.`,
      nearestId(element),
    );
  }
}

const common = ['message', 'signal'];
/** Which triggers stand where (10.5, tables 10.82 to 10.90). */
const places: Readonly<Record<string, readonly string[]>> = {
  startEvent: [...common, 'timer', 'conditional', 'error', 'escalation', 'compensate'],
  intermediateCatchEvent: [...common, 'timer', 'conditional', 'link'],
  intermediateThrowEvent: [...common, 'escalation', 'compensate', 'link'],
  boundaryEvent: [...common, 'timer', 'conditional', 'error', 'escalation', 'compensate', 'cancel'],
  endEvent: [...common, 'error', 'escalation', 'compensate', 'cancel', 'terminate'],
};

/** An event has only triggers that may stand in its place. */
export function checkPlace({ element, tag, problems }: Checked): void {
  const allowed = places[tag];
  if (allowed === undefined) return;
  for (const definition of definitionsOf(element)) {
    const trigger = tagOf(definition).slice(0, -'EventDefinition'.length);
    if (allowed.includes(trigger)) continue;
    problems.error('event-place', `A <${tag}> cannot have the trigger "${trigger}".`, nearestId(element));
  }
}
