import type { GraphNode } from '../graph.ts';
import type { Finding, Rule } from '../lint.ts';

/** Two boundary events of one activity that wait for the same message: one receiver gets it (BPMN 2.0.2, 10.5.4), the other never. */
export const sameMessage: Rule = (graph) =>
  graph.nodes.flatMap((host): Finding[] => {
    const seen = new Set<string>();
    return host.boundaries.flatMap((index): Finding[] => {
      const node = graph.nodes[index];
      const message = node && messageOf(node);
      if (node === undefined || message === undefined) return [];
      if (!seen.has(message)) {
        seen.add(message);
        return [];
      }
      const sentence = `Another boundary event of "${host.id}" waits for the same message, and this one would never get it. Use another message or another correlation key.`;
      return [{ severity: 'error', element: node.id, sentence }];
    });
  });

function messageOf(node: GraphNode): string | undefined {
  if (node.type !== 'boundaryEvent' || node.event.type !== 'message') return undefined;
  return JSON.stringify([node.event.message, node.event.correlationKey?.text]);
}
