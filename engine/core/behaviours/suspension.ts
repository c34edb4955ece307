import { dayOf, expiryInstant, resumeTimer, type ExplainStep, type SuspensionPolicy } from '../../calendar/index.ts';
import type { ArmedTimer } from '../state.ts';
import type { Step } from '../step.ts';
import { isWithin } from './scopes.ts';
import { armedLimit, emitArmed, emitDisarmed, keepTimer, limitOf } from './timers.ts';

/** True when the instance is suspended and the token lies outside what suspended it: its timers stand still, its tasks stay closed. */
export function standsStill(step: Step, tokenId: number): boolean {
  return step.suspended !== undefined && !isWithin(step, tokenId, step.suspended.by);
}

/** Suspends the instance on behalf of an event sub-process (its token): every timer outside it stands still. */
export function suspend(step: Step, element: string, by: number): void {
  step.suspended = { since: step.world.now, by };
  for (const holder of step.holders()) {
    if (!standsStill(step, holder)) continue;
    for (const timer of step.waits(holder).timers ?? []) emitDisarmed(step, holder, timer);
  }
  step.emit({ type: 'suspended', element });
}

/** Ends the suspension: every timer that stood still goes on by the policy. */
export function liftSuspension(step: Step, element: string, policy: SuspensionPolicy): void {
  const { suspended } = step;
  if (!suspended) return;
  const still = step.holders().filter((holder) => standsStill(step, holder));
  step.suspended = undefined;
  step.emit({ type: 'resumed', element, policy });
  for (const holder of still) {
    for (const timer of step.waits(holder).timers ?? []) {
      const { steps, ...resumed } = goOn(step, element, policy, timer, suspended.since);
      keepTimer(step, holder, resumed);
      emitArmed(step, holder, resumed, steps);
    }
  }
}

type Resumed = ArmedTimer & { readonly steps?: readonly ExplainStep[] };

function goOn(step: Step, element: string, policy: SuspensionPolicy, timer: ArmedTimer, since: string): Resumed {
  const { now, calendar } = step.world;
  const { limit } = timer;
  const suspendedAt = timer.armedAt > since ? timer.armedAt : since;
  if (policy === 'keep') return timer;
  if (!limit) {
    const { armedAt, dueAt } = timer;
    const later = resumeTimer(policy, { dueAt, armedAt, suspendedAt, resumedAt: now });
    // Its beginning moves along, so that a later restart knows its length.
    const by = Date.parse(later) - Date.parse(dueAt);
    const begun = policy === 'restart' ? now : after(armedAt, by);
    return { ...timer, dueAt: later, armedAt: begun, ...movedCycle(timer, by) };
  }
  if (policy === 'restart') return recomputed(step, element, { ...timer, armedAt: now }, step.today, 0);
  // The last day moves by the days that stood still, all suspensions together, and rolls over closed days again.
  const days = daysBetween(dayOf(suspendedAt, calendar.timeZone), step.today) + (limit.suspendedDays ?? 0);
  return recomputed(step, element, timer, limit.baseOn, days);
}

/** The dates of a cycle move together. */
function movedCycle({ cycle }: ArmedTimer, by: number): Pick<ArmedTimer, 'cycle'> {
  return cycle ? { cycle: { ...cycle, firstDueAt: after(cycle.firstDueAt, by) } } : {};
}

function after(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}

function recomputed(step: Step, element: string, timer: ArmedTimer, baseOn: string, days: number): Resumed {
  const { key = '', extensions = 0 } = timer.limit ?? {};
  const limit = limitOf(step, element, { key, baseOn, extensions, suspendedDays: days });
  return {
    ...timer,
    dueAt: expiryInstant(limit.expiresOn, step.world.calendar),
    limit: armedLimit(limit, { key, extensions, suspendedDays: days }),
    steps: limit.steps,
  };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
