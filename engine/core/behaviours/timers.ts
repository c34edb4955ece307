import {
  CalendarError,
  computeTimeLimit,
  expiryInstant,
  parseTimer,
  timerDueAt,
  type ExplainStep,
  type TimeLimit,
} from '../../calendar/index.ts';
import type { GraphNode, TimerSpec } from '../../bpmn/index.ts';
import { StepFailure } from '../failure.ts';
import type { ArmedLimit, ArmedTimer } from '../state.ts';
import type { Step } from '../step.ts';
import { text, value } from './expressions.ts';
import { valueAt } from './dossier.ts';
import { standsStill } from './suspension.ts';

interface Due {
  readonly dueAt: string;
  readonly limit?: ArmedLimit;
  readonly steps?: readonly ExplainStep[];
}

/** Arms the timer of `node` on a token. Where time stands still it is kept and disarmed at once. */
export function armTimer(step: Step, tokenId: number, node: GraphNode, spec: TimerSpec): void {
  const due = dueOf(step, node, spec);
  const timer: ArmedTimer = {
    at: node.id,
    armedAt: step.world.now,
    dueAt: due.dueAt,
    ...(due.limit ? { limit: due.limit } : {}),
  };
  keepTimer(step, tokenId, timer);
  emitArmed(step, tokenId, timer, due.steps);
  if (standsStill(step, tokenId)) emitDisarmed(step, tokenId, timer);
}

/** Notes a timer on its token, in place of an earlier one of the same event. */
export function keepTimer(step: Step, tokenId: number, timer: ArmedTimer): void {
  const token = step.alive(tokenId);
  step.replace({ ...token, timers: [...(token.timers ?? []).filter((each) => each.at !== timer.at), timer] });
}

/** The timer of an event has fired or is no longer wanted, its token lives on. */
export function dropTimer(step: Step, tokenId: number, element: string): void {
  const { timers, ...rest } = step.alive(tokenId);
  const left = (timers ?? []).filter((each) => each.at !== element);
  step.replace(left.length > 0 ? { ...rest, timers: left } : rest);
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

export function emitDisarmed(step: Step, token: number, timer: ArmedTimer): void {
  step.emit({
    type: 'timerDisarmed',
    token,
    element: timer.at,
    ...(timer.limit ? { limit: timer.limit.key } : {}),
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
    return { dueAt: timerDueAt(timer, now, calendar.timeZone) };
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
