import { StepFailure } from '../failure.ts';
import { isWithin } from '../behaviours/scopes.ts';
import type { Act } from './act.ts';

/**
 * Suspends the instance from inside an event sub-process: every timer outside it stands still, tasks outside it cannot be
 * completed, until `resumeInstance` (data.md 5).
 */
export const suspendInstance: Act = {
  inputs: [],
  run({ step, node, scope }) {
    if (step.suspended) throw new StepFailure(node.id, 'ACT_FAILED', 'The case is suspended already.');
    step.suspended = { since: step.world.now, by: scope };
    for (const token of step.tokens()) {
      if (isWithin(step, token.id, scope)) continue;
      for (const timer of token.timers ?? []) {
        step.emit({
          type: 'timerDisarmed',
          token: token.id,
          element: timer.at,
          ...(timer.limit ? { limit: timer.limit.key } : {}),
        });
      }
    }
    step.emit({ type: 'suspended', element: node.id });
    return null;
  },
};
