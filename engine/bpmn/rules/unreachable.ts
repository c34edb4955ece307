import { nodesFrom } from '../graphWalk.ts';
import type { Rule } from '../lint.ts';

/** An element that no token can ever reach. */
export const unreachable: Rule = (graph) => {
  const starts = [
    ...graph.starts,
    ...graph.messageStarts,
    ...graph.signalStarts,
    ...graph.timerStarts,
    ...graph.eventSubProcesses,
    ...graph.nodes.filter((node) => 'instantiate' in node && node.instantiate).map(({ index }) => index),
    // A link that nothing throws has been reported where links are read.
    ...graph.nodes
      .filter((node) => node.type === 'intermediateCatchEvent' && node.event.type === 'link')
      .map(({ index }) => index),
  ];
  const reached = new Set<number>();
  for (const node of nodesFrom(graph, starts, { upwards: false })) reached.add(node.index);
  return graph.nodes
    .filter((node) => !reached.has(node.index) && (node.incoming.length > 0 || node.outgoing.length > 0))
    .filter((node) => node.scope === -1 || reached.has(node.scope))
    .map(({ id }) => ({
      severity: 'error',
      element: id,
      sentence: 'The element can never be reached from a start event. Connect it or remove it.',
    }));
};
