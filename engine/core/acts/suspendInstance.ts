import { eventSubProcessAround } from '../behaviours/scopes.ts';
import { suspend } from '../behaviours/suspension.ts';
import { StepFailure } from '../failure.ts';
import type { Act } from './act.ts';

/**
 * Suspends the instance from inside an event sub-process: every timer outside it stands still, tasks outside it cannot be
 * completed, until `resumeInstance` (data.md 5). Should the event sub-process be ended from outside, timers go on shifted.
 */
export const suspendInstance: Act = {
  inputs: [],
  run({ step, node, scope }) {
    if (step.suspended) throw new StepFailure(node.id, 'ACT_FAILED', 'The case is suspended already.');
    const by = eventSubProcessAround(step, scope);
    if (by === undefined) {
      throw new StepFailure(
        node.id,
        'ACT_FAILED',
        `“${node.name ?? node.id}” suspends the case, which is possible inside an event sub-process only.`,
      );
    }
    suspend(step, node.id, by);
    return null;
  },
};
