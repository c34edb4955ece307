import { didYouMean } from '../closest.ts';
import type { GraphNode } from '../graph.ts';
import type { Finding, Rule } from '../lint.ts';

/** The decision of a business rule task must exist. */
export const unknownDecision: Rule = (graph, { decisions: known }) => {
  if (known === undefined) return [];
  return graph.nodes.flatMap((node): Finding[] => {
    const key = keyOf(node);
    if (key === undefined || known.has(key)) return [];
    return [
      { severity: 'error', element: node.id, sentence: `There is no decision "${key}".${didYouMean(key, known)}` },
    ];
  });
};

function keyOf(node: GraphNode): string | undefined {
  return node.type === 'businessRuleTask' ? node.decision : undefined;
}
