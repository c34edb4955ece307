import type { Graph, GraphNode } from '../graph.ts';
import { nodesIn } from '../graphWalk.ts';
import type { Finding, Rule } from '../lint.ts';

/** An activity for compensation stands outside the flow, and something leads to it (BPMN 2.0.2, 10.7.1). */
export const compensationPlace: Rule = (graph) => {
  const handlers = new Set(graph.nodes.flatMap((node) => node.compensatedBy ?? []));
  return graph.nodes.flatMap((node) => [...check(node, handlers), ...start(graph, node)]);
};

function check(node: GraphNode, handlers: ReadonlySet<number>): readonly Finding[] {
  if (node.forCompensation !== true) return [];
  if (node.incoming.length > 0 || node.outgoing.length > 0) {
    const sentence = 'A sequence flow leads to or leaves the activity for compensation. It runs only to undo another.';
    return [{ severity: 'error', element: node.id, sentence }];
  }
  if (handlers.has(node.index)) return [];
  const sentence = 'Nothing leads to the activity for compensation: associate a compensation boundary event with it.';
  return [{ severity: 'warning', element: node.id, sentence }];
}

/** Nothing undoes a process as a whole: only a sub-process is undone after it has completed. */
function start(graph: Graph, node: GraphNode): readonly Finding[] {
  if (node.type !== 'eventSubProcess' || node.scope !== -1) return [];
  const begins = nodesIn(graph, node.index).some(
    (inner) => inner.type === 'startEvent' && inner.event.type === 'compensation',
  );
  const sentence =
    'Nothing undoes the process itself, so that this event sub-process never starts. Draw it in a sub-process.';
  return begins ? [{ severity: 'warning', element: node.id, sentence }] : [];
}
