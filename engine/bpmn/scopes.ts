import type { Copy, GraphNode, SubProcessNode } from './graph.ts';
import { readExpression, variableName } from './loops.ts';
import { child, children, flag, tagOf, text, type ModelElement } from './moddle.ts';
import type { NodeBase, Surroundings } from './nodes.ts';
import { present, readMappings, type Place, type Reading } from './values.ts';

/** A sub-process of any kind. */
export function readSubProcess(reading: Reading, place: Place, base: NodeBase, around: Surroundings): SubProcessNode {
  const tag = tagOf(place.element) as 'subProcess' | 'transaction' | 'adHocSubProcess';
  const dataObjects = dataObjectsOf(place.element);
  const output = readMappings(reading, place, 'Output');
  return {
    ...base,
    type: flag(place.element, 'triggeredByEvent') ? 'eventSubProcess' : tag,
    starts: around.starts,
    eventSubProcesses: around.eventSubProcesses,
    ...present('dataObjects', dataObjects.length === 0 ? undefined : dataObjects),
    ...present('output', output.length === 0 ? undefined : output),
    ...(tag === 'adHocSubProcess' ? { adHoc: readAdHoc(reading, place) } : {}),
  };
}

function readAdHoc(reading: Reading, place: Place): NonNullable<SubProcessNode['adHoc']> {
  const { element } = place;
  return {
    sequential: text(element, 'ordering') === 'Sequential',
    ...present('completionCondition', readExpression(reading, place, element, 'completionCondition')),
    cancelRemaining: element.get?.('cancelRemainingInstances') !== false,
  };
}

/** The variables that the data objects of a sub-process stand for; they begin with it, empty, and end with it (10.4.1). */
function dataObjectsOf(element: ModelElement): readonly string[] {
  return children(element, 'flowElements')
    .filter((each) => tagOf(each) === 'dataObject')
    .flatMap((each) => variableName(each) ?? []);
}

/** Activities whose input mappings make variables of their own, instead of being handed to something else. */
const withLocals = new Set([
  'task',
  'manualTask',
  'userTask',
  'receiveTask',
  'scriptTask',
  'subProcess',
  'transaction',
  'adHocSubProcess',
]);

/** Do input mappings and data associations make variables of the activity's own? */
export function takesLocals(element: ModelElement): boolean {
  return withLocals.has(tagOf(element)) && !flag(element, 'triggeredByEvent');
}

/** What an activity takes in and gives out besides what its own kind knows: local variables, data associations. */
export function readLocals(
  reading: Reading,
  place: Place,
): Pick<GraphNode, 'locals' | 'copiesIn' | 'copiesOut' | 'startQuantity' | 'completionQuantity'> {
  const { element } = place;
  const isLocal = takesLocals(element);
  const locals = isLocal ? readMappings(reading, place, 'Input') : [];
  const copiesIn = isLocal ? copiesOf(element, 'dataInputAssociations') : [];
  const copiesOut = isLocal ? copiesOf(element, 'dataOutputAssociations') : [];
  return {
    ...present('locals', locals.length === 0 ? undefined : locals),
    ...present('copiesIn', copiesIn.length === 0 ? undefined : copiesIn),
    ...present('copiesOut', copiesOut.length === 0 ? undefined : copiesOut),
    ...present('startQuantity', readQuantity(reading, place, 'startQuantity')),
    ...present('completionQuantity', readQuantity(reading, place, 'completionQuantity')),
  };
}

const MOST_TOKENS = 1_000;

function readQuantity(
  reading: Reading,
  place: Place,
  property: 'startQuantity' | 'completionQuantity',
): number | undefined {
  const value = place.element.get?.(property) ?? 1;
  if (value === 1) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value > 1 && value <= MOST_TOKENS) return value;
  const found = typeof value === 'number' && !Number.isNaN(value) ? String(value) : 'no number';
  const sentence = `Expected ${property} to be a whole number from 1 to ${MOST_TOKENS}, but it is ${found}.`;
  reading.problems.error('attribute-value', sentence, place.id);
  return undefined;
}

/** Data associations that copy one thing into another; those that compute something have been warned of. */
function copiesOf(
  element: ModelElement,
  associations: 'dataInputAssociations' | 'dataOutputAssociations',
): readonly Copy[] {
  return children(element, associations).flatMap((association) => {
    const [source] = children(association, 'sourceRef');
    const target = child(association, 'targetRef');
    if (source === undefined || target === undefined || !isPlainCopy(association)) return [];
    const from = variableName(source);
    const to = variableName(target);
    return from === undefined || to === undefined || from === to ? [] : [{ from, to }];
  });
}

/** Does a data association copy without computing? */
export function isPlainCopy(association: ModelElement): boolean {
  return child(association, 'transformation') === undefined && children(association, 'assignment').length === 0;
}
