import {
  CalendarError,
  computeTimeLimit,
  expiryInstant,
  nextDueAt,
  parseTimer,
  timerDueAt,
  type ExplainStep,
  type TimeLimit,
} from '../../calendar/index.ts';
import type { GraphNode, TimerSpec } from '../../bpmn/index.ts';
import { StaleTrigger, StepFailure } from '../failure.ts';
import type { ArmedLimit, ArmedTimer } from '../state.ts';
import type { Step } from '../step.ts';
import { text, value } from './expressions.ts';
import { valueAt } from './dossier.ts';
import { standsStill } from './suspension.ts';

interface Due extends Pick<ArmedTimer, 'dueAt' | 'limit' | 'cycle'> {
  readonly steps?: readonly ExplainStep[];
}

/** Arms the timer of `node` on a token, or on the process itself (0). Where time stands still it is kept and disarmed at once. */
export function armTimer(step: Step, holder: number, node: GraphNode, spec: TimerSpec, at = node.id): void {
  const { steps, ...due } = dueOf(step, node, spec);
  arm(step, holder, { at, armedAt: step.world.now, ...due }, steps);
}

function arm(step: Step, holder: number, timer: ArmedTimer, steps?: readonly ExplainStep[]): void {
  keepTimer(step, holder, timer);
  emitArmed(step, holder, timer, steps);
  if (standsStill(step, holder)) emitDisarmed(step, holder, timer);
}

/** Notes a timer in place of an earlier one of the same event. */
export function keepTimer(step: Step, holder: number, timer: ArmedTimer): void {
  const { timers = [], events } = step.waits(holder);
  step.keepWaits(holder, {
    timers: [...timers.filter((each) => each.at !== timer.at), timer],
    ...(events && { events }),
  });
}

/** The timer of an event has fired or is no longer wanted, its holder lives on. */
export function dropTimer(step: Step, holder: number, at: string): void {
  const { timers, events } = step.waits(holder);
  if (timers) step.keepWaits(holder, { timers: timers.filter((each) => each.at !== at), ...(events && { events }) });
}

/** A timer fires and is used up. */
export function takeTimer(step: Step, holder: number, at: string, dueAt: string): ArmedTimer {
  const timer = step.waits(holder).timers?.find((each) => each.at === at);
  if (!timer) throw new StaleTrigger(`Expected the timer “${at}” to be armed, but it is not.`);
  if (Date.parse(timer.dueAt) !== Date.parse(dueAt))
    throw new StaleTrigger(`The timer “${at}” is due at ${timer.dueAt}, not at ${dueAt}.`);
  dropTimer(step, holder, at);
  const limit = timer.limit ? { limit: timer.limit.key } : {};
  step.emit({ type: 'timerFired', token: holder, element: at, dueAt, ...limit });
  return timer;
}

/**
 * Arms a cycle again after it fired, counted from when it was due first, so that nothing makes it drift. What has been
 * missed is made up for, one by one, where the times are counted; a cycle without end goes on with the next date to come.
 */
export function rearmTimer(step: Step, holder: number, { at, dueAt, cycle }: ArmedTimer): void {
  if (!cycle) return;
  const { timeZone } = step.world.calendar;
  const timer = parseTimer(cycle.text, { timeZone, kind: 'cycle' });
  if (timer.type !== 'cycle') return;
  const now = timer.repetitions === null ? step.clock : dueAt;
  const next = nextDueAt(timer, { firstDueAt: cycle.firstDueAt, dueAt, now }, timeZone);
  if (next !== undefined) arm(step, holder, { at, armedAt: dueAt, dueAt: next, cycle });
}

/** A timer is given up for good while its holder lives on. */
export function withdrawTimer(step: Step, holder: number, at: string): void {
  const timer = step.waits(holder).timers?.find((each) => each.at === at);
  if (!timer) return;
  dropTimer(step, holder, at);
  emitDisarmed(step, holder, timer, true);
}

export function emitArmed(step: Step, token: number, timer: ArmedTimer, steps?: readonly ExplainStep[]): void {
  step.emit({
    type: 'timerArmed',
    token,
    element: timer.at,
    dueAt: timer.dueAt,
    ...(timer.limit ? { limit: timer.limit } : {}),
    ...(steps ? { steps } : {}),
  });
}

export function emitDisarmed(step: Step, token: number, timer: ArmedTimer, isOver = false): void {
  step.emit({
    type: 'timerDisarmed',
    token,
    element: timer.at,
    ...(timer.limit ? { limit: timer.limit.key } : {}),
    ...(isOver ? { isOver } : {}),
  });
}

function dueOf(step: Step, node: GraphNode, spec: TimerSpec): Due {
  const { calendar, now } = step.world;
  if (spec.type === 'timeLimit') {
    const baseOn = spec.base ? value(step, node, spec.base) : step.today;
    if (typeof baseOn !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(baseOn)) {
      throw new StepFailure(
        node.id,
        'INVALID_TIMER',
        `The time limit “${spec.key}” at “${node.name ?? node.id}” must start on a date, but its base is ${JSON.stringify(baseOn)}.`,
      );
    }
    const limit = limitOf(step, node.id, { key: spec.key, baseOn });
    return {
      dueAt: expiryInstant(limit.expiresOn, calendar),
      limit: armedLimit(limit, { key: spec.key }),
      steps: limit.steps,
    };
  }
  const said = text(step, node, spec.value) ?? '';
  const timer = parseTimer(said, { timeZone: calendar.timeZone, kind: spec.type });
  if (timer.type === 'problem') throw unreadable(node, timer.sentence);
  try {
    const dueAt = timerDueAt(timer, now, calendar.timeZone);
    return timer.type === 'cycle' ? { dueAt, cycle: { text: said, firstDueAt: dueAt } } : { dueAt };
  } catch (error) {
    if (error instanceof CalendarError) throw unreadable(node, error.message);
    throw error;
  }
}

function unreadable(node: GraphNode, reason: string): StepFailure {
  return new StepFailure(node.id, 'INVALID_TIMER', `The timer at “${node.name ?? node.id}” cannot be read: ${reason}`);
}

/** What a time limit is computed from besides its rule. */
export interface LimitParts {
  readonly key: string;
  readonly baseOn: string;
  readonly extensions?: number;
  readonly suspendedDays?: number;
}

/** Computes a time limit of the office by key, for an applicant abroad with the longer period. */
export function limitOf(step: Step, element: string, parts: LimitParts): TimeLimit {
  const { key, baseOn, extensions = 0, suspendedDays = 0 } = parts;
  const rule = step.world.timeLimits.get(key);
  if (!rule)
    throw new StepFailure(
      element,
      'UNKNOWN_TIME_LIMIT',
      `The time limit “${key}” at “${element}” is not defined in this office.`,
    );
  const abroad = step.dossier !== null && valueAt(step.dossier, '/applicantAbroad') === true;
  try {
    return computeTimeLimit(rule, baseOn, step.world.calendar, { extensions, abroad, suspendedDays });
  } catch (error) {
    if (error instanceof CalendarError) throw new StepFailure(element, 'INVALID_TIMER', error.message);
    throw error;
  }
}

/** What is kept of a computed time limit. */
export function armedLimit(limit: TimeLimit, parts: Omit<LimitParts, 'baseOn'>): ArmedLimit {
  const { key, extensions = 0, suspendedDays = 0 } = parts;
  const { baseOn, rawOn, expiresOn } = limit;
  return { key, baseOn, rawOn, expiresOn, extensions, ...(suspendedDays === 0 ? {} : { suspendedDays }) };
}
