import type { Finding, Rule } from '../lint.ts';

/** A boundary event is no target of a flow and should be the source of one (BPMN 2.0.2, 10.5.4). */
export const boundaryFlows: Rule = (graph) =>
  graph.nodes.flatMap((node): Finding[] => {
    if (node.type !== 'boundaryEvent') return [];
    const { id, incoming, outgoing } = node;
    if (incoming.length > 0) {
      return [
        { severity: 'error', element: id, sentence: 'A sequence flow leads to the boundary event. Remove the flow.' },
      ];
    }
    if (node.event.type === 'compensation') {
      const sentence =
        'A sequence flow leaves the compensation boundary event. Use an association with the activity that undoes.';
      return outgoing.length > 0 ? [{ severity: 'error', element: id, sentence }] : [];
    }
    if (outgoing.length > 0) return [];
    return [{ severity: 'warning', element: id, sentence: 'Nothing follows the boundary event: the path ends there.' }];
  });
