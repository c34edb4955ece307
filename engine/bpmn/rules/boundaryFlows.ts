import type { Finding, Rule } from '../lint.ts';

/** A boundary event is no target of a flow and should be the source of one (BPMN 2.0.2, 10.5.4). */
export const boundaryFlows: Rule = (graph) =>
  graph.nodes.flatMap(({ type, id, incoming, outgoing }): Finding[] => {
    if (type !== 'boundaryEvent') return [];
    if (incoming.length > 0) {
      return [
        { severity: 'error', element: id, sentence: 'A sequence flow leads to the boundary event. Remove the flow.' },
      ];
    }
    if (outgoing.length > 0) return [];
    return [{ severity: 'warning', element: id, sentence: 'Nothing follows the boundary event: the path ends there.' }];
  });
