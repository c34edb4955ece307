import { parseTimer } from '../calendar/index.ts';
import type { CompiledExpression } from '../feel/index.ts';
import type { EventDefinition, MessageDefinition, SignalDefinition, TimerSpec } from './graphEvents.ts';
import { linkName } from './links.ts';
import { child, flag, text, type ModelElement } from './moddle.ts';
import {
  present,
  readDuration,
  readFeel,
  readFeelAttribute,
  readMappings,
  shorten,
  toText,
  type Place,
  type Reading,
} from './values.ts';

/**
 * One definition of an event (BPMN 2.0.2, 10.5.5); nothing when something it needs is missing, which has been reported
 * then. `kind` is its XML name without `EventDefinition`, `isThrowing` tells the two sides of an event apart.
 */
export function readDefinition(
  reading: Reading,
  place: Place,
  definition: ModelElement,
  { kind, isThrowing }: { readonly kind: string; readonly isThrowing: boolean },
): EventDefinition | undefined {
  switch (kind) {
    case 'timer': {
      const timer = readTimer(reading, { element: definition, id: place.id });
      return timer === undefined ? undefined : { type: 'timer', timer };
    }
    case 'message':
      return readMessage(reading, place, definition);
    case 'signal':
      return readSignal(reading, place, definition);
    case 'error':
    case 'escalation':
      return readCoded(reading, place, definition, { kind, isThrowing });
    case 'conditional': {
      const condition = readCondition(reading, place, definition);
      return condition === undefined ? undefined : { type: 'conditional', condition };
    }
    case 'link':
      return readLink(reading, place, definition);
    case 'compensate':
      return readCompensation(reading, place, definition, isThrowing);
    case 'cancel':
      return { type: 'cancel' };
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

function readSignal(reading: Reading, place: Place, definition: ModelElement): SignalDefinition | undefined {
  const signal = child(definition, 'signalRef');
  // Two events that refer to one signal mean the same one, even when it has no name.
  const name = signal === undefined ? undefined : (text(signal, 'name') ?? text(signal, 'id'));
  if (name === undefined) {
    if (!reading.dangling.has(definition)) {
      const sentence = 'Expected the event to refer to a signal, but it has none. Choose or create a signal.';
      reading.problems.error('signal-name', sentence, place.id);
    }
    return undefined;
  }
  if (name.startsWith('=') || name.includes('${')) {
    reading.problems.error('signal-name', 'Expected a fixed signal name, but this one is an expression.', place.id);
    return undefined;
  }
  const at = { element: definition, id: place.id };
  return {
    type: 'signal',
    signal: name,
    input: [...readMappings(reading, place, 'Input'), ...readMappings(reading, at, 'Input')],
    output: [...readMappings(reading, place, 'Output'), ...readMappings(reading, at, 'Output')],
  };
}

/** An error or escalation with the code by which it is caught; a catching one without a code catches all. */
function readCoded(
  reading: Reading,
  place: Place,
  definition: ModelElement,
  { kind, isThrowing }: { readonly kind: 'error' | 'escalation'; readonly isThrowing: boolean },
): EventDefinition | undefined {
  const found = child(definition, `${kind}Ref`);
  // Two events that refer to one error element mean the same error even when it has no code.
  const code =
    found === undefined ? undefined : (text(found, `${kind}Code`) ?? text(found, 'name') ?? text(found, 'id'));
  if (code === undefined && isThrowing) {
    if (!reading.dangling.has(definition)) {
      const sentence = `Expected the event that throws to refer to an ${kind} with a code.`;
      reading.problems.error(`${kind}-code`, sentence, place.id);
    }
    return undefined;
  }
  return { type: kind, ...present('code', code) };
}

function readCondition(reading: Reading, place: Place, definition: ModelElement): CompiledExpression | undefined {
  const condition = child(definition, 'condition');
  const source = condition === undefined ? undefined : text(condition, 'body');
  const language = condition === undefined ? undefined : text(condition, 'language');
  if (source === undefined) {
    reading.problems.error('condition', 'Expected the event to have a condition in FEEL, but it has none.', place.id);
    return undefined;
  }
  if (language === undefined || /feel/i.test(language)) return readFeel(reading, place.id, 'condition', source);
  const sentence = `Expected a condition in FEEL, but its language is "${shorten(language)}".`;
  reading.problems.error('expression', sentence, place.id);
  return undefined;
}

function readLink(reading: Reading, place: Place, definition: ModelElement): EventDefinition | undefined {
  const link = linkName(place.element, definition);
  if (link !== undefined) return { type: 'link', link };
  reading.problems.error(
    'link',
    'Expected the link event to have a name: it leads to the one of the same name.',
    place.id,
  );
  return undefined;
}

function readCompensation(
  reading: Reading,
  place: Place,
  definition: ModelElement,
  isThrowing: boolean,
): EventDefinition | undefined {
  const waitForCompletion = definition.get?.('waitForCompletion') !== false;
  const target = child(definition, 'activityRef');
  if (target === undefined || !isThrowing)
    return reading.dangling.has(definition) ? undefined : { type: 'compensation', waitForCompletion };
  const activity = reading.indexOf?.get(target);
  if (activity !== undefined && !flag(target, 'isForCompensation'))
    return { type: 'compensation', activity, waitForCompletion };
  const sentence = `Expected the compensation to refer to an activity of this process, but "${String(text(target, 'id'))}" is none.`;
  reading.problems.error('compensation-target', sentence, place.id);
  return undefined;
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
    const sentence = 'Expected the timer to have exactly one of date, duration, cycle or time limit.';
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
  const value = toText(reading, place.id, property, source);
  if (value?.type !== 'literal') return value === undefined ? undefined : { type: kind, value };
  const parsed = parseTimer(value.value, { timeZone: 'UTC', kind });
  if (parsed.type !== 'problem') return { type: kind, value };
  problems.error('timer', `The timer "${shorten(value.value)}" is not usable: ${parsed.sentence}`, place.id);
  return undefined;
}
