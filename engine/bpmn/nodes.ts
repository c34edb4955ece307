import { readMessage } from './eventDefinitions.ts';
import { readEvent } from './events.ts';
import { readGateway } from './gateways.ts';
import type { GraphNode, Mapping, Work } from './graph.ts';
import type { EventDefinition } from './graphEvents.ts';
import { readLoop } from './loops.ts';
import { child, flag, tagOf, text } from './moddle.ts';
import { readLocals, readSubProcess } from './scopes.ts';
import {
  isInteger,
  notInteger,
  present,
  readBoolean,
  readChoice,
  readDuration,
  readFeel,
  readInteger,
  readMappings,
  readOutcomes,
  readText,
  readVariable,
  shorten,
  type Place,
  type Reading,
} from './values.ts';

/** What every node has, whatever its type. */
export type NodeBase = Pick<
  GraphNode,
  | 'index'
  | 'id'
  | 'name'
  | 'scope'
  | 'incoming'
  | 'outgoing'
  | 'boundaries'
  | 'lane'
  | 'statusEvent'
  | 'dossierState'
  | 'compensatedBy'
  | 'forCompensation'
>;

/** What a node needs to know of its surroundings. */
export interface Surroundings {
  /** Index of the node a boundary event is attached to. */
  readonly attachedTo: number | undefined;
  /** Does it stand directly in an event sub-process? */
  readonly inEventSubProcess: boolean;
  /** Start nodes and event sub-processes directly inside a sub-process. */
  readonly starts: readonly number[];
  readonly eventSubProcesses: readonly number[];
}

/** A node of the graph; nothing when something it needs is missing, which has been reported then. */
export function readNode(reading: Reading, place: Place, base: NodeBase, around: Surroundings): GraphNode | undefined {
  const own = { ...base, ...present('loop', readLoop(reading, place)), ...readLocals(reading, place) };
  return readGateway(reading, place, base) ?? readActivity(reading, place, own, around);
}

function readActivity(reading: Reading, place: Place, base: NodeBase, around: Surroundings): GraphNode | undefined {
  const tag = tagOf(place.element);
  switch (tag) {
    case 'task':
    case 'manualTask':
      return { ...base, type: tag, ...present('output', readOutput(reading, place)) };
    case 'subProcess':
    case 'transaction':
    case 'adHocSubProcess':
      return readSubProcess(reading, place, base, around);
    case 'userTask':
      return readUserTask(reading, place, base);
    case 'serviceTask':
    case 'sendTask':
      return readServiceTask(reading, place, base, tag);
    case 'receiveTask': {
      const event = readMessage(reading, place, place.element);
      const begins = flag(place.element, 'instantiate') ? { instantiate: true as const } : {};
      const form = present('form', text(place.element, 'officina:form'));
      return event && { ...base, type: 'receiveTask', event, ...begins, ...form };
    }
    case 'scriptTask':
      return readScriptTask(reading, place, base);
    case 'businessRuleTask':
      return readBusinessRuleTask(reading, place, base);
    case 'callActivity':
      return readCallActivity(reading, place, base);
    default:
      return readEventNode(reading, place, base, around);
  }
}

function readOutput(reading: Reading, place: Place): readonly Mapping[] | undefined {
  const output = readMappings(reading, place, 'Output');
  return output.length === 0 ? undefined : output;
}

function readEventNode(reading: Reading, place: Place, base: NodeBase, around: Surroundings): GraphNode | undefined {
  const tag = tagOf(place.element);
  switch (tag) {
    case 'startEvent': {
      const where = around.inEventSubProcess ? 'eventSubProcessStart' : 'startEvent';
      const event = readEvent(reading, place, where);
      const interrupting = !around.inEventSubProcess || flag(place.element, 'isInterrupting');
      checkInterrupting(reading, place, event, interrupting);
      return (
        event && { ...base, type: tag, event, interrupting, ...present('form', text(place.element, 'officina:form')) }
      );
    }
    case 'intermediateCatchEvent': {
      const event = readEvent(reading, place, tag);
      return event && { ...base, type: tag, event, ...present('form', text(place.element, 'officina:form')) };
    }
    case 'endEvent':
    case 'intermediateThrowEvent': {
      const event = readEvent(reading, place, tag);
      return event && { ...base, type: tag, event };
    }
    case 'boundaryEvent': {
      const event = readEvent(reading, place, tag);
      const interrupting = flag(place.element, 'cancelActivity');
      checkInterrupting(reading, place, event, interrupting);
      if (event === undefined || around.attachedTo === undefined) return undefined;
      const form = present('form', text(place.element, 'officina:form'));
      return { ...base, type: tag, event, attachedTo: around.attachedTo, interrupting, ...form };
    }
    default:
      return undefined;
  }
}

function checkInterrupting(
  reading: Reading,
  place: Place,
  event: EventDefinition | undefined,
  interrupting: boolean,
): void {
  if (event === undefined || interrupting) return;
  const kinds = event.type === 'multiple' ? event.definitions.map(({ type }) => type) : [event.type];
  const kind = kinds.find((each) => alwaysInterrupting.has(each));
  if (kind === undefined) return;
  // BPMN 2.0.2, tables 10.86 and 10.91: none of these lets its activity go on.
  const sentence = `An event of the kind ${kind} always interrupts. Draw it as interrupting.`;
  reading.problems.error('error-interrupts', sentence, place.id);
}

const alwaysInterrupting: ReadonlySet<string> = new Set(['error', 'compensation', 'cancel']);

const priorities = { from: 0, to: 100 } as const;

function readUserTask(reading: Reading, place: Place, base: NodeBase): GraphNode {
  const { element } = place;
  const priority = readText(reading, place, 'officina:priority');
  if (priority?.type === 'literal' && !isInteger(priority.value, priorities)) {
    reading.problems.error('attribute-value', notInteger('priority', priorities, priority.value), place.id);
  }
  return {
    ...base,
    type: 'userTask',
    ...present('form', text(element, 'officina:form')),
    ...present('assignee', readText(reading, place, 'officina:assignee')),
    ...present('candidateGroups', readText(reading, place, 'officina:candidateGroups')),
    ...present('candidateUsers', readText(reading, place, 'officina:candidateUsers')),
    ...present('priority', priority),
    ...present('target', readDuration(reading, place, 'officina:target')),
    ...present('timeLimit', text(element, 'officina:timeLimit')),
    ...present('fourEyesWith', text(element, 'officina:fourEyesWith')),
    ...present('letter', text(element, 'officina:letter')),
    immediate: readBoolean(reading, place, 'officina:immediate', false),
    claimOnOpen: readBoolean(reading, place, 'officina:claimOnOpen', false),
    ...present('skill', text(element, 'officina:skill')),
    outcomes: readOutcomes(reading, place),
    output: readMappings(reading, place, 'Output'),
  };
}

function readServiceTask(
  reading: Reading,
  place: Place,
  base: NodeBase,
  type: 'serviceTask' | 'sendTask',
): GraphNode | undefined {
  const work = readWork(reading, place, type);
  const durable = readBoolean(reading, place, 'officina:durable', false);
  if (durable && work !== undefined && work.type !== 'act') {
    reading.problems.warning(
      'service-work',
      `"durable" has a meaning only beside an act; a ${work.type} is ignored by it.`,
      place.id,
    );
  }
  const retries = readInteger(reading, place, 'officina:retries', { from: 1, to: 100 }) ?? 3;
  const input = readMappings(reading, place, 'Input');
  const output = readMappings(reading, place, 'Output');
  return work && { ...base, type, work, input, output, retries, durable };
}

function readWork(reading: Reading, place: Place, type: 'serviceTask' | 'sendTask'): Work | undefined {
  const kinds = ['act', 'connector', 'letter'] as const;
  const given = kinds.flatMap((kind): Work[] => {
    const key = text(place.element, `officina:${kind}`);
    return key === undefined ? [] : [{ type: kind, key }];
  });
  if (type === 'sendTask' && child(place.element, 'messageRef') !== undefined) {
    const definition = readMessage(reading, place, place.element);
    if (definition === undefined) return undefined;
    given.push({ type: 'message', definition });
  }
  if (given.length === 1) return given[0];
  if (reading.dangling.has(place.element)) return undefined;
  const wanted = type === 'sendTask' ? 'a letter, a message, a connector or an act' : 'an act, a connector or a letter';
  const found = given.length === 0 ? 'none' : given.map((one) => one.type).join(' and ');
  reading.problems.error(
    'service-work',
    `Expected the task to name exactly one of ${wanted}, but it names ${found}.`,
    place.id,
  );
  return undefined;
}

function readScriptTask(reading: Reading, place: Place, base: NodeBase): GraphNode | undefined {
  const { problems } = reading;
  const format = text(place.element, 'scriptFormat');
  if (format === undefined || !/^(text\/)?feel$/i.test(format)) {
    const found = format === undefined ? 'it has none' : `it is "${shorten(format)}"`;
    problems.error('script', `Expected the script format "feel", but ${found}. Write the script in FEEL.`, place.id);
    return undefined;
  }
  const source = text(place.element, 'script');
  if (source === undefined)
    problems.error('script', 'Expected the script task to hold a script, but it is empty.', place.id);
  const script = source === undefined ? undefined : readFeel(reading, place.id, 'script', source);
  const resultVariable = readVariable(reading, place, 'officina:resultVariable');
  const output = readOutput(reading, place);
  if (text(place.element, 'officina:resultVariable') === undefined && output === undefined) {
    problems.error(
      'script',
      'Expected a resultVariable: the name of the variable that takes the result of the script.',
      place.id,
    );
  }
  if (script === undefined || (resultVariable === undefined && output === undefined)) return undefined;
  return {
    ...base,
    type: 'scriptTask',
    script,
    ...present('resultVariable', resultVariable),
    ...present('output', output),
  };
}

function readBusinessRuleTask(reading: Reading, place: Place, base: NodeBase): GraphNode | undefined {
  const decision = text(place.element, 'officina:decision');
  if (decision === undefined) {
    reading.problems.error('decision', 'Expected the business rule task to name a decision.', place.id);
  }
  const resultVariable = readVariable(reading, place, 'officina:resultVariable') ?? decision;
  const input = readMappings(reading, place, 'Input');
  const output = readMappings(reading, place, 'Output');
  if (decision === undefined || resultVariable === undefined) return undefined;
  return { ...base, type: 'businessRuleTask', decision, input, output, resultVariable };
}

function readCallActivity(reading: Reading, place: Place, base: NodeBase): GraphNode | undefined {
  const { problems } = reading;
  const called = text(place.element, 'calledElement');
  // A qualified name: the prefix names the namespace of an import, which we do not follow.
  const calledProcess = called?.slice(called.indexOf(':') + 1);
  if (calledProcess === undefined || !/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(calledProcess)) {
    const found = called === undefined ? 'it has none' : `it is "${shorten(called)}"`;
    problems.error(
      'called-process',
      `Expected calledElement to be the key of a process, but ${found}. An expression is not allowed.`,
      place.id,
    );
    return undefined;
  }
  const versionTag = text(place.element, 'officina:versionTag');
  const given = versionTag === undefined ? 'latest' : 'versionTag';
  const binding = readChoice(reading, place, 'officina:binding', ['latest', 'deployment', 'versionTag'], given);
  if ((binding === 'versionTag') !== (versionTag !== undefined)) {
    problems.error(
      'called-process',
      'Expected officina:versionTag together with officina:binding="versionTag", and neither without the other.',
      place.id,
    );
  }
  return {
    ...base,
    type: 'callActivity',
    calledProcess,
    binding,
    ...(versionTag === undefined ? {} : { versionTag }),
    input: readMappings(reading, place, 'Input'),
    output: readMappings(reading, place, 'Output'),
  };
}
