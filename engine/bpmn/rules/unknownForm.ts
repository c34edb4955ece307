import { didYouMean } from '../closest.ts';
import type { GraphNode } from '../graph.ts';
import type { Finding, Rule } from '../lint.ts';

/** The form of a user task, of a start, or of a message that staff record must exist. */
export const unknownForm: Rule = (graph, { forms: known }) => {
  if (known === undefined) return [];
  return graph.nodes.flatMap((node): Finding[] => {
    const key = keyOf(node);
    if (key === undefined || known.has(key)) return [];
    return [{ severity: 'error', element: node.id, sentence: `There is no form "${key}".${didYouMean(key, known)}` }];
  });
};

function keyOf(node: GraphNode): string | undefined {
  return 'form' in node ? node.form : undefined;
}
