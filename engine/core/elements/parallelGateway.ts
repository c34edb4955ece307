import type { GatewayNode } from '../../bpmn/index.ts';
import { entered, leave } from '../behaviours/flows.ts';
import type { Element } from '../element.ts';

/**
 * Parallel gateway: consumes one token from each incoming flow and puts one on each outgoing (BPMN 2.0.2, 13.4.1). A
 * second token on one flow waits for the next round.
 */
export const parallelGateway: Element<GatewayNode> = {
  enter(step, node, { scope, flow }) {
    entered(step, node);
    if (flow && !step.joins.arrive(node.id, scope, flow.id, node.incoming.length)) return;
    leave(step, node, scope);
  },
};
