import { didYouMean } from '../closest.ts';
import type { GraphNode } from '../graph.ts';
import type { Finding, Rule } from '../lint.ts';

/** The time limit of a timer or task must exist (time-limits.json). */
export const unknownTimeLimit: Rule = (graph, { timeLimits: known }) => {
  if (known === undefined) return [];
  return graph.nodes.flatMap((node): Finding[] => {
    const key = keyOf(node);
    if (key === undefined || known.has(key)) return [];
    return [
      { severity: 'error', element: node.id, sentence: `There is no time limit "${key}".${didYouMean(key, known)}` },
    ];
  });
};

function keyOf(node: GraphNode): string | undefined {
  if (node.type === 'userTask') return node.timeLimit;
  if (!('event' in node) || node.event.type !== 'timer') return undefined;
  return node.event.timer.type === 'timeLimit' ? node.event.timer.key : undefined;
}
