import type { EventDefinition } from './graphEvents.ts';
import { readDefinition } from './eventDefinitions.ts';
import { children, flag, tagOf, type ModelElement } from './moddle.ts';
import { alternativeTo, isSupported } from './support.ts';
import type { Place, Reading } from './values.ts';

/** Where an event stands; with the trigger it tells whether the engine executes it. */
export type EventPlace =
  | 'startEvent'
  | 'eventSubProcessStart'
  | 'intermediateCatchEvent'
  | 'intermediateThrowEvent'
  | 'boundaryEvent'
  | 'endEvent';

const placeNames: Readonly<Record<EventPlace, string>> = {
  startEvent: 'A start event',
  eventSubProcessStart: 'A start event of an event sub-process',
  intermediateCatchEvent: 'An intermediate catch event',
  intermediateThrowEvent: 'An intermediate throw event',
  boundaryEvent: 'A boundary event',
  endEvent: 'An end event',
};

const throwing: ReadonlySet<EventPlace> = new Set<EventPlace>(['intermediateThrowEvent', 'endEvent']);

/** The trigger or result of an event, `none` when it has none, several of them as one (BPMN 2.0.2, 10.5). */
export function readEvent(reading: Reading, place: Place, where: EventPlace): EventDefinition | undefined {
  const definitions = [
    ...children(place.element, 'eventDefinitions'),
    ...children(place.element, 'eventDefinitionRef'),
  ];
  const [definition, ...others] = definitions;
  if (definition === undefined)
    return isAllowed(reading, place, where, 'noneEventDefinition') ? { type: 'none' } : undefined;
  if (others.length > 0) return readMultiple(reading, place, where, definitions);
  return isAllowed(reading, place, where, tagOf(definition)) ? read(reading, place, where, definition) : undefined;
}

function read(
  reading: Reading,
  place: Place,
  where: EventPlace,
  definition: ModelElement,
): EventDefinition | undefined {
  const how = { kind: kindOf(tagOf(definition)), isThrowing: throwing.has(where) };
  return readDefinition(reading, place, definition, how);
}

function kindOf(tag: string): string {
  return tag.slice(0, -'EventDefinition'.length);
}

/** Is this trigger executed there? Reported when it is not. */
function isAllowed({ problems }: Reading, place: Place, where: EventPlace, tag: string): boolean {
  const kind = kindOf(tag);
  if (isSupported(`${where}:${kind}`)) return true;
  const what = kind === 'none' ? 'without a trigger' : `with the trigger "${kind}"`;
  const sentence = `${placeNames[where]} ${what} is not supported. ${alternativeTo(tag)}`;
  problems.error('unsupported-element', sentence, place.id);
  return false;
}

/** What may stand beside others, each with its own place or thrown one after the other. */
const together = new Set(['timer', 'message', 'signal', 'conditional', 'escalation', 'error']);
/** What must have come, all of it, before a parallel multiple event occurs. */
const parallel = new Set(['timer', 'message', 'signal', 'conditional']);
/** What ends the way of the token that throws: nothing is thrown after it. */
const last = new Set(['error', 'compensate', 'cancel', 'terminate']);

function readMultiple(
  reading: Reading,
  place: Place,
  where: EventPlace,
  definitions: readonly ModelElement[],
): EventDefinition | undefined {
  const isParallel = !throwing.has(where) && flag(place.element, 'parallelMultiple');
  const tag = `${isParallel ? 'parallelMultiple' : 'multiple'}EventDefinition`;
  if (!isAllowed(reading, place, where, tag)) return undefined;
  if (!definitions.every((each) => isAllowed(reading, place, where, tagOf(each)))) return undefined;
  const kinds = definitions.map((each) => kindOf(tagOf(each)));
  const odd = throwing.has(where)
    ? tooMany(kinds)
    : kinds.find((kind) => !(isParallel ? parallel : together).has(kind));
  if (odd !== undefined) {
    const sentence = `The trigger "${odd}" cannot be combined with others in one event. Draw an event of its own for it.`;
    reading.problems.error('multiple', sentence, place.id);
    return undefined;
  }
  const found = definitions.flatMap((each) => read(reading, place, where, each) ?? []);
  if (found.length < definitions.length) return undefined;
  return { type: 'multiple', parallel: isParallel, definitions: found };
}

/** Of what ends the thrower's way there may be one. */
function tooMany(kinds: readonly string[]): string | undefined {
  const [, second] = kinds.filter((kind) => last.has(kind));
  return second ?? kinds.find((kind) => !last.has(kind) && !together.has(kind));
}
