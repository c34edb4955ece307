import type { CompiledExpression } from '../feel/index.ts';
import type { Graph, GraphFlow, GraphNode, Mapping, Text, TimerSpec } from './graph.ts';

/** Outgoing flows of a node in document order. */
export function outgoingOf(graph: Graph, node: GraphNode): readonly GraphFlow[] {
  return node.outgoing.flatMap((index) => graph.flows[index] ?? []);
}

/** Nodes directly in a scope; -1 is the process itself. */
export function nodesIn(graph: Graph, scope: number): readonly GraphNode[] {
  return graph.nodes.filter((node) => node.scope === scope);
}

/** Indexes of all nodes that a token may reach from these, sub-processes, boundary events and what follows them included. */
export function reachableFrom(
  graph: Graph,
  from: Iterable<number>,
  options: { readonly upwards: boolean },
): ReadonlySet<number> {
  const reached = new Set<number>();
  const open = [...from];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const node = graph.nodes[index];
    if (node === undefined || reached.has(index)) continue;
    reached.add(index);
    for (const flow of outgoingOf(graph, node)) open.push(flow.target);
    open.push(...node.boundaries);
    if (node.type === 'subProcess' || node.type === 'eventSubProcess')
      open.push(...node.starts, ...node.eventSubProcesses);
    const parent = graph.nodes[node.scope];
    if (options.upwards && parent !== undefined) for (const flow of outgoingOf(graph, parent)) open.push(flow.target);
  }
  return reached;
}

/** Every expression of a node; conditions belong to flows. */
export function expressionsOf(node: GraphNode): readonly CompiledExpression[] {
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
      return [node.script];
    case 'receiveTask':
    case 'startEvent':
    case 'endEvent':
    case 'intermediateCatchEvent':
    case 'intermediateThrowEvent':
    case 'boundaryEvent':
      return inEvent(node.event);
    case 'task':
    case 'manualTask':
    case 'exclusiveGateway':
    case 'parallelGateway':
    case 'eventBasedGateway':
    case 'subProcess':
    case 'eventSubProcess':
      return [];
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
    case 'none':
    case 'error':
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
