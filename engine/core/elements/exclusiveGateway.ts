import type { GatewayNode } from '../../bpmn/index.ts';
import { entered, leave } from '../behaviours/flows.ts';
import type { Element } from '../element.ts';

/**
 * Exclusive gateway: passes each token at once; of the outgoing conditions, in document order, the first true one is
 * taken, else the default (BPMN 2.0.2, 13.4.2). None: an incident.
 */
export const exclusiveGateway: Element<GatewayNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    leave(step, node, scope);
  },
};
