import type { Graph } from '../bpmn/index.ts';
import { occurEventSubProcess } from './behaviours/eventSubProcesses.ts';
import { endInstance, isWithin, openEventSubProcesses, terminateInside } from './behaviours/scopes.ts';
import { receive } from './behaviours/subscriptions.ts';
import { setVariables } from './behaviours/variables.ts';
import type { TokenTrigger } from './element.ts';
import { elementOf } from './elements/index.ts';
import type { KernelEvent } from './events.ts';
import { StaleTrigger, StepFailure, type FailureCode } from './failure.ts';
import type { Instance } from './state.ts';
import { Step } from './step.ts';
import type { Trigger } from './triggers.ts';
import type { World } from './world.ts';

/** What came of a step: the instance with its events, or nothing but a reason. */
export type Advance =
  | { readonly type: 'advanced'; readonly instance: Instance; readonly events: readonly KernelEvent[] }
  /** The instance cannot go on until someone resolves it; nothing has changed. */
  | { readonly type: 'incident'; readonly element: string; readonly code: FailureCode; readonly sentence: string }
  /** The trigger addresses something that has ended or is not possible now; nothing has changed. */
  | { readonly type: 'refused'; readonly sentence: string };

/**
 * One step: takes a trigger and runs until every token waits or has ended. Pure and synchronous; the same arguments give
 * the same result. Cost: linear in the elements entered and the tokens of the instance.
 */
export function advance(graph: Graph, instance: Instance, trigger: Trigger, world: World): Advance {
  // Business logic uses the time at which a timer was due, not the moment at which a node got round to it.
  const step = new Step(graph, instance, trigger.type === 'fireTimer' ? { ...world, now: trigger.dueAt } : world);
  try {
    apply(step, trigger);
    for (let arrival = step.nextArrival(); arrival; arrival = step.nextArrival()) {
      elementOf(arrival.node).enter(step, arrival.node, arrival);
    }
  } catch (error) {
    if (error instanceof StepFailure)
      return { type: 'incident', element: error.element, code: error.code, sentence: error.message };
    if (error instanceof StaleTrigger) return { type: 'refused', sentence: error.message };
    throw error;
  }
  return { type: 'advanced', instance: step.result(), events: step.events };
}

function apply(step: Step, trigger: Trigger): void {
  if (step.status !== 'active') throw new StaleTrigger(`The case has ended (${step.status}).`);
  switch (trigger.type) {
    case 'start':
      return start(step, trigger);
    case 'setVariables':
      return setVariables(step, trigger.variables);
    case 'cancel':
      terminateInside(step, 0);
      return endInstance(step, 'terminated');
    case 'correlateMessage':
      if (trigger.token === 0) return occurEventSubProcess(step, 0, trigger);
      return resume(step, trigger);
    case 'completeTask':
    case 'completeJob':
    case 'failJob':
    case 'fireTimer':
    case 'childEnded':
      return resume(step, trigger);
  }
}

function start(step: Step, trigger: Extract<Trigger, { type: 'start' }>): void {
  const nodes =
    trigger.at === undefined ? step.graph.starts.map((index) => step.nodeAt(index)) : [step.node(trigger.at)];
  const [first] = nodes;
  if (!first) throw new StaleTrigger(`“${step.graph.process}” starts only by a message.`);
  step.emit({ type: 'instanceStarted', element: first.id });
  if (first.type === 'startEvent' && first.event.type === 'message')
    receive(step, first, first.event, trigger.variables);
  else setVariables(step, trigger.variables);
  openEventSubProcesses(step, 0);
  for (const node of nodes) step.arrive({ node, scope: 0 });
}

function resume(step: Step, trigger: TokenTrigger): void {
  const token = step.alive(trigger.token);
  const { suspended } = step;
  const waits = trigger.type === 'completeTask' || trigger.type === 'fireTimer';
  if (suspended && waits && !isWithin(step, token.id, suspended.by)) {
    throw new StaleTrigger(
      `The case is suspended since ${suspended.since}; this goes on when the suspension is lifted.`,
    );
  }
  const node = step.node(token.at);
  const element = elementOf(node);
  if (!element.resume) throw new StaleTrigger(`“${node.id}” waits for nothing.`);
  element.resume(step, node, token, trigger);
}
