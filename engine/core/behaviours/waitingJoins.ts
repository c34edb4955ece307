import type { ComplexGatewayNode, GatewayNode, Graph } from '../../bpmn/index.ts';
import type { Join } from '../state.ts';
import type { Step } from '../step.ts';
import { condition } from './expressions.ts';
import { leave, putWhereTrue } from './flows.ts';
import { isExpected } from './reachability.ts';
import { checkScope } from './scopes.ts';

const holders = new WeakMap<Graph, boolean>();

/** Has the process gateways that wait for what can still come? Most have none. */
function hasSuchJoins(graph: Graph): boolean {
  let found = holders.get(graph);
  if (found === undefined) {
    found = graph.nodes.some(({ type }) => type === 'inclusiveGateway' || type === 'complexGateway');
    holders.set(graph, found);
  }
  return found;
}

/**
 * When nothing else can move: lets go those inclusive and complex gateways to which nothing more can come. One at most in each
 * scope, for what it lets go may lead to another. True when one did.
 */
export function settleJoins(step: Step): boolean {
  if (!hasSuchJoins(step.graph)) return false;
  const settled = new Set<number>();
  const places = new Map<number, ReadonlySet<number>>();
  for (const join of step.joins.list()) {
    if (settled.has(join.in) || step.status !== 'active') continue;
    const node = step.node(join.at);
    if (node.type !== 'inclusiveGateway' && node.type !== 'complexGateway') continue;
    let around = places.get(join.in);
    if (!around) places.set(join.in, (around = placesIn(step, join.in)));
    const others = new Set(around);
    others.delete(node.index);
    const had = new Set([...join.flows, ...(join.fired ?? [])]);
    if (isExpected(step.graph, node, had, others)) continue;
    if (letGo(step, node, join)) settled.add(join.in);
  }
  return settled.size > 0;
}

/** Where tokens are in a scope, as node indexes: in elements and before joins. */
function placesIn(step: Step, scope: number): ReadonlySet<number> {
  const places = new Set<number>();
  for (const token of step.inside(scope)) places.add(step.node(token.at).index);
  for (const at of step.joins.waitingIn(scope)) places.add(step.node(at).index);
  return places;
}

function letGo(step: Step, node: GatewayNode | ComplexGatewayNode, join: Join): boolean {
  if (node.type === 'complexGateway' && join.fired) return reset(step, node, join, join.fired);
  if (join.flows.length === 0 || (node.type === 'complexGateway' && node.activation)) return false;
  step.joins.consume(node.id, join.in);
  leave(step, node, join.in);
  return true;
}

/** A complex gateway that waits for start fires as soon as its condition is true (BPMN 2.0.2, 13.4.5). */
export function fireWhenActive(step: Step, node: ComplexGatewayNode, scope: number): void {
  if (!node.activation || step.joins.fired(node.id, scope)) return;
  const counts = step.joins.counts(node.id, scope);
  if (counts.size === 0) return;
  const activationCounts: Record<string, number> = {};
  let activationCount = 0;
  for (const index of node.incoming) {
    const { id } = step.graph.flows[index] ?? { id: '' };
    activationCount += activationCounts[id] = counts.get(id) ?? 0;
  }
  step.scope = scope;
  if (!condition(step, node, node.activation, { activationCount, activationCounts, waitingForStart: true })) return;
  const flows = [...counts.keys()];
  step.joins.setFired(node.id, scope, flows);
  step.joins.consume(node.id, scope, flows);
  leave(step, node, scope, { waitingForStart: true });
}

/** Reset: the rest of the first round is taken in; only flows with a condition may get a token now. */
function reset(step: Step, node: ComplexGatewayNode, { in: scope, flows }: Join, fired: readonly string[]): boolean {
  const late = [...new Set(flows)].filter((flow) => !fired.includes(flow));
  step.joins.consume(node.id, scope, late);
  step.joins.setFired(node.id, scope, undefined);
  putWhereTrue(step, node, scope, { waitingForStart: false });
  fireWhenActive(step, node, scope);
  checkScope(step, scope);
  return true;
}
