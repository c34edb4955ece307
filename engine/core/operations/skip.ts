import type { EventBasedGatewayNode, GraphFlow, GraphNode, UserTaskNode } from '../../bpmn/index.ts';
import { compensableAfter, dropCompensations } from '../behaviours/compensation.ts';
import { completed, completedAsWhole, entered, put, take } from '../behaviours/flows.ts';
import { instanceEnded, isInstance } from '../behaviours/loops.ts';
import { checkScope, terminateInside } from '../behaviours/scopes.ts';
import { setVariable } from '../behaviours/variables.ts';
import { StaleTrigger } from '../failure.ts';
import type { Token } from '../state.ts';
import type { Step } from '../step.ts';

/** How the element is left. */
export interface Skipped {
  readonly outcome?: string;
  readonly flows?: readonly string[];
}

/**
 * Goes on behind an element as if it had been done: what lies inside ends, its time limits count as met, its status event is
 * recorded; its output mappings do not run, for there is nothing that they could read. Of a repeated activity one round is skipped
 * by its own token, all of it by that of the whole.
 */
export function skip(step: Step, token: Token, how: Skipped): void {
  const node = step.node(token.at);
  const isRound = isInstance(step, token);
  checkHow(step, node, how);
  if (isRound && how.flows)
    throw new StaleTrigger(`Token ${token.id} is one round of “${node.id}”, which leads nowhere.`);
  terminateInside(step, token.id);
  if (step.suspended?.by === token.id) step.orphan = token.at;
  if (token.child !== undefined) step.emit({ type: 'callCancelled', child: token.child });
  step.scope = token.id;
  if (node.type === 'userTask' && how.outcome !== undefined)
    setVariable(step, node.id, { ...recordOf(step, node.id), outcome: how.outcome });
  if (isRound) {
    completed(step, node);
    return instanceEnded(step, node, step.alive(token.id));
  }
  // What had completed inside can be undone still; what was skipped itself has nothing to undo.
  if ('starts' in node) compensableAfter(step, node, token.in, token);
  else dropCompensations(step, token.id);
  step.close(step.alive(token.id), 'completed');
  if (node.type === 'eventBasedGateway') return occur(step, node, token, how.flows ?? []);
  completed(step, node);
  if (node.loop) completedAsWhole(step, node);
  if (node.type === 'eventSubProcess') return checkScope(step, token.in);
  if (how.flows) return put(step, flowsOf(step, node, how.flows), token.in);
  take(step, node, token.in);
}

function checkHow(step: Step, node: GraphNode, how: Skipped): void {
  if (how.outcome !== undefined && node.type !== 'userTask')
    throw new StaleTrigger(`“${node.id}” is no task of a person: it has no outcome.`);
  if (node.type === 'userTask') checkOutcome(node, how.outcome);
  if (how.flows?.length === 0)
    throw new StaleTrigger(`Name at least one flow by which “${node.id}” is left, or none at all.`);
  if (how.flows) flowsOf(step, node, how.flows);
  if (node.type === 'eventBasedGateway' && how.flows?.length !== 1)
    throw new StaleTrigger(`“${node.id}” waits for the first of several events: name the one flow that it is to take.`);
}

function checkOutcome(node: UserTaskNode, outcome: string | undefined): void {
  const outcomes = node.outcomes.map(({ value }) => value);
  const allowed = outcomes.length === 0 ? outcome === undefined : outcome !== undefined && outcomes.includes(outcome);
  if (allowed) return;
  throw new StaleTrigger(
    outcomes.length === 0
      ? `“${node.id}” has no outcomes to choose from.`
      : `Expected one of ${outcomes.join(', ')} as outcome of “${node.id}”, but it was ${outcome === undefined ? 'none' : `“${outcome}”`}.`,
  );
}

/** The flows named, each once and out of this node. */
function flowsOf(step: Step, node: GraphNode, ids: readonly string[]): readonly GraphFlow[] {
  const outgoing = node.outgoing.flatMap((index) => step.graph.flows[index] ?? []);
  return [...new Set(ids)].map((id) => {
    const flow = outgoing.find((each) => each.id === id);
    if (flow) return flow;
    throw new StaleTrigger(`Expected a flow “${id}” out of “${node.id}”, but there is none.`);
  });
}

/** As if the event behind the flow had come first. */
function occur(step: Step, node: EventBasedGatewayNode, token: Token, flows: readonly string[]): void {
  completed(step, node);
  for (const flow of flowsOf(step, node, flows)) {
    const target = step.nodeAt(flow.target);
    step.emit({ type: 'flowTaken', flow: flow.id });
    entered(step, target);
    completed(step, target);
    take(step, target, token.in);
  }
}

function recordOf(step: Step, name: string): object {
  const before = step.read(name);
  return typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {};
}
