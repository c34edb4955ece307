import type { ComplexGatewayNode } from '../../bpmn/index.ts';
import { entered, leave } from '../behaviours/flows.ts';
import { fireWhenActive } from '../behaviours/waitingJoins.ts';
import type { Element } from '../element.ts';

/**
 * Complex gateway: fires when its condition over the tokens that wait is true (`activationCount`, and by flow
 * `activationCounts`), then takes in the rest of the round until nothing more can come (BPMN 2.0.2, 13.4.5). Without a condition
 * it joins like an inclusive gateway.
 */
export const complexGateway: Element<ComplexGatewayNode> = {
  enter(step, node, { scope, flow }) {
    entered(step, node);
    if (!flow || node.incoming.length < 2) return leave(step, node, scope, { waitingForStart: true });
    step.joins.put(node.id, scope, flow.id);
    fireWhenActive(step, node, scope);
  },
};
