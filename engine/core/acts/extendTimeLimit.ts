import { expiryInstant } from '../../calendar/index.ts';
import { standsStill } from '../behaviours/suspension.ts';
import { armedLimit, emitArmed, keepTimer, limitOf } from '../behaviours/timers.ts';
import { StepFailure } from '../failure.ts';
import type { ArmedLimit, ArmedTimer, Token } from '../state.ts';
import type { Step } from '../step.ts';
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
    const held = running(step, key);
    if (!held)
      throw new StepFailure(node.id, 'ACT_FAILED', `The time limit “${key}” is not running, so it cannot be extended.`);
    const { token, timer, limit: before } = held;
    const max = step.world.timeLimits.get(key)?.extension?.max ?? 0;
    if (before.extensions >= max) {
      throw new StepFailure(
        node.id,
        'ACT_FAILED',
        max === 0
          ? `The time limit “${key}” cannot be extended.`
          : `The time limit “${key}” may be extended ${max} times at most, and it has been.`,
      );
    }
    const kept = { key, extensions: before.extensions + 1, suspendedDays: before.suspendedDays ?? 0 };
    const limit = limitOf(step, node.id, { ...kept, baseOn: before.baseOn });
    const extended = { ...timer, dueAt: expiryInstant(limit.expiresOn, step.world.calendar) };
    const armed = armedLimit(limit, kept);
    keepTimer(step, token.id, { ...extended, limit: armed });
    step.emit({
      type: 'timeLimitExtended',
      token: token.id,
      element: timer.at,
      limit: armed,
      beforeOn: before.expiresOn,
      steps: limit.steps,
    });
    if (!standsStill(step, token.id)) emitArmed(step, token.id, { ...extended, limit: armed }, limit.steps);
    return limit.expiresOn;
  },
};

function running(step: Step, key: string): { token: Token; timer: ArmedTimer; limit: ArmedLimit } | undefined {
  for (const token of step.tokens()) {
    for (const timer of token.timers ?? []) if (timer.limit?.key === key) return { token, timer, limit: timer.limit };
  }
  return undefined;
}
