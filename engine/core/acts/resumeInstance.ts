import { dayOf, expiryInstant, resumeTimer, type SuspensionPolicy } from '../../calendar/index.ts';
import { StepFailure } from '../failure.ts';
import { isWithin } from '../behaviours/scopes.ts';
import { armedLimit, emitArmed, keepTimer, limitOf } from '../behaviours/timers.ts';
import type { ArmedTimer } from '../state.ts';
import type { Step } from '../step.ts';
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
    const suspended = step.suspended;
    if (!suspended) throw new StepFailure(node.id, 'ACT_FAILED', 'The case is not suspended, so it cannot be resumed.');
    step.suspended = undefined;
    step.emit({ type: 'resumed', element: node.id, policy });
    for (const token of step.tokens()) {
      if (isWithin(step, token.id, suspended.by)) continue;
      for (const timer of token.timers ?? []) {
        const resumed = resume(step, node.id, policy, timer, suspended.since);
        keepTimer(step, token.id, resumed);
        emitArmed(step, token.id, resumed);
      }
    }
    return null;
  },
};

function resume(step: Step, element: string, policy: SuspensionPolicy, timer: ArmedTimer, since: string): ArmedTimer {
  const { now, calendar } = step.world;
  const suspendedAt = timer.armedAt > since ? timer.armedAt : since;
  const dueAt = resumeTimer(policy, { dueAt: timer.dueAt, armedAt: timer.armedAt, suspendedAt, resumedAt: now });
  if (!timer.limit || policy === 'keep') return { ...timer, dueAt };
  if (policy === 'restart') {
    const limit = limitOf(step, element, timer.limit.key, dayOf(now, calendar.timeZone), timer.limit.extensions);
    return {
      ...timer,
      armedAt: now,
      dueAt: expiryInstant(limit.expiresOn, calendar),
      limit: armedLimit(timer.limit.key, limit, timer.limit.extensions),
    };
  }
  // The last day moves by the days that stood still and rolls over closed days again.
  const days = Math.round((Date.parse(dueAt) - Date.parse(timer.dueAt)) / 86_400_000);
  const limit = limitOf(step, element, timer.limit.key, timer.limit.baseOn, timer.limit.extensions, days);
  return {
    ...timer,
    dueAt: expiryInstant(limit.expiresOn, calendar),
    limit: armedLimit(timer.limit.key, limit, timer.limit.extensions),
  };
}
