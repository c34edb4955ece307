import { eventPlacesOf } from '../eventPlaces.ts';
import type { Graph, GraphNode } from '../graph.ts';
import { nodesIn } from '../graphWalk.ts';
import type { Rule } from '../lint.ts';

/** An error that nothing in the diagram catches becomes an incident, unless the process is called and its caller catches it. */
export const uncaughtError: Rule = (graph) =>
  graph.nodes
    .filter((node) => node.type === 'endEvent' && errorsOf(node).some((code) => !isCaught(graph, node, code)))
    .map(({ id }) => ({
      severity: 'warning',
      element: id,
      sentence:
        'Nothing in this process catches the error. It becomes an incident unless a calling process catches it.',
    }));

function errorsOf(node: GraphNode): readonly (string | undefined)[] {
  return eventPlacesOf(node).flatMap(({ definition }) => (definition.type === 'error' ? [definition.code] : []));
}

function isCaught(graph: Graph, thrower: GraphNode, code: string | undefined): boolean {
  const matches = (node: GraphNode): boolean =>
    errorsOf(node).some((caught) => caught === undefined || caught === code);
  for (let scope = thrower.scope; ;) {
    const handlers = nodesIn(graph, scope).filter((node) => node.type === 'eventSubProcess');
    const starts = handlers.flatMap((handler) => nodesIn(graph, handler.index));
    if (starts.some((node) => node.type === 'startEvent' && matches(node))) return true;
    const host = graph.nodes[scope];
    if (host === undefined) return false;
    const boundaries = host.boundaries.flatMap((index) => graph.nodes[index] ?? []);
    if (boundaries.some((node) => node.type === 'boundaryEvent' && matches(node))) return true;
    scope = host.scope;
  }
}
