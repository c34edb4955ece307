import type { Graph, SubProcessNode } from '../graph.ts';
import { nodesIn } from '../graphWalk.ts';
import type { Finding, Rule } from '../lint.ts';

/** An event sub-process begins with exactly one start event and no flow leads to it or leaves it (BPMN 2.0.2, 10.3.5). */
export const eventSubProcessStart: Rule = (graph) =>
  graph.nodes.flatMap((node) => (node.type === 'eventSubProcess' ? check(graph, node) : []));

function check(graph: Graph, node: SubProcessNode): readonly Finding[] {
  const findings: Finding[] = [];
  const starts = nodesIn(graph, node.index).filter((inner) => inner.type === 'startEvent');
  if (starts.length !== 1) {
    findings.push({
      severity: 'error',
      element: node.id,
      sentence: `Expected the event sub-process to have exactly one start event, but it has ${starts.length}.`,
    });
  }
  if (node.incoming.length > 0 || node.outgoing.length > 0) {
    findings.push({
      severity: 'error',
      element: node.id,
      sentence:
        'A sequence flow leads to or leaves the event sub-process. It is started by its event alone; remove the flow.',
    });
  }
  return findings;
}
