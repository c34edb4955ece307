import { CalendarError, expiryInstant, parseTimer, timerDueAt, type ExplainStep } from '../../calendar/index.ts';
import type { GraphNode, TimerSpec } from '../../bpmn/index.ts';
import { text } from '../behaviours/expressions.ts';
import { armedLimit, emitArmed, emitDisarmed, limitOf } from '../behaviours/timers.ts';
import { standsStill } from '../behaviours/suspension.ts';
import { StepFailure } from '../failure.ts';
import type { ArmedTimer } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * How timers come along when an instance moves to another version. `keep`: due as they were. `shift`: as long as the new
 * version says, counted from when they began. `recompute`: anew, as if they began now. A legal time limit never begins anew:
 * with both of the latter it is computed again from its own base, with its extensions and suspensions, by the rules in force.
 * A cycle that runs is kept.
 */
export type TimerPolicy = 'keep' | 'shift' | 'recompute';

/** The timer as the policy wants it; the same one where nothing changes. */
export function retimed(
  step: Step,
  node: GraphNode,
  spec: TimerSpec,
  timer: ArmedTimer,
  policy: TimerPolicy,
): ArmedTimer & { readonly steps?: readonly ExplainStep[] } {
  if (policy === 'keep' || spec.type === 'cycle') return timer;
  if (timer.limit) return relimited(step, node, spec, timer);
  if (spec.type === 'timeLimit')
    throw new StepFailure(
      node.id,
      'INVALID_TIMER',
      `“${node.id}” guards the time limit “${spec.key}” in the new version only: keep the timers, or cancel it first.`,
    );
  const from = policy === 'shift' ? timer.armedAt : step.world.now;
  const dueAt = dueFrom(step, node, spec, from);
  return { ...timer, armedAt: from, dueAt };
}

function relimited(step: Step, node: GraphNode, spec: TimerSpec, timer: ArmedTimer): ReturnType<typeof retimed> {
  const key = timer.limit?.key ?? '';
  if (spec.type !== 'timeLimit' || spec.key !== key)
    throw new StepFailure(
      node.id,
      'INVALID_TIMER',
      `“${node.id}” guards the time limit “${key}”, in the new version another one or none: keep the timers, or cancel it first.`,
    );
  const { baseOn = '', extensions = 0, suspendedDays = 0 } = timer.limit ?? {};
  const limit = limitOf(step, node.id, { key, baseOn, extensions, suspendedDays });
  return {
    ...timer,
    dueAt: expiryInstant(limit.expiresOn, step.world.calendar),
    limit: armedLimit(limit, { key, extensions, suspendedDays }),
    steps: limit.steps,
  };
}

function dueFrom(step: Step, node: GraphNode, spec: Exclude<TimerSpec, { type: 'timeLimit' }>, from: string): string {
  const { timeZone } = step.world.calendar;
  const timer = parseTimer(text(step, node, spec.value) ?? '', { timeZone, kind: spec.type });
  try {
    if (timer.type !== 'problem') return timerDueAt(timer, from, timeZone);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    throw new StepFailure(node.id, 'INVALID_TIMER', `The timer at “${node.id}” cannot be read: ${error.message}`);
  }
  throw new StepFailure(node.id, 'INVALID_TIMER', `The timer at “${node.id}” cannot be read: ${timer.sentence}`);
}

/** Tells of a timer that has changed; where time stands still its row stays away. */
export function emitRetimed(
  step: Step,
  token: number,
  before: ArmedTimer,
  after: ArmedTimer & { readonly steps?: readonly ExplainStep[] },
): void {
  const { steps, ...timer } = after;
  if (timer.dueAt === before.dueAt && timer.limit?.expiresOn === before.limit?.expiresOn) return;
  emitArmed(step, token, timer, steps);
  if (standsStill(step, token)) emitDisarmed(step, token, timer);
}
