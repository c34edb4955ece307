import type { SuspensionPolicy } from '../../calendar/index.ts';
import { liftSuspension, suspend } from '../behaviours/suspension.ts';
import { StaleTrigger } from '../failure.ts';
import type { Step } from '../step.ts';

/** In place of the event sub-process that suspends: no token lies inside it, so that everything stands still. */
export const BY_HAND = -1;

/** Suspends the whole instance on behalf of a person. */
export function suspendByHand(step: Step): void {
  if (!step.hasBegun) throw new StaleTrigger('The case has not begun: what kept it from beginning is its incident.');
  if (step.suspended) throw new StaleTrigger(`The case is suspended since ${step.suspended.since} already.`);
  suspend(step, step.graph.process, BY_HAND);
}

/** Lifts what a person has suspended; what the process itself has suspended, it resumes itself. */
export function resumeByHand(step: Step, policy: SuspensionPolicy): void {
  if (!step.suspended) throw new StaleTrigger('The case is not suspended.');
  if (step.suspended.by !== BY_HAND) {
    const at = step.token(step.suspended.by)?.at ?? step.graph.process;
    throw new StaleTrigger(`“${at}” has suspended the case and resumes it itself: complete, skip or cancel that one.`);
  }
  liftSuspension(step, step.graph.process, policy);
}
