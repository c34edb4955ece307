import type { Rule } from '../lint.ts';

/** No flow may lead to a start event (BPMN 2.0.2, 10.5.2). */
export const startIncoming: Rule = (graph) =>
  graph.nodes
    .filter((node) => node.type === 'startEvent' && node.incoming.length > 0)
    .map(({ id }) => ({
      severity: 'error',
      element: id,
      sentence: 'A sequence flow leads to the start event. Let it lead to the element after the start event.',
    }));
