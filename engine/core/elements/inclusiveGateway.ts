import type { GatewayNode } from '../../bpmn/index.ts';
import { entered, leave } from '../behaviours/flows.ts';
import type { Element } from '../element.ts';

/**
 * Inclusive gateway: joins what can still come, then takes every outgoing flow whose condition is true, else the default
 * (BPMN 2.0.2, 13.4.3). With a token on each incoming flow it goes on at once; else when nothing else can move
 * (behaviours/waitingJoins.ts).
 */
export const inclusiveGateway: Element<GatewayNode> = {
  enter(step, node, { scope, flow }) {
    entered(step, node);
    if (flow && node.incoming.length > 1 && !step.joins.arrive(node.id, scope, flow.id, node.incoming.length)) return;
    leave(step, node, scope);
  },
};
