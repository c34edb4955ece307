import type { Rule } from '../lint.ts';

/** No flow may leave an end event (BPMN 2.0.2, 10.5.3). */
export const endOutgoing: Rule = (graph) =>
  graph.nodes
    .filter((node) => node.type === 'endEvent' && node.outgoing.length > 0)
    .map(({ id }) => ({
      severity: 'error',
      element: id,
      sentence: 'A sequence flow leaves the end event. Use an intermediate event, or remove the flow.',
    }));
