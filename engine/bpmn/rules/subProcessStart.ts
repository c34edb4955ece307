import { nodesIn } from '../graphWalk.ts';
import type { Finding, Rule } from '../lint.ts';

/** A sub-process begins with at most one start event, and that one has no trigger (BPMN 2.0.2, 10.3.5 and 10.5.2). */
export const subProcessStart: Rule = (graph) =>
  graph.nodes.flatMap((node): Finding[] => {
    if (node.type !== 'subProcess') return [];
    const starts = nodesIn(graph, node.index).filter((inner) => inner.type === 'startEvent');
    const triggered = starts.find((start) => start.event.type !== 'none');
    if (triggered !== undefined) {
      const sentence =
        'The start event of a sub-process has no trigger. Remove it, or make the sub-process an event sub-process.';
      return [{ severity: 'error', element: triggered.id, sentence }];
    }
    if (starts.length < 2) return [];
    return [
      {
        severity: 'error',
        element: node.id,
        sentence: `Expected the sub-process to have one start event, but it has ${starts.length}.`,
      },
    ];
  });
