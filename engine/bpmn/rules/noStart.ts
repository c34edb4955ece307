import { beginsProcess } from '../eventPlaces.ts';
import { nodesIn } from '../graphWalk.ts';
import type { Rule } from '../lint.ts';

/** Without a start event a process begins where no flow leads to (BPMN 2.0.2, 13.2); nobody sees that in the drawing. */
export const noStart: Rule = (graph) => {
  if (nodesIn(graph, -1).some((node) => beginsProcess(graph, node))) return [];
  return [
    {
      severity: 'error',
      element: graph.process,
      sentence:
        'The process has no start event: it begins at every element that no flow leads to. Add one before its first step.',
    },
  ];
};
