import { didYouMean } from '../closest.ts';
import type { GraphNode } from '../graph.ts';
import type { Finding, Rule } from '../lint.ts';

/** The status event of an element must be in the office vocabulary. */
export const unknownStatusEvent: Rule = (graph, { statusEvents: known }) => {
  if (known === undefined) return [];
  return graph.nodes.flatMap((node): Finding[] => {
    const key = keyOf(node);
    if (key === undefined || known.has(key)) return [];
    return [
      { severity: 'error', element: node.id, sentence: `There is no status event "${key}".${didYouMean(key, known)}` },
    ];
  });
};

function keyOf(node: GraphNode): string | undefined {
  return node.statusEvent;
}
