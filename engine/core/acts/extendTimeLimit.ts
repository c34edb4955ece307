import { expiryInstant } from '../../calendar/index.ts';
import { StepFailure } from '../failure.ts';
import { armedLimit, keepTimer, limitOf } from '../behaviours/timers.ts';
import { needText, type Act } from './act.ts';

/**
 * Extends the running time limit of that key once: the whole period is computed again from its base with one more
 * extension (STLT Article 14), its timer armed anew. Beyond the rule's `max` it is an incident.
 */
export const extendTimeLimit: Act = {
  inputs: ['timeLimit'],
  run(call) {
    const { step, node } = call;
    const key = needText(call, 'timeLimit');
    const held = step
      .tokens()
      .flatMap((token) => (token.timers ?? []).map((timer) => ({ token, timer })))
      .find(({ timer }) => timer.limit?.key === key);
    if (!held?.timer.limit)
      throw new StepFailure(node.id, 'ACT_FAILED', `The time limit “${key}” is not running, so it cannot be extended.`);
    const before = held.timer.limit;
    const max = step.world.timeLimits.get(key)?.extension?.max ?? 0;
    if (before.extensions >= max) {
      throw new StepFailure(
        node.id,
        'ACT_FAILED',
        `The time limit “${key}” may be extended ${max} times and has been already.`,
      );
    }
    const limit = limitOf(step, node.id, key, before.baseOn, before.extensions + 1);
    const timer = {
      ...held.timer,
      dueAt: expiryInstant(limit.expiresOn, step.world.calendar),
      limit: armedLimit(key, limit, before.extensions + 1),
    };
    keepTimer(step, held.token.id, timer);
    step.emit({
      type: 'timeLimitExtended',
      element: timer.at,
      limit: timer.limit,
      beforeOn: before.expiresOn,
      steps: limit.steps,
    });
    if (!step.suspended)
      step.emit({
        type: 'timerArmed',
        token: held.token.id,
        element: timer.at,
        dueAt: timer.dueAt,
        limit: timer.limit,
        steps: limit.steps,
      });
    return limit.expiresOn;
  },
};
