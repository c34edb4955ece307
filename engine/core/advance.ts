import type { Graph, GraphNode } from '../bpmn/index.ts';
import { checkDeadlocks } from './behaviours/deadlocks.ts';
import { occurEventSubProcess } from './behaviours/eventSubProcesses.ts';
import { endInstance, openEventSubProcesses, terminateInside } from './behaviours/scopes.ts';
import { receive } from './behaviours/subscriptions.ts';
import { liftSuspension, standsStill } from './behaviours/suspension.ts';
import { correctly, setVariables } from './behaviours/variables.ts';
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
    correctly(step, trigger.corrected ?? {}, () => apply(step, trigger));
    for (let arrival = step.nextArrival(); arrival; arrival = step.nextArrival()) {
      step.scope = arrival.scope;
      elementOf(arrival.node).enter(step, arrival.node, arrival);
    }
    // Whoever suspended the case is gone without having resumed it: nothing else would ever do it.
    if (step.orphan !== undefined) liftSuspension(step, step.orphan, 'shift');
    checkDeadlocks(step);
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
    case 'broadcastSignal':
    case 'evaluateConditions':
    case 'childEscalated':
    case 'startAdHocActivity':
      throw new StaleTrigger(`“${step.graph.process}” waits for no ${trigger.type}.`);
    case 'completeTask':
    case 'completeJob':
    case 'failJob':
    case 'fireTimer':
    case 'childEnded':
      return resume(step, trigger);
  }
}

function start(step: Step, trigger: Extract<Trigger, { type: 'start' }>): void {
  if (step.hasBegun) throw new StaleTrigger('The case has been started already.');
  const nodes = startNodes(step, trigger.at);
  const [first] = nodes;
  if (!first) throw new StaleTrigger(`“${step.graph.process}” starts only by a message.`);
  step.emit({ type: 'instanceStarted', element: first.id });
  if (first.type === 'startEvent' && first.event.type === 'message')
    receive(step, first, first.event, trigger.variables);
  else setVariables(step, trigger.variables);
  openEventSubProcesses(step, 0);
  for (const node of nodes) step.arrive({ node, scope: 0 });
}

/**
 * Where an instance begins (BPMN 2.0.2, 13.2): each start event is a way of its own, so that of several one must be named;
 * without any start event every node that no flow leads into begins.
 */
function startNodes(step: Step, at: string | undefined): readonly GraphNode[] {
  if (at !== undefined) {
    const node = step.node(at);
    if (node.type === 'startEvent' && node.scope === -1) return [node];
    throw new StaleTrigger(`Expected “${at}” to be a start event of “${step.graph.process}”, but it is none.`);
  }
  const nodes = step.graph.starts.map((index) => step.nodeAt(index));
  if (nodes.length > 1 && nodes[0]?.type === 'startEvent') {
    const names = nodes.map((node) => node.id).join(', ');
    throw new StaleTrigger(`Expected one of the start events ${names} to be named, but none was.`);
  }
  return nodes;
}

function resume(step: Step, trigger: TokenTrigger): void {
  const token = step.alive(trigger.token);
  const isHeld = trigger.type === 'completeTask' || trigger.type === 'fireTimer';
  if (isHeld && step.suspended && standsStill(step, token.id)) {
    throw new StaleTrigger(
      `The case is suspended since ${step.suspended.since}; this goes on when the suspension is lifted.`,
    );
  }
  const node = step.node(token.at);
  const element = elementOf(node);
  if (!element.resume) throw new StaleTrigger(`“${node.id}” waits for nothing.`);
  step.scope = token.id;
  element.resume(step, node, token, trigger);
}
