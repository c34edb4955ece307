import { nodesIn } from '../graphWalk.ts';
import type { Rule } from '../lint.ts';

/** A process needs a start event; where the first step is without one, nobody sees how the process begins. */
export const noStart: Rule = (graph) => {
  if (nodesIn(graph, -1).some((node) => node.type === 'startEvent')) return [];
  return [
    {
      severity: 'error',
      element: graph.process,
      sentence: 'The process has no start event. Add one before its first step.',
    },
  ];
};
