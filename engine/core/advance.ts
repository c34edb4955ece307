import type { Graph } from '../bpmn/index.ts';
import { checkDeadlocks } from './behaviours/deadlocks.ts';
import { endInstance, terminateInside } from './behaviours/scopes.ts';
import { liftSuspension } from './behaviours/suspension.ts';
import { correctly, setVariables } from './behaviours/variables.ts';
import type { KernelEvent } from './events.ts';
import { StaleTrigger, StepFailure, type FailureCode } from './failure.ts';
import { applyMoves } from './operations/applyMoves.ts';
import { resumeByHand, suspendByHand } from './operations/suspension.ts';
import { resume, run } from './run.ts';
import { start } from './start.ts';
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
  const then = trigger.type === 'fireTimer' ? { ...world, now: trigger.dueAt } : world;
  const step = new Step(graph, instance, then, world.now);
  try {
    correctly(step, trigger.corrected ?? {}, () => apply(step, trigger));
    run(step);
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
    case 'modify':
      return applyMoves(step, trigger.moves);
    case 'suspend':
      return suspendByHand(step);
    case 'resume':
      return resumeByHand(step, trigger.policy);
    case 'evaluateConditions':
      // Asked after every step, when nothing else can move.
      return;
    case 'completeTask':
    case 'completeJob':
    case 'failJob':
    case 'fireTimer':
    case 'correlateMessage':
    case 'broadcastSignal':
    case 'childEscalated':
    case 'childEnded':
    case 'startAdHocActivity':
      return resume(step, trigger);
  }
}
