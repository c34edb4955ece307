import type { GraphFlow, GraphNode } from '../../bpmn/index.ts';
import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';
import { recordStatusEvent, setDossierState } from './dossier.ts';
import { condition } from './expressions.ts';
import { checkScope } from './scopes.ts';

/** What is said on entering: the dossier's state. */
export function entered(step: Step, node: GraphNode): void {
  if (node.dossierState !== undefined) setDossierState(step, node.dossierState);
}

/** The element has run to its end: noted, its status event recorded, its outgoing flows taken. */
export function leave(step: Step, node: GraphNode, scope: number): void {
  completed(step, node);
  take(step, node, scope);
}

/** The element has run to its end; its flows are taken by the caller or there are none. */
export function completed(step: Step, node: GraphNode): void {
  step.emit({ type: 'elementCompleted', element: node.id });
  if (node.statusEvent !== undefined) recordStatusEvent(step, node, node.statusEvent);
}

/** Takes the outgoing flows that apply (BPMN 2.0.2, 13.3.1 and 13.4). */
export function take(step: Step, node: GraphNode, scope: number): void {
  if (node.outgoing.length === 0) return checkScope(step, scope);
  step.scope = scope;
  for (const flow of chosen(step, node)) {
    step.emit({ type: 'flowTaken', flow: flow.id });
    step.arrive({ node: step.nodeAt(flow.target), scope, flow });
  }
}

function chosen(step: Step, node: GraphNode): readonly GraphFlow[] {
  const flows = node.outgoing.flatMap((index) => step.graph.flows[index] ?? []);
  if (node.type === 'parallelGateway') return flows;
  const isExclusive = node.type === 'exclusiveGateway';
  if (!isExclusive && flows.every((flow) => flow.condition === undefined && !flow.isDefault)) return flows;
  const matching: GraphFlow[] = [];
  for (const flow of flows) {
    if (flow.isDefault) continue;
    if (flow.condition !== undefined && !condition(step, node, flow.condition)) continue;
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
