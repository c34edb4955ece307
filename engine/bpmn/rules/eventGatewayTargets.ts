import type { EventBasedGatewayNode, Graph, GraphNode } from '../graph.ts';
import { outgoingOf } from '../graphWalk.ts';
import type { Finding, Rule } from '../lint.ts';

/** What follows an event-based gateway must wait for something and for this gateway alone (BPMN 2.0.2, 10.6.6). */
export const eventGatewayTargets: Rule = (graph) =>
  graph.nodes.flatMap((gateway) =>
    gateway.type === 'eventBasedGateway' ? [...check(graph, gateway), ...checkStart(graph, gateway)] : [],
  );

/** A gateway that begins the process stands at its beginning and waits for messages or signals (10.6.6). */
function checkStart(graph: Graph, gateway: EventBasedGatewayNode): readonly Finding[] {
  if (!gateway.instantiate) return [];
  if (gateway.incoming.length > 0 || gateway.scope !== -1) {
    const sentence =
      'The event-based gateway begins the process, so it stands outside of sub-processes and no flow leads to it.';
    return [{ severity: 'error', element: gateway.id, sentence }];
  }
  return outgoingOf(graph, gateway).flatMap((flow): Finding[] => {
    const target = graph.nodes[flow.target];
    if (target === undefined || !('event' in target)) return [];
    if (target.event.type === 'message' || target.event.type === 'signal') return [];
    const sentence = 'The event begins the process, so it must be a message or a signal.';
    return [{ severity: 'error', element: target.id, sentence }];
  });
}

function check(graph: Graph, gateway: GraphNode): readonly Finding[] {
  const targets = outgoingOf(graph, gateway).flatMap((flow) => graph.nodes[flow.target] ?? []);
  const error = (element: string, sentence: string): Finding => ({ severity: 'error', element, sentence });
  const findings: Finding[] = [];
  if (targets.length < 2) {
    findings.push(error(gateway.id, 'An event-based gateway needs at least two outgoing flows.'));
  }
  for (const target of targets) {
    if (target.type !== 'intermediateCatchEvent' && target.type !== 'receiveTask') {
      findings.push(
        error(
          target.id,
          `The element follows the event-based gateway "${gateway.id}", so it must be a catch event or a receive task.`,
        ),
      );
    } else if (target.incoming.length > 1) {
      findings.push(
        error(
          target.id,
          `The element follows the event-based gateway "${gateway.id}", so no other flow may lead to it.`,
        ),
      );
    } else if (target.loop !== undefined || target.startQuantity !== undefined) {
      findings.push(
        error(
          target.id,
          `The receive task follows the event-based gateway "${gateway.id}", so it cannot be repeated. Put the loop around both.`,
        ),
      );
    } else if (target.boundaries.length > 0) {
      findings.push(
        error(
          target.id,
          `The receive task follows the event-based gateway "${gateway.id}", so it may have no boundary event.`,
        ),
      );
    }
  }
  const isMessageCatch = (node: GraphNode): boolean =>
    node.type === 'intermediateCatchEvent' && node.event.type === 'message';
  if (targets.some(isMessageCatch) && targets.some((node) => node.type === 'receiveTask')) {
    findings.push(
      error(
        gateway.id,
        'Receive tasks and message catch events may not follow the same event-based gateway. Use one kind.',
      ),
    );
  }
  return findings;
}
