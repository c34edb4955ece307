import { child, children, flag, idOf, nearestId, text, type ModelElement } from '../moddle.ts';
import type { Checked } from './index.ts';

const collective = new Set(['dataInput', 'dataOutput', 'dataObject']);

/** Data and its item definition agree on being a list (10.4.1, table 10.52 and following). */
export function checkCollections({ element, tag, problems }: Checked): void {
  const item = child(element, 'itemSubjectRef');
  if (!collective.has(tag) || item === undefined || flag(item, 'isCollection') === flag(element, 'isCollection'))
    return;
  const [what, not] = flag(item, 'isCollection') ? ['a list', 'no list'] : ['no list', 'a list'];
  const sentence = `The data is ${not}, but its item definition "${idOf(item) ?? ''}" is ${what}. Let isCollection agree.`;
  problems.error('data-collection', sentence, nearestId(element));
}

/** The item of each round is of the type of which the list is made (13.3.7, table 8.30: loopDataOutputRef, outputDataItem). */
export function checkItems({ element, tag, problems }: Checked): void {
  if (tag !== 'multiInstanceLoopCharacteristics') return;
  for (const [list, item] of [
    ['loopDataInputRef', 'inputDataItem'],
    ['loopDataOutputRef', 'outputDataItem'],
  ] as const) {
    const [whole, part] = [child(element, list), child(element, item)].map(
      (each) => each && child(each, 'itemSubjectRef'),
    );
    if (!whole || !part) continue;
    const [one, other] = [text(whole, 'structureRef'), text(part, 'structureRef')];
    if (one === other) continue;
    const sentence = `The ${item} is of the type "${other ?? ''}", but the list is made of "${one ?? ''}".`;
    problems.error('data-item', sentence, nearestId(element));
  }
}

/** Who offers an interface says how each of its operations takes and gives data (10.4.1, 10.3.6: supportedInterfaceRefs). */
export function checkBindings({ element, problems }: Checked): void {
  const bindings = children(element, 'ioBinding');
  for (const operation of children(element, 'supportedInterfaceRef').flatMap((each) => children(each, 'operations'))) {
    if (bindings.some((binding) => child(binding, 'operationRef') === operation)) continue;
    const sentence = `It supports the operation "${idOf(operation) ?? ''}", but no ioBinding says how data comes and goes.`;
    problems.error('operation-binding', sentence, nearestId(element));
  }
  for (const binding of bindings) {
    const operation = child(binding, 'operationRef');
    if (!operation) continue;
    for (const [data, message] of [
      ['inputDataRef', 'inMessageRef'],
      ['outputDataRef', 'outMessageRef'],
    ] as const) {
      const given = child(binding, data);
      const wanted = child(operation, message);
      if (!given || !wanted || child(given, 'itemSubjectRef') === child(wanted, 'itemRef')) continue;
      const sentence = `"${idOf(given) ?? ''}" is of another type than the message of the operation "${idOf(operation) ?? ''}".`;
      problems.error('operation-binding', sentence, nearestId(element));
    }
  }
}

/** Input and output sets that belong together name each other (10.4.1, tables 10.60 and 10.61). */
export function checkSets({ element, tag, problems }: Checked): void {
  if (tag !== 'ioSpecification' && tag !== 'inputOutputSpecification') return;
  const [inputs, outputs] = [children(element, 'inputSets'), children(element, 'outputSets')];
  const alone = [
    ...oneSided(inputs, 'outputSetRefs', 'inputSetRefs'),
    ...oneSided(outputs, 'inputSetRefs', 'outputSetRefs'),
  ];
  for (const set of alone) {
    const sentence = `The set "${idOf(set) ?? ''}" names another one that does not name it. Let both name each other.`;
    problems.error('data-sets', sentence, nearestId(element));
  }
}

function oneSided(sets: readonly ModelElement[], there: string, back: string): readonly ModelElement[] {
  return sets.filter((set) => children(set, there).some((other) => !children(other, back).includes(set)));
}

/** A reference to a data object is called after it and its state: `Order [paid]` (10.4.1, data object references). */
export function checkStates({ element, tag, problems }: Checked): void {
  if (tag !== 'dataObjectReference') return;
  const state = child(element, 'dataState');
  const object = child(element, 'dataObjectRef');
  const [name, stateName, objectName] = [element, state, object].map((each) => each && text(each, 'name'));
  if (name === undefined || stateName === undefined || objectName === undefined) return;
  const wanted = `${objectName} [${stateName}]`;
  if (name === wanted) return;
  problems.error(
    'data-state',
    `Expected the reference to be called "${wanted}", but it is "${name}".`,
    nearestId(element),
  );
}

/** The data of a task that sends or receives is of the type of its message, in one set (10.3.3, send and receive tasks). */
export function checkTaskData({ element, tag, problems }: Checked): void {
  if (tag !== 'sendTask' && tag !== 'receiveTask') return;
  const [data, sets, other] =
    tag === 'sendTask'
      ? (['dataInputs', 'inputSets', 'outputSets'] as const)
      : (['dataOutputs', 'outputSets', 'inputSets'] as const);
  const specification = child(element, 'ioSpecification');
  const item = child(child(element, 'messageRef') ?? element, 'itemRef');
  if (!specification || !item) return;
  if (children(specification, sets).length > 1 || children(specification, other).length > 1)
    problems.error('task-data', 'Expected one set of data, because the task has one message.', nearestId(element));
  const types = children(specification, data).map((each) => child(each, 'itemSubjectRef'));
  const type = text(item, 'structureRef');
  if (types.some((each) => each === item || (each && type !== undefined && text(each, 'structureRef') === type)))
    return;
  const sentence = `Expected data of the type of its message ("${idOf(item) ?? ''}"), but there is none.`;
  problems.error('task-data', sentence, nearestId(element));
}

/** How many take part is a number from 0 on, at most the maximum (9.2.1, table 9.6). */
export function checkMultiplicity({ element, tag, problems }: Checked): void {
  if (tag !== 'participantMultiplicity') return;
  const [minimum, maximum] = ['minimum', 'maximum'].map((name) => Number(element.get?.(name) ?? 0));
  if (minimum === undefined || maximum === undefined || (minimum >= 0 && maximum >= 1 && minimum <= maximum)) return;
  const sentence = `Expected a minimum from 0 on and a maximum from 1 on, but they are ${minimum} and ${maximum}.`;
  problems.error('multiplicity', sentence, nearestId(element));
}

/** A choreography refers to none itself (9.5 and 11.5: choreographyRef is a collaboration's). */
export function checkChoreographyRef({ element, tag, problems }: Checked): void {
  const isNone = tag === 'choreography' || tag === 'globalChoreographyTask' || tag === 'globalConversation';
  if (!isNone || children(element, 'choreographyRef').length === 0) return;
  problems.error(
    'choreography-reference',
    `A <${tag}> refers to no choreography. Remove choreographyRef.`,
    nearestId(element),
  );
}
