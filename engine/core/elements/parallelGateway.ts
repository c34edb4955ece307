import type { GatewayNode } from '../../bpmn/index.ts';
import { checkScope } from '../behaviours/scopes.ts';
import { entered, leave } from '../behaviours/flows.ts';
import type { Element } from '../element.ts';
import type { Step } from '../step.ts';

/**
 * Parallel gateway: consumes one token from each incoming flow and puts one on each outgoing (BPMN 2.0.2, 13.4.1). A
 * second token on one flow waits for the next round.
 */
export const parallelGateway: Element<GatewayNode> = {
  enter(step, node, { scope, flow }) {
    entered(step, node);
    if (node.incoming.length > 1 && flow && !joined(step, node, scope, flow.id)) return checkScope(step, scope);
    leave(step, node, scope);
  },
};

function joined(step: Step, node: GatewayNode, scope: number, flow: string): boolean {
  const waiting = step.joins.find((join) => join.at === node.id && join.in === scope);
  const flows = [...(waiting?.flows ?? []), flow];
  const others = step.joins.filter((join) => join !== waiting);
  if (new Set(flows).size < node.incoming.length) {
    step.joins = [...others, { at: node.id, in: scope, flows }];
    return false;
  }
  const left = surplus(flows);
  step.joins = left.length > 0 ? [...others, { at: node.id, in: scope, flows: left }] : others;
  return true;
}

/** What remains after one token of each flow is consumed. */
function surplus(flows: readonly string[]): readonly string[] {
  const consumed = new Set<string>();
  return flows.filter((flow) => {
    if (consumed.has(flow)) return true;
    consumed.add(flow);
    return false;
  });
}
