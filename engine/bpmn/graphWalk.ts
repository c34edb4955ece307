import type { CompiledExpression } from '../feel/index.ts';
import type { Graph, GraphFlow, GraphNode, Mapping, Text } from './graph.ts';
import type { LoopSpec, TimerSpec } from './graphEvents.ts';

/** Outgoing flows of a node in document order. */
export function outgoingOf(graph: Graph, node: GraphNode): readonly GraphFlow[] {
  return node.outgoing.flatMap((index) => graph.flows[index] ?? []);
}

const scopes = new WeakMap<Graph, ReadonlyMap<number, readonly GraphNode[]>>();

/** Nodes directly in a scope; -1 is the process itself. */
export function nodesIn(graph: Graph, scope: number): readonly GraphNode[] {
  let known = scopes.get(graph);
  if (known === undefined) {
    const grouped = new Map<number, GraphNode[]>();
    for (const node of graph.nodes) {
      const inside = grouped.get(node.scope);
      if (inside === undefined) grouped.set(node.scope, [node]);
      else inside.push(node);
    }
    known = grouped;
    scopes.set(graph, known);
  }
  return known.get(scope) ?? [];
}

/**
 * Nodes that a token may reach from these, the nearest first, with what lies inside and on the border of sub-processes.
 * `upwards`: also what follows the sub-process in which the walk begins.
 */
export function* nodesFrom(
  graph: Graph,
  from: readonly number[],
  options: { readonly upwards: boolean },
): Generator<GraphNode, void> {
  const reached = new Set<number>(from);
  const left = new Set<number>();
  // A set is walked in the order of insertion, and what is added on the way is still met.
  for (const index of reached) {
    const node = graph.nodes[index];
    if (node === undefined) continue;
    yield node;
    for (const flow of outgoingOf(graph, node)) reached.add(flow.target);
    for (const boundary of node.boundaries) reached.add(boundary);
    if (node.compensatedBy !== undefined) reached.add(node.compensatedBy);
    if ('eventSubProcesses' in node) {
      for (const inner of [...node.starts, ...node.eventSubProcesses]) reached.add(inner);
    }
    const parent = graph.nodes[node.scope];
    if (!options.upwards || parent === undefined || left.has(parent.index)) continue;
    left.add(parent.index);
    for (const flow of outgoingOf(graph, parent)) reached.add(flow.target);
  }
}

/** Every expression of a node; conditions belong to flows. */
export function expressionsOf(node: GraphNode): readonly CompiledExpression[] {
  return [...inKind(node), ...inMappings(node.locals ?? []), ...inLoop(node.loop)];
}

function inLoop(loop: LoopSpec | undefined): readonly CompiledExpression[] {
  if (loop === undefined) return [];
  const found =
    loop.type === 'loop'
      ? [loop.condition, loop.maximum]
      : [loop.cardinality, loop.collection, loop.outputElement, loop.completionCondition];
  return found.flatMap((each) => each ?? []);
}

function inKind(node: GraphNode): readonly CompiledExpression[] {
  switch (node.type) {
    case 'userTask':
      return [
        ...[node.assignee, node.candidateGroups, node.candidateUsers, node.priority].flatMap(inText),
        ...node.outcomes.flatMap((outcome) => outcome.when ?? []),
        ...inMappings(node.output),
      ];
    case 'serviceTask':
    case 'sendTask':
      return [
        ...inMappings(node.input),
        ...inMappings(node.output),
        ...(node.work.type === 'message' ? inEvent(node.work.definition) : []),
      ];
    case 'businessRuleTask':
    case 'callActivity':
      return [...inMappings(node.input), ...inMappings(node.output)];
    case 'scriptTask':
      return [node.script, ...inMappings(node.output ?? [])];
    case 'receiveTask':
    case 'startEvent':
    case 'endEvent':
    case 'intermediateCatchEvent':
    case 'intermediateThrowEvent':
    case 'boundaryEvent':
      return inEvent(node.event);
    case 'task':
    case 'manualTask':
      return inMappings(node.output ?? []);
    case 'exclusiveGateway':
    case 'parallelGateway':
    case 'inclusiveGateway':
    case 'eventBasedGateway':
      return [];
    case 'complexGateway':
      return node.activation === undefined ? [] : [node.activation];
    case 'subProcess':
    case 'eventSubProcess':
    case 'transaction':
    case 'adHocSubProcess':
      return [
        ...(node.adHoc?.completionCondition === undefined ? [] : [node.adHoc.completionCondition]),
        ...inMappings(node.output ?? []),
      ];
  }
}

function inEvent(event: Extract<GraphNode, { event: unknown }>['event']): readonly CompiledExpression[] {
  switch (event.type) {
    case 'timer':
      return inTimer(event.timer);
    case 'message':
      return [
        ...(event.correlationKey === undefined ? [] : [event.correlationKey]),
        ...inMappings(event.input),
        ...inMappings(event.output),
      ];
    case 'signal':
      return [...inMappings(event.input), ...inMappings(event.output)];
    case 'conditional':
      return [event.condition];
    case 'multiple':
      return event.definitions.flatMap(inEvent);
    case 'none':
    case 'error':
    case 'escalation':
    case 'link':
    case 'compensation':
    case 'cancel':
    case 'terminate':
      return [];
  }
}

function inTimer(timer: TimerSpec): readonly CompiledExpression[] {
  if (timer.type === 'timeLimit') return timer.base === undefined ? [] : [timer.base];
  return inText(timer.value);
}

function inText(value: Text | undefined): readonly CompiledExpression[] {
  return value?.type === 'feel' ? [value.expression] : [];
}

function inMappings(mappings: readonly Mapping[]): readonly CompiledExpression[] {
  return mappings.map((mapping) => mapping.source);
}
