import { didYouMean } from '../closest.ts';
import type { GraphNode } from '../graph.ts';
import type { Finding, Rule } from '../lint.ts';

/** The letter that a task sends or edits must exist. */
export const unknownLetter: Rule = (graph, { letters: known }) => {
  if (known === undefined) return [];
  return graph.nodes.flatMap((node): Finding[] => {
    const key = keyOf(node);
    if (key === undefined || known.has(key)) return [];
    return [{ severity: 'error', element: node.id, sentence: `There is no letter "${key}".${didYouMean(key, known)}` }];
  });
};

function keyOf(node: GraphNode): string | undefined {
  if (node.type === 'userTask') return node.letter;
  if (node.type !== 'serviceTask' && node.type !== 'sendTask') return undefined;
  return node.work.type === 'letter' ? node.work.key : undefined;
}
