import type { Graph, GraphNode } from '../../engine/bpmn/index.ts';

const added = /(Gateway|Event)$/;

/**
 * Is there a way from one of the first elements to one of the others that passes nothing but gateways and events, save for the
 * elements themselves? Boundary events belong to their activity; a sub-process is entered by its starts and those of its event
 * sub-processes, and left when an end event inside it is reached.
 */
export function hasPath(graph: Graph, from: readonly string[], to: readonly string[]): boolean {
  const own = new Set([...from, ...to]);
  const goal = new Set(to);
  const seen = new Set<number>();
  const open = from.map((id) => nodeOf(graph, id));
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node.index)) continue;
    seen.add(node.index);
    for (const next of nextOf(graph, node)) {
      if (goal.has(next.id)) return true;
      if (added.test(next.type) || own.has(next.id) || next.type === 'eventSubProcess') open.push(next);
    }
  }
  return false;
}

function nodeOf(graph: Graph, id: string): GraphNode {
  const node = graph.nodes[graph.byId.get(id) ?? -1];
  if (node === undefined) throw new Error(`${graph.process} has no element ${id}`);
  return node;
}

function nextOf(graph: Graph, node: GraphNode): readonly GraphNode[] {
  const at = (indexes: readonly number[]): readonly GraphNode[] => indexes.flatMap((index) => graph.nodes[index] ?? []);
  const inside =
    node.type === 'subProcess' || node.type === 'eventSubProcess' ? [...node.starts, ...node.eventSubProcesses] : [];
  return [...flowsFrom(graph, node), ...at(node.boundaries), ...at(inside)];
}

/** Targets of the flows of a node; of an end event those of the sub-process around it. */
function flowsFrom(graph: Graph, node: GraphNode): readonly GraphNode[] {
  const targets = node.outgoing.flatMap((index) => {
    const flow = graph.flows[index];
    return flow === undefined ? [] : (graph.nodes[flow.target] ?? []);
  });
  const around = graph.nodes[node.scope];
  return node.type === 'endEvent' && around !== undefined ? leaving(graph, around) : targets;
}

function leaving(graph: Graph, scope: GraphNode): readonly GraphNode[] {
  const around = graph.nodes[scope.scope];
  if (scope.type === 'eventSubProcess') return around === undefined ? [] : leaving(graph, around);
  return flowsFrom(graph, scope);
}
