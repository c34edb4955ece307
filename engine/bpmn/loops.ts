import type { CompiledExpression } from '../feel/index.ts';
import type { LoopSpec } from './graphEvents.ts';
import { child, children, flag, idOf, tagOf, text, type ModelElement } from './moddle.ts';
import { isSupported } from './support.ts';
import { isInteger, isVariable, notInteger, present, readFeel, readFeelAttribute, readVariable } from './values.ts';
import type { Place, Reading } from './values.ts';

const rounds = { from: 1, to: 999_999_999 } as const;

/** How an activity is repeated (BPMN 2.0.2, 10.3.8); nothing when it is not, or when its marker cannot be used, which is reported. */
export function readLoop(reading: Reading, place: Place): LoopSpec | undefined {
  const loop = child(place.element, 'loopCharacteristics');
  if (loop === undefined || !isSupported(tagOf(loop))) return undefined;
  if (flag(place.element, 'instantiate')) {
    reading.problems.error('loop', 'A task that begins the process is not repeated. Remove the marker.', place.id);
    return undefined;
  }
  if (flag(place.element, 'triggeredByEvent')) {
    const sentence = 'An event sub-process is not repeated: its event starts it each time. Remove the marker.';
    reading.problems.error('loop', sentence, place.id);
    return undefined;
  }
  return tagOf(loop) === 'standardLoopCharacteristics'
    ? readStandardLoop(reading, place, loop)
    : readMultiInstance(reading, place, loop);
}

function readStandardLoop(reading: Reading, place: Place, loop: ModelElement): LoopSpec | undefined {
  const condition = readExpression(reading, place, loop, 'loopCondition');
  const maximum = loop.get?.('loopMaximum');
  const given = typeof maximum === 'number' ? String(maximum) : undefined;
  if (given !== undefined && !isInteger(given, rounds)) {
    reading.problems.error('loop', notInteger('loopMaximum', rounds, given), place.id);
    return undefined;
  }
  if (child(loop, 'loopCondition') === undefined && given === undefined) {
    const sentence =
      'Expected the loop to have a condition or a maximum, but it has neither and would never end. Give it one.';
    reading.problems.error('loop', sentence, place.id);
    return undefined;
  }
  return {
    type: 'loop',
    ...present('condition', condition),
    testBefore: flag(loop, 'testBefore'),
    ...present('maximum', given === undefined ? undefined : readFeel(reading, place.id, 'loopMaximum', given)),
  };
}

function readMultiInstance(reading: Reading, place: Place, loop: ModelElement): LoopSpec | undefined {
  const at = { element: loop, id: place.id };
  const cardinality = readExpression(reading, place, loop, 'loopCardinality');
  const collection = readFeelAttribute(reading, at, 'officina:collection') ?? readReferred(reading, place, loop);
  checkMultiInstance(reading, place, loop, [cardinality, collection]);
  const itemName = itemOf(loop, 'inputDataItem');
  const outputName = itemOf(loop, 'outputDataItem');
  const outputs = variableOf(place.element, child(loop, 'loopDataOutputRef'), 'dataOutputAssociations');
  const outputElement =
    readFeelAttribute(reading, at, 'officina:outputElement') ??
    (outputName === undefined ? undefined : readFeel(reading, place.id, 'outputDataItem', outputName));
  return {
    type: 'multiInstance',
    sequential: flag(loop, 'isSequential'),
    ...present('cardinality', collection === undefined ? cardinality : undefined),
    ...present('collection', collection),
    ...present('elementVariable', readVariable(reading, at, 'officina:elementVariable') ?? itemName),
    ...present('outputCollection', readVariable(reading, at, 'officina:outputCollection') ?? outputs),
    ...present('outputElement', outputElement),
    ...present('completionCondition', readExpression(reading, place, loop, 'completionCondition')),
  };
}

function checkMultiInstance(
  reading: Reading,
  place: Place,
  loop: ModelElement,
  sources: readonly (CompiledExpression | undefined)[],
): void {
  const error = (sentence: string): void => {
    reading.problems.error('loop', sentence, place.id);
  };
  const [cardinality, collection] = sources;
  const isBroken = child(loop, 'loopCardinality') !== undefined || text(loop, 'officina:collection') !== undefined;
  if (cardinality === undefined && collection === undefined && !isBroken)
    error('Expected the multi-instance marker to have a collection or a loop cardinality, but it has neither.');
  if (cardinality !== undefined && /^-\s*\d+$/.test(cardinality.text))
    error(`Expected the loop cardinality to be a whole number from 0 on, but it is ${cardinality.text}.`);
  const behavior = text(loop, 'behavior') ?? 'All';
  if (behavior !== 'All')
    error(`The behavior "${behavior}" of a multi-instance marker is not supported. Use a completion condition.`);
  // An item without a list is a name that nobody uses.
  const isReferred = child(loop, 'outputDataItem') !== undefined && child(loop, 'loopDataOutputRef') !== undefined;
  const hasResult = text(loop, 'officina:outputElement') !== undefined || isReferred;
  const hasList =
    text(loop, 'officina:outputCollection') !== undefined || child(loop, 'loopDataOutputRef') !== undefined;
  if (hasResult !== hasList)
    error('Expected outputCollection and outputElement together, but there is only one of them.');
}

/** An expression element: `loopCondition`, `loopCardinality`, `completionCondition`, `activationCondition`. */
export function readExpression(
  reading: Reading,
  place: Place,
  owner: ModelElement,
  property: string,
): CompiledExpression | undefined {
  const expression = child(owner, property);
  if (expression === undefined) return undefined;
  const source = text(expression, 'body');
  if (source !== undefined) return readFeel(reading, place.id, property, source);
  reading.problems.error('expression', `Expected the ${property} to hold an expression, but it is empty.`, place.id);
  return undefined;
}

/** The collection as BPMN itself refers to it: a data input of the activity, or the data object it is filled from. */
function readReferred(reading: Reading, place: Place, loop: ModelElement): CompiledExpression | undefined {
  const variable = variableOf(place.element, child(loop, 'loopDataInputRef'), 'dataInputAssociations');
  return variable === undefined ? undefined : readFeel(reading, place.id, 'loopDataInputRef', variable);
}

function itemOf(loop: ModelElement, property: string): string | undefined {
  const item = child(loop, property);
  return item === undefined ? undefined : variableName(item);
}

/** The variable behind a data input or output of an activity: that of the data object it is connected with, else its own. */
function variableOf(
  activity: ModelElement,
  data: ModelElement | undefined,
  associations: 'dataInputAssociations' | 'dataOutputAssociations',
): string | undefined {
  if (data === undefined) return undefined;
  const isInput = associations === 'dataInputAssociations';
  for (const association of children(activity, associations)) {
    const [source] = children(association, 'sourceRef');
    const target = child(association, 'targetRef');
    if ((isInput ? target : source) !== data) continue;
    const other = isInput ? source : target;
    if (other !== undefined) return variableName(other);
  }
  return variableName(data);
}

/** The name under which FEEL knows a data object, property, data input or data output: its name where it is one, else its id. */
export function variableName(data: ModelElement): string | undefined {
  const object = child(data, 'dataObjectRef') ?? data;
  const names = [text(object, 'name'), text(data, 'name'), idOf(object)];
  return names.find((name) => name !== undefined && isVariable(name));
}
