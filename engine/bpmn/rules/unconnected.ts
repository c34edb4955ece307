import type { GraphNode } from '../graph.ts';
import { nodesIn } from '../graphWalk.ts';
import type { Rule } from '../lint.ts';

/** An element that no flow reaches or leaves stands in the diagram by mistake. */
export const unconnected: Rule = (graph) => {
  const isPart = (node: GraphNode): boolean =>
    node.type !== 'eventSubProcess' && node.type !== 'boundaryEvent' && node.forCompensation !== true;
  const hasNeighbours = (node: GraphNode): boolean => {
    const [first, second] = nodesIn(graph, node.scope).filter(isPart);
    return first !== undefined && second !== undefined;
  };
  const lonely = graph.nodes.filter((node) => node.incoming.length === 0 && node.outgoing.length === 0);
  const crowded = new Map(lonely.map((node) => [node.scope, node]));
  for (const [scope, node] of crowded) if (!hasNeighbours(node)) crowded.delete(scope);
  return (
    lonely
      .filter((node) => isPart(node) && node.type !== 'boundaryEvent' && crowded.has(node.scope))
      // The steps of an ad-hoc sub-process are started one by one.
      .filter((node) => graph.nodes[node.scope]?.type !== 'adHocSubProcess')
      .map(({ id }) => ({
        severity: 'error',
        element: id,
        sentence: 'The element is connected to nothing. Connect it or remove it.',
      }))
  );
};
