import { children, child, flag, idOf, tagOf, text, type ModelElement } from './moddle.ts';
import type { Problems } from './problems.ts';
import { isPlainCopy, takesLocals } from './scopes.ts';
import { extensionsOf, type Reading } from './values.ts';
import { alternativeTo, isSupported } from './support.ts';

/** A node before its own properties are read. */
export interface OutlineNode {
  readonly element: ModelElement;
  readonly id: string;
  readonly index: number;
  readonly scope: number;
}

/** All nodes and sequence flows of a process in document order, sub-processes included. */
export interface Outline {
  readonly nodes: readonly OutlineNode[];
  readonly flows: readonly ModelElement[];
  readonly indexOf: ReadonlyMap<ModelElement, number>;
  /** Nodes directly in a scope; -1 is the process itself. */
  readonly inScope: ReadonlyMap<number, readonly OutlineNode[]>;
  /** Lane by node; the innermost one. */
  readonly lanes: ReadonlyMap<ModelElement, string>;
}

/** Walks a process and refuses, by name, what the engine does not execute. */
export function outlineOf(process: ModelElement, problems: Problems): Outline {
  const nodes: OutlineNode[] = [];
  const flows: ModelElement[] = [];
  const indexOf = new Map<ModelElement, number>();
  const inScope = new Map<number, OutlineNode[]>();
  const lanes = new Map<ModelElement, string>();
  const visit = (container: ModelElement, scope: number): void => {
    const inside: OutlineNode[] = [];
    inScope.set(scope, inside);
    for (const set of children(container, 'laneSets')) readLanes(set, lanes);
    for (const element of children(container, 'flowElements')) {
      const tag = tagOf(element);
      if (tag === 'sequenceFlow') flows.push(element);
      if (!isFlowNode(element)) continue;
      const id = idOf(element);
      if (id === undefined) {
        problems.error('element-id', `Expected every element to have an id, but a <${tag}> has none.`, idOf(container));
        continue;
      }
      const index = nodes.length;
      const node = { element, id, index, scope };
      nodes.push(node);
      inside.push(node);
      indexOf.set(element, index);
      checkSupport(element, id, problems);
      if (isScope(element)) visit(element, index);
    }
  };
  visit(process, -1);
  return { nodes, flows, indexOf, inScope, lanes };
}

const scopeTags = new Set(['subProcess', 'transaction', 'adHocSubProcess']);

/** Does the element hold others? */
export function isScope(element: ModelElement): boolean {
  return scopeTags.has(tagOf(element));
}

/** May the element carry boundary events, be repeated and be undone? */
export function isActivity(element: ModelElement): boolean {
  return /task|activity|process|transaction/i.test(tagOf(element));
}

const documentation = new Set(['sequenceFlow', 'dataObject', 'dataObjectReference', 'dataStoreReference']);

function isFlowNode(element: ModelElement): boolean {
  return !documentation.has(tagOf(element));
}

function readLanes(set: ModelElement, lanes: Map<ModelElement, string>): void {
  for (const lane of children(set, 'lanes')) {
    const name = text(lane, 'name') ?? idOf(lane);
    if (name !== undefined) for (const node of children(lane, 'flowNodeRef')) lanes.set(node, name);
    const inner = child(lane, 'childLaneSet');
    if (inner !== undefined) readLanes(inner, lanes);
  }
}

function checkSupport(element: ModelElement, id: string, problems: Problems): void {
  const tag = tagOf(element);
  const refuse = (what: string, key: string): void => {
    problems.error('unsupported-element', `${what} is not supported. ${alternativeTo(key)}`, id);
  };
  // Events are told apart by their trigger as well, where it is read.
  if (!tag.endsWith('Event') && !isSupported(tag)) refuse(`The element <${tag}>`, tag);
  const loop = child(element, 'loopCharacteristics');
  if (loop !== undefined && !isSupported(tagOf(loop)))
    refuse(tagOf(loop) === 'standardLoopCharacteristics' ? 'A loop marker' : 'A multi-instance marker', tagOf(loop));
  if (tag === 'eventBasedGateway') {
    if (text(element, 'eventGatewayType') === 'Parallel' && !flag(element, 'instantiate'))
      refuse('A parallel event-based gateway that does not begin the process', 'parallelEventGateway');
  }
  for (const ignored of [
    'ioSpecification',
    'dataInputAssociations',
    'dataOutputAssociations',
    'resources',
    'properties',
  ]) {
    const found = [child(element, ignored) ?? [], children(element, ignored)].flat();
    if (found.some((one) => !isTakenIn(element, one))) {
      problems.warning(
        'ignored',
        `The ${ignored} of this element are ignored. Use input and output mappings, or candidate groups.`,
        id,
      );
    }
  }
}

/** Data inputs and outputs of an activity, and associations that copy one variable into another. */
function isTakenIn(element: ModelElement, one: ModelElement): boolean {
  if (!takesLocals(element)) return false;
  const tag = tagOf(one);
  return tag === 'inputOutputSpecification' || (/^data(Input|Output)Association$/.test(tag) && isPlainCopy(one));
}

/** Words FEEL must take as one name: ids of activities and variables that hold a dash. */
export function namesOf(outline: Outline): readonly string[] {
  const names = new Set<string>();
  const add = (name: string | undefined): void => {
    if (name !== undefined && /[^\p{L}\p{N}_]/u.test(name)) names.add(name);
  };
  for (const { element, id } of outline.nodes) {
    if (isActivity(element)) add(id);
    add(text(element, 'officina:resultVariable') ?? text(element, 'officina:decision'));
    for (const type of ['Input', 'Output'] as const)
      for (const mapping of extensionsOf(element, type)) add(text(mapping, 'target'));
    const loop = child(element, 'loopCharacteristics');
    if (loop === undefined) continue;
    for (const name of ['elementVariable', 'outputCollection']) add(text(loop, `officina:${name}`));
  }
  return [...names];
}

const outcomes = new Set(['userTask']);
const inputs = new Set([
  'task',
  'manualTask',
  'userTask',
  'receiveTask',
  'scriptTask',
  'subProcess',
  'transaction',
  'adHocSubProcess',
  'serviceTask',
  'sendTask',
  'businessRuleTask',
  'callActivity',
  'endEvent',
  'intermediateThrowEvent',
]);
const outputs = new Set([
  'task',
  'manualTask',
  'scriptTask',
  'subProcess',
  'transaction',
  'adHocSubProcess',
  'userTask',
  'serviceTask',
  'sendTask',
  'receiveTask',
  'businessRuleTask',
  'callActivity',
  'startEvent',
  'intermediateCatchEvent',
  'boundaryEvent',
]);
const places = [
  ['Outcome', outcomes],
  ['Input', inputs],
  ['Output', outputs],
] as const;

/** Refuses our elements where they have no meaning. */
export function checkExtensions(element: ModelElement, id: string, reading: Reading): void {
  for (const [type, allowed] of places) {
    if (allowed.has(tagOf(element)) || extensionsOf(element, type).length === 0) continue;
    const listed = [...allowed].map((tag) => `<${tag}>`).join(', ');
    reading.problems.error(
      'extension',
      `An ${type.toLowerCase()} has no meaning on a <${tagOf(element)}>; it belongs on ${listed}.`,
      id,
    );
  }
}
