import type { GraphFlow, GraphNode } from '../../bpmn/index.ts';
import type { JsonObject } from '../../contract/json.ts';
import { StepFailure } from '../failure.ts';
import type { Token } from '../state.ts';
import type { Step } from '../step.ts';
import { adHocStepEnded } from './adHoc.ts';
import { compensableAfter } from './compensation.ts';
import { recordStatusEvent, setDossierState } from './dossier.ts';
import { condition } from './expressions.ts';
import { collect, instanceEnded } from './loops.ts';
import { checkScope } from './scopes.ts';

/** What is said on entering: the dossier's state. */
export function entered(step: Step, node: GraphNode): void {
  if (node.dossierState !== undefined) setDossierState(step, node.dossierState);
}

/** The activity that holds this token has run to its end: the token closes, its flows are taken. */
export function finish(step: Step, node: GraphNode, token: Token): void {
  if (node.loop) collect(step, node, token);
  compensableAfter(step, node, token.in, token);
  step.close(token, 'completed');
  completed(step, node);
  take(step, node, token.in);
}

/** The element has run to its end: noted, its status event recorded, its outgoing flows taken. */
export function leave(step: Step, node: GraphNode, scope: number, facts?: JsonObject): void {
  completed(step, node);
  if (node.compensatedBy !== undefined) compensableAfter(step, node, scope);
  take(step, node, scope, facts);
}

/** The element has run to its end; its flows are taken by the caller or there are none. */
export function completed(step: Step, node: GraphNode): void {
  step.emit({ type: 'elementCompleted', element: node.id });
  // Of a repeated activity the whole has it, not each instance.
  if (!node.loop) completedAsWhole(step, node);
}

/** What is said once of an element, however often it is repeated. */
export function completedAsWhole(step: Step, node: GraphNode): void {
  if (node.statusEvent !== undefined) recordStatusEvent(step, node, node.statusEvent);
}

/**
 * Takes the outgoing flows that apply (BPMN 2.0.2, 13.3.1 and 13.4), each as often as the activity gives tokens; one instance of
 * a repeated activity takes none, the whole does. `facts`: what conditions see besides.
 */
export function take(step: Step, node: GraphNode, scope: number, facts?: JsonObject): void {
  const around = step.token(scope);
  if (node.loop && around?.at === node.id) return instanceEnded(step, node, around);
  if (around?.adHoc && adHocStepEnded(step, node, around)) return;
  if (node.outgoing.length === 0) return checkScope(step, scope);
  step.scope = scope;
  const flows = chosen(step, node, facts);
  for (let times = node.completionQuantity ?? 1; times > 0; times--) put(step, flows, scope);
}

/** Puts a token on each of the flows. */
export function put(step: Step, flows: readonly GraphFlow[], scope: number): void {
  for (const flow of flows) {
    if (!flow.isLink) step.emit({ type: 'flowTaken', flow: flow.id });
    step.arrive({ node: step.nodeAt(flow.target), scope, flow });
  }
}

/** Puts a token on each flow whose condition is true; flows without one get none, and it may be that none does. */
export function putWhereTrue(step: Step, node: GraphNode, scope: number, facts: JsonObject): void {
  step.scope = scope;
  const flows = node.outgoing.flatMap((index) => step.graph.flows[index] ?? []);
  const met = flows.filter(({ condition: when }) => when !== undefined && condition(step, node, when, facts));
  put(step, met, scope);
}

function chosen(step: Step, node: GraphNode, facts?: JsonObject): readonly GraphFlow[] {
  const flows = node.outgoing.flatMap((index) => step.graph.flows[index] ?? []);
  if (node.type === 'parallelGateway') return flows;
  const isExclusive = node.type === 'exclusiveGateway';
  if (!isExclusive && flows.every((flow) => flow.condition === undefined && !flow.isDefault)) return flows;
  const matching: GraphFlow[] = [];
  for (const flow of flows) {
    if (flow.isDefault) continue;
    if (flow.condition !== undefined && !condition(step, node, flow.condition, facts)) continue;
    matching.push(flow);
    if (isExclusive) break;
  }
  if (matching.length > 0) return matching;
  const fallback = flows.filter((flow) => flow.isDefault);
  if (fallback.length > 0) return fallback;
  throw new StepFailure(
    node.id,
    'NO_FLOW_MATCHES',
    `No way leads on from “${node.name ?? node.id}”: none of its conditions is true and it has no default flow.`,
  );
}
