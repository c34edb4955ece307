import type { Graph, GraphNode } from '../graph.ts';
import type { EventDefinition } from '../graphEvents.ts';
import { nodesIn } from '../graphWalk.ts';
import type { Rule } from '../lint.ts';

/** An error that nothing in the diagram catches becomes an incident, unless the process is called and its caller catches it. */
export const uncaughtError: Rule = (graph) =>
  graph.nodes
    .filter(
      (node) => node.type === 'endEvent' && node.event.type === 'error' && !isCaught(graph, node, node.event.code),
    )
    .map(({ id }) => ({
      severity: 'warning',
      element: id,
      sentence:
        'Nothing in this process catches the error. It becomes an incident unless a calling process catches it.',
    }));

function isCaught(graph: Graph, thrower: GraphNode, code: string | undefined): boolean {
  const matches = (event: EventDefinition): boolean =>
    event.type === 'error' && (event.code === undefined || event.code === code);
  for (let scope = thrower.scope; ;) {
    const handlers = nodesIn(graph, scope).filter((node) => node.type === 'eventSubProcess');
    const starts = handlers.flatMap((handler) => nodesIn(graph, handler.index));
    if (starts.some((node) => node.type === 'startEvent' && matches(node.event))) return true;
    const host = graph.nodes[scope];
    if (host === undefined) return false;
    const boundaries = host.boundaries.flatMap((index) => graph.nodes[index] ?? []);
    if (boundaries.some((node) => node.type === 'boundaryEvent' && matches(node.event))) return true;
    scope = host.scope;
  }
}
