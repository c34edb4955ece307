import { didYouMean } from '../closest.ts';
import type { GraphNode } from '../graph.ts';
import type { Finding, Rule } from '../lint.ts';

/** The act of a task must be one the engine knows. */
export const unknownAct: Rule = (graph, { acts: known }) => {
  if (known === undefined) return [];
  return graph.nodes.flatMap((node): Finding[] => {
    const key = keyOf(node);
    if (key === undefined || known.has(key)) return [];
    return [{ severity: 'error', element: node.id, sentence: `There is no act "${key}".${didYouMean(key, known)}` }];
  });
};

function keyOf(node: GraphNode): string | undefined {
  if (node.type !== 'serviceTask' && node.type !== 'sendTask') return undefined;
  return node.work.type === 'act' ? node.work.key : undefined;
}
