import { eventPlacesOf } from '../eventPlaces.ts';
import type { Graph, GraphNode } from '../graph.ts';
import type { Finding, Rule } from '../lint.ts';

/** Only a transaction is cancelled: by an end event inside it, and left by a boundary event on it (BPMN 2.0.2, 10.3.5.1). */
export const cancelPlace: Rule = (graph) =>
  graph.nodes.flatMap((node): readonly Finding[] => {
    if (!eventPlacesOf(node).some(({ definition }) => definition.type === 'cancel')) return [];
    if (node.type !== 'boundaryEvent') return end(graph, node);
    if (graph.nodes[node.attachedTo]?.type === 'transaction') return [];
    const sentence = 'A cancel boundary event belongs on a transaction. Attach it to one, or use an error event.';
    return [{ severity: 'error', element: node.id, sentence }];
  });

function end(graph: Graph, node: GraphNode): readonly Finding[] {
  let around = graph.nodes[node.scope];
  while (around !== undefined && around.type !== 'transaction') around = graph.nodes[around.scope];
  if (around === undefined) {
    const sentence = 'A cancel end event belongs inside a transaction. Draw one around it, or use an error end event.';
    return [{ severity: 'error', element: node.id, sentence }];
  }
  const isLeft = around.boundaries.some((index) =>
    eventPlacesOf(graph.nodes[index] ?? node).some(({ definition }) => definition.type === 'cancel'),
  );
  if (isLeft) return [];
  const sentence = `The transaction "${around.id}" has no cancel boundary event: nothing follows when it is cancelled.`;
  return [{ severity: 'warning', element: node.id, sentence }];
}
