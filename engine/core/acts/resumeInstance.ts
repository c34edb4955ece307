import type { SuspensionPolicy } from '../../calendar/index.ts';
import { liftSuspension } from '../behaviours/suspension.ts';
import { StepFailure } from '../failure.ts';
import { BY_HAND } from '../operations/suspension.ts';
import type { Act } from './act.ts';

const policies: readonly SuspensionPolicy[] = ['shift', 'restart', 'keep'];

/** Ends the suspension; each timer goes on by the policy: shifted by the days it stood still, restarted, or as it was. */
export const resumeInstance: Act = {
  inputs: ['policy'],
  run({ step, node, input }) {
    const policy = policies.find((each) => each === (input['policy'] ?? 'shift'));
    if (!policy)
      throw new StepFailure(
        node.id,
        'ACT_FAILED',
        `“policy” must be shift, restart or keep, but it is ${JSON.stringify(input['policy'])}.`,
      );
    if (!step.suspended)
      throw new StepFailure(node.id, 'ACT_FAILED', 'The case is not suspended, so it cannot be resumed.');
    if (step.suspended.by === BY_HAND)
      throw new StepFailure(
        node.id,
        'ACT_FAILED',
        'The case was suspended by hand: it has to be resumed by hand first.',
      );
    liftSuspension(step, node.id, policy);
    return null;
  },
};
