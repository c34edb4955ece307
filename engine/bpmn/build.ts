import type { CompiledExpression } from '../feel/index.ts';
import { compensationsOf } from './compensations.ts';
import { eventPlacesOf } from './eventPlaces.ts';
import type { Graph, GraphFlow, GraphNode } from './graph.ts';
import type { EventType } from './graphEvents.ts';
import { child, children, flag, idOf, tagOf, text, type ModelElement } from './moddle.ts';
import { linkFlows } from './links.ts';
import { readNode, type NodeBase } from './nodes.ts';
import { checkExtensions, isActivity, isScope, namesOf, outlineOf, type Outline, type OutlineNode } from './outline.ts';
import type { Problems } from './problems.ts';
import { present, readDuration, readFeel, shorten, type Place, type Reading } from './values.ts';

/** Builds the graph of one process; nothing when it holds an error, which is in `problems` then. */
export function buildGraph(
  process: ModelElement,
  problems: Problems,
  dangling: ReadonlySet<ModelElement>,
): Graph | undefined {
  const before = problems.list.filter((one) => one.severity === 'error').length;
  const id = idOf(process);
  if (id === undefined) {
    problems.error('element-id', 'Expected the process to have an id; it is the key under which it is deployed.');
    return undefined;
  }
  const outline = outlineOf(process, problems);
  const reading: Reading = { problems, names: namesOf(outline), dangling, indexOf: outline.indexOf };
  const timeToLive = readTimeToLive(reading, { element: process, id });
  const flows = readFlows(reading, outline);
  const nodes = readNodes(reading, outline, flows, compensationsOf(reading, process, outline));
  const after = problems.list.filter((one) => one.severity === 'error').length;
  if (after > before || nodes.length !== outline.nodes.length) return undefined;
  const top = startsOf(
    outline,
    nodes.map((node) => node.incoming),
    -1,
  );
  const startsBy = (type: EventType): readonly number[] => top.filter((index) => isStartBy(nodes[index], type));
  return {
    process: id,
    ...present('name', text(process, 'name')),
    ...present('versionTag', text(process, 'officina:versionTag')),
    ...present('caseType', text(process, 'officina:caseType')),
    ...present('dossierKind', text(process, 'officina:dossierKind')),
    ...present('historyTimeToLive', timeToLive),
    nodes,
    flows,
    byId: placesOf(nodes),
    starts: top.filter((index) => beginsByItself(nodes[index])),
    messageStarts: startsBy('message'),
    signalStarts: startsBy('signal'),
    timerStarts: startsBy('timer'),
    eventSubProcesses: eventSubProcessesOf(outline, -1),
    names: reading.names,
  };
}

/** How long an instance is kept after its end. */
function readTimeToLive(reading: Reading, place: Place): string | undefined {
  const duration = readDuration(reading, place, 'officina:historyTimeToLive');
  if (!duration?.startsWith('-')) return duration;
  reading.problems.error('attribute-value', `“${duration}” lies before the end of the case.`, place.id);
  return undefined;
}

/** A none start event, or a node that no flow leads to and that waits for no event to begin the process. */
function beginsByItself(node: GraphNode | undefined): boolean {
  if (node === undefined || ('instantiate' in node && node.instantiate)) return false;
  return node.type !== 'startEvent' || isStartBy(node, 'none');
}

function isStartBy(node: GraphNode | undefined, type: EventType): boolean {
  return node?.type === 'startEvent' && eventPlacesOf(node).some(({ definition }) => definition.type === type);
}

/** Where each element and each further definition of an event is found. */
function placesOf(nodes: readonly GraphNode[]): ReadonlyMap<string, number> {
  return new Map(
    nodes.flatMap((node) => [
      [node.id, node.index] as const,
      ...eventPlacesOf(node).map(({ at }) => [at, node.index] as const),
    ]),
  );
}

function readFlows(reading: Reading, outline: Outline): readonly GraphFlow[] {
  const flows: GraphFlow[] = [];
  const defaults = new Set(outline.nodes.map((node) => child(node.element, 'default')));
  const taken = new Set(outline.flows.map((flow) => idOf(flow)));
  for (const element of outline.flows) {
    const index = flows.length;
    let id = idOf(element);
    for (let n = index; id === undefined; n++) if (!taken.has(`flow-${n}`)) id = `flow-${n}`;
    taken.add(id);
    const ends = readEnds(reading, outline, element, id);
    const condition = readCondition(reading, element, id);
    if (ends === undefined) continue;
    const isDefault = defaults.has(element);
    flows.push({
      index,
      id,
      ...present('name', text(element, 'name')),
      ...ends,
      ...present('condition', condition),
      isDefault,
    });
  }
  for (const node of outline.nodes) checkFlowsOf(reading, outline, node);
  return [...flows, ...linkFlows(reading, outline, flows.length)];
}

function readEnds(
  { problems, dangling }: Reading,
  outline: Outline,
  element: ModelElement,
  id: string,
): { readonly source: number; readonly target: number } | undefined {
  const source = child(element, 'sourceRef');
  const target = child(element, 'targetRef');
  if (source === undefined || target === undefined) {
    const missing = source === undefined ? 'sourceRef' : 'targetRef';
    if (!dangling.has(element))
      problems.error('reference', `Expected the sequence flow to have a ${missing}, but it has none.`, id);
    return undefined;
  }
  const from = outline.indexOf.get(source);
  const to = outline.indexOf.get(target);
  if (from === undefined || to === undefined) {
    const end = from === undefined ? source : target;
    problems.error(
      'flow-border',
      `The sequence flow connects "${String(idOf(end))}", which is not an element of the same process.`,
      id,
    );
    return undefined;
  }
  if (outline.nodes[from]?.scope !== outline.nodes[to]?.scope) {
    problems.error(
      'flow-border',
      `The sequence flow from "${String(idOf(source))}" to "${String(idOf(target))}" crosses the border of a sub-process. End it at the sub-process itself.`,
      id,
    );
    return undefined;
  }
  return { source: from, target: to };
}

function readCondition(reading: Reading, flow: ModelElement, id: string): CompiledExpression | undefined {
  const expression = child(flow, 'conditionExpression');
  const source = expression === undefined ? undefined : text(expression, 'body');
  if (expression === undefined || source === undefined) return undefined;
  const language = text(expression, 'language');
  if (language !== undefined && !/feel/i.test(language)) {
    reading.problems.error(
      'expression',
      `Expected a condition in FEEL, but its language is "${shorten(language)}".`,
      id,
    );
    return undefined;
  }
  return readFeel(reading, id, 'condition', source);
}

/** The lists of flows that a node keeps beside the flows' own ends must agree with them; so must its default flow. */
function checkFlowsOf({ problems }: Reading, outline: Outline, node: OutlineNode): void {
  for (const [list, end] of [
    ['incoming', 'targetRef'],
    ['outgoing', 'sourceRef'],
  ] as const) {
    const wrong = children(node.element, list).find((flow) => child(flow, end) !== node.element);
    if (wrong === undefined) continue;
    problems.error(
      'reference',
      `The element lists "${String(idOf(wrong))}" as ${list}, but that flow is connected elsewhere.`,
      node.id,
    );
  }
  const byDefault = child(node.element, 'default');
  if (byDefault !== undefined && child(byDefault, 'sourceRef') !== node.element) {
    problems.error('reference', `The default flow "${String(idOf(byDefault))}" does not leave this element.`, node.id);
  }
}

function readNodes(
  reading: Reading,
  outline: Outline,
  flows: readonly GraphFlow[],
  compensatedBy: ReadonlyMap<number, number>,
): readonly GraphNode[] {
  const incoming = outline.nodes.map((): number[] => []);
  const outgoing = outline.nodes.map((): number[] => []);
  for (const flow of flows) {
    incoming[flow.target]?.push(flow.index);
    outgoing[flow.source]?.push(flow.index);
  }
  const hosts = outline.nodes.map((node) => hostOf(reading, outline, node));
  const boundaries = outline.nodes.map((): number[] => []);
  hosts.forEach((host, at) => host !== undefined && boundaries[host]?.push(at));
  const nodes: GraphNode[] = [];
  for (const { element, id, index, scope } of outline.nodes) {
    const parent = outline.nodes[scope];
    const holdsOthers = isScope(element);
    const base: NodeBase = {
      index,
      id,
      ...present('name', text(element, 'name')),
      scope,
      incoming: incoming[index] ?? [],
      outgoing: outgoing[index] ?? [],
      boundaries: boundaries[index] ?? [],
      ...present('lane', laneOf(outline, outline.nodes[index])),
      ...present('statusEvent', text(element, 'officina:statusEvent')),
      ...present('dossierState', text(element, 'officina:dossierState')),
      ...present('compensatedBy', compensatedBy.get(index)),
      ...(flag(element, 'isForCompensation') ? { forCompensation: true } : {}),
    };
    checkExtensions(element, id, reading);
    const node = readNode(reading, { element, id }, base, {
      attachedTo: hosts[index],
      inEventSubProcess: parent !== undefined && flag(parent.element, 'triggeredByEvent'),
      starts: holdsOthers ? startsOf(outline, incoming, index) : [],
      eventSubProcesses: holdsOthers ? eventSubProcessesOf(outline, index) : [],
    });
    if (node !== undefined) nodes.push(node);
  }
  return nodes;
}

/** Index of the activity a boundary event stands on (BPMN 2.0.2, 10.5.4). */
function hostOf({ problems, dangling }: Reading, outline: Outline, node: OutlineNode): number | undefined {
  if (tagOf(node.element) !== 'boundaryEvent') return undefined;
  const host = child(node.element, 'attachedToRef');
  const index = host === undefined ? undefined : outline.indexOf.get(host);
  const found = index === undefined ? undefined : outline.nodes[index];
  const isHost = found !== undefined && isActivity(found.element);
  if (isHost && found.scope === node.scope && !flag(found.element, 'triggeredByEvent')) return index;
  if (dangling.has(node.element)) return undefined;
  const sentence =
    found === undefined
      ? 'Expected the boundary event to be attached to an activity, but it is attached to nothing.'
      : `Expected the boundary event to be attached to an activity beside it, but "${found.id}" is none.`;
  problems.error('boundary-host', sentence, node.id);
  return undefined;
}

function laneOf(outline: Outline, node: OutlineNode | undefined): string | undefined {
  for (let at = node; at !== undefined; at = outline.nodes[at.scope]) {
    const lane = outline.lanes.get(at.element);
    if (lane !== undefined) return lane;
  }
  return undefined;
}

/** Start events of a scope, or its nodes without incoming flow when it has none (BPMN 2.0.2, 13.3.4, implicit start). */
function startsOf(outline: Outline, incoming: readonly (readonly number[])[], scope: number): readonly number[] {
  const inside = outline.inScope.get(scope) ?? [];
  const starts = inside.filter((node) => tagOf(node.element) === 'startEvent');
  if (starts.length > 0) return starts.map((node) => node.index);
  return inside
    .filter(({ index }) => (incoming[index] ?? []).length === 0)
    .filter(({ element }) => tagOf(element) !== 'boundaryEvent' && !flag(element, 'triggeredByEvent'))
    .filter(({ element }) => !flag(element, 'isForCompensation'))
    .map((node) => node.index);
}

function eventSubProcessesOf(outline: Outline, scope: number): readonly number[] {
  return (outline.inScope.get(scope) ?? [])
    .filter((node) => flag(node.element, 'triggeredByEvent'))
    .map((node) => node.index);
}
