import { parseTimer } from '../calendar/index.ts';
import type { EventDefinition, MessageDefinition, TimerSpec } from './graphEvents.ts';
import { child, children, tagOf, text, type ModelElement } from './moddle.ts';
import { alternativeTo, isSupported } from './support.ts';
import {
  present,
  readDuration,
  readFeelAttribute,
  readMappings,
  shorten,
  toText,
  type Place,
  type Reading,
} from './values.ts';

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

/** The one trigger or result of an event; `none` when it has none (BPMN 2.0.2, 10.5). */
export function readEvent(reading: Reading, place: Place, where: EventPlace): EventDefinition | undefined {
  const definitions = [
    ...children(place.element, 'eventDefinitions'),
    ...children(place.element, 'eventDefinitionRef'),
  ];
  const definition = definitions[0];
  const tag =
    definitions.length > 1
      ? 'multipleEventDefinition'
      : definition === undefined
        ? 'noneEventDefinition'
        : tagOf(definition);
  const trigger = tag.slice(0, -'EventDefinition'.length);
  if (!isSupported(`${where}:${trigger}`)) {
    const what = trigger === 'none' ? 'without a trigger' : `with the trigger "${trigger}"`;
    const sentence = `${placeNames[where]} ${what} is not supported. ${alternativeTo(tag)}`;
    reading.problems.error('unsupported-element', sentence, place.id);
    return undefined;
  }
  if (definition === undefined) return { type: 'none' };
  switch (trigger) {
    case 'timer': {
      const timer = readTimer(reading, { element: definition, id: place.id });
      return timer === undefined ? undefined : { type: 'timer', timer };
    }
    case 'message':
      return readMessage(reading, place, definition);
    case 'error':
      return readError(reading, place, definition, where);
    default:
      return { type: 'terminate' };
  }
}

/** The message of an event, or of a receive or send task (then `carrier` is the task itself). */
export function readMessage(reading: Reading, place: Place, carrier: ModelElement): MessageDefinition | undefined {
  const message = child(carrier, 'messageRef');
  const name = message === undefined ? undefined : text(message, 'name');
  if (name === undefined) {
    if (reading.dangling.has(carrier)) return undefined;
    const sentence =
      message === undefined
        ? 'Expected the element to refer to a message, but it has none. Choose or create a message.'
        : `Expected the message "${String(text(message, 'id'))}" to have a name.`;
    reading.problems.error('message-name', sentence, place.id);
    return undefined;
  }
  if (name.startsWith('=') || name.includes('${')) {
    reading.problems.error('message-name', 'Expected a fixed message name, but this one is an expression.', place.id);
    return undefined;
  }
  const at = { element: carrier, id: place.id };
  const mappings = (type: 'Input' | 'Output'): MessageDefinition['input'] => [
    ...readMappings(reading, place, type),
    ...(carrier === place.element ? [] : readMappings(reading, at, type)),
  ];
  return {
    type: 'message',
    message: name,
    ...present('correlationKey', readFeelAttribute(reading, at, 'officina:correlationKey')),
    ...present('timeToLive', readDuration(reading, at, 'officina:timeToLive')),
    input: mappings('Input'),
    output: mappings('Output'),
  };
}

function readError(
  reading: Reading,
  place: Place,
  definition: ModelElement,
  where: EventPlace,
): EventDefinition | undefined {
  const error = child(definition, 'errorRef');
  // Two events that refer to one error element mean the same error even when it has no code.
  const code = error === undefined ? undefined : (text(error, 'errorCode') ?? text(error, 'name') ?? text(error, 'id'));
  if (code === undefined && where === 'endEvent') {
    reading.problems.error('error-code', 'Expected the error end event to refer to an error with a code.', place.id);
    return undefined;
  }
  return { type: 'error', ...present('code', code) };
}

const timerKinds = [
  ['timeDate', 'date'],
  ['timeDuration', 'duration'],
  ['timeCycle', 'cycle'],
] as const;

function readTimer(reading: Reading, place: Place): TimerSpec | undefined {
  const { problems } = reading;
  const key = text(place.element, 'officina:timeLimit');
  const given = timerKinds.filter(([property]) => child(place.element, property) !== undefined);
  if (given.length + (key === undefined ? 0 : 1) !== 1) {
    const sentence = 'Expected the timer to have exactly one of date, duration or time limit.';
    problems.error('timer', sentence, place.id);
    return undefined;
  }
  if (key !== undefined) {
    return { type: 'timeLimit', key, ...present('base', readFeelAttribute(reading, place, 'officina:base')) };
  }
  if (text(place.element, 'officina:base') !== undefined) {
    problems.error('timer', 'Expected "base" only beside a time limit, but the timer has none.', place.id);
  }
  const [property, kind] = given[0] ?? timerKinds[0];
  const expression = child(place.element, property);
  const source = expression === undefined ? undefined : text(expression, 'body');
  if (source === undefined) {
    problems.error('timer', `Expected the ${property} of the timer to hold a text, but it is empty.`, place.id);
    return undefined;
  }
  if (kind === 'cycle') {
    problems.error('unsupported-element', `A timer cycle is not supported. ${alternativeTo('timeCycle')}`, place.id);
    return undefined;
  }
  const value = toText(reading, place.id, property, source);
  if (value?.type !== 'literal') return value === undefined ? undefined : { type: kind, value };
  const parsed = parseTimer(value.value, { timeZone: 'UTC', kind });
  if (parsed.type !== 'problem') return { type: kind, value };
  problems.error('timer', `The timer "${shorten(value.value)}" is not usable: ${parsed.sentence}`, place.id);
  return undefined;
}
