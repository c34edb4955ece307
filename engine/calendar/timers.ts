import { Temporal } from 'temporal-polyfill';
import { CalendarError } from './calendarError.ts';
import { cronAfter, looksLikeCron, parseCron } from './cron.ts';
import { checkedZone, instantText, startOfDay, zoned } from './dates.ts';
import { isZero, parseDuration, signedParts, times } from './duration.ts';
import type { Instant, IsoDuration, SuspensionPolicy, Timer, TimerProblem } from './types.ts';

/** How a timer text is to be read. */
export interface TimerOptions {
  /** Dates without a zone are read in this one. */
  readonly timeZone: string;
  /** What the model says it is; another kind is a problem. Without it the text decides. */
  readonly kind?: 'date' | 'duration' | 'cycle';
}

/** Shortest period of a cycle: below it a timer would be a busy loop. */
const leastPeriodSeconds = 1;
const mostRepetitions = 1_000_000;

/**
 * Reads a BPMN timer (10.5.5): `2026-03-01` (midnight in the office), `2026-03-01T09:00`, `…Z`, `…+01:00`, `P2M`, `PT30M`,
 * `R3/PT10M`, `R/2026-03-01T09:00/P1D`, `R-1/…`, and cron texts as a cycle without end. A local time that exists twice is the
 * first of the two, one that does not exist the moment after the gap. Refused: negative durations, cycles below a second,
 * leap seconds, 24:00, seconds since 1970.
 */
export function parseTimer(text: string, options: TimerOptions): Timer | TimerProblem {
  const trimmed = text.trim();
  if (trimmed === '') return problem('empty', 'The timer is empty.');
  const timer = parseAny(trimmed, options.timeZone);
  const { kind } = options;
  if (timer.type === 'problem' || kind === undefined || timer.type === kind) return timer;
  return problem('kind', `“${text}” is a ${timer.type}, but the timer asks for a ${kind}.`);
}

function parseAny(text: string, timeZone: string): Timer | TimerProblem {
  if (text.startsWith('R')) return parseCycle(text, timeZone);
  if (/^-?P/.test(text)) return parsePositive(text);
  if (looksLikeCron(text)) {
    const cron = parseCron(text);
    if (typeof cron !== 'string') return { type: 'cycle', repetitions: null, cron };
    return problem('cycle', `The cron text is not usable: ${cron}. Write for example 0 9 * * MON-FRI, or R/P1D.`);
  }
  if (/^[+-]?\d/.test(text)) return parseInstant(text, timeZone);
  return problem(
    'kind',
    `“${text}” is not a date (2026-03-01T09:00), duration (P2M, PT30M) or cycle (R3/PT10M, 0 9 * * *).`,
  );
}

function problem(code: TimerProblem['code'], sentence: string): TimerProblem {
  return { type: 'problem', code, sentence };
}

function parsePositive(text: string): IsoDuration | TimerProblem {
  const duration = parseDuration(text);
  if (duration.type === 'duration' && duration.sign === -1)
    return problem('negative', `“${text}” lies in the past: a timer waits forwards.`);
  return duration;
}

function parseInstant(text: string, timeZone: string): { readonly type: 'date'; readonly at: Instant } | TimerProblem {
  const found = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  const isLeapSecond = /:60(\.\d+)?(Z|[+-]|$)/.test(text);
  if (found && !isLeapSecond && !text.includes('T24')) {
    const [, date = '', time, zone] = found;
    try {
      if (time === undefined) return { type: 'date', at: startOfDay(date, timeZone) };
      if (zone !== undefined) return { type: 'date', at: instantText(Temporal.Instant.from(text)) };
      const local = Temporal.PlainDateTime.from(text, { overflow: 'reject' });
      return { type: 'date', at: instantText(local.toZonedDateTime(checkedZone(timeZone)).toInstant()) };
    } catch {
      // Falls through: a day or time that does not exist.
    }
  }
  return problem('date', `“${text}” is not a date: write it as 2026-03-01, 2026-03-01T09:00 or 2026-03-01T09:00:00Z.`);
}

function parseCycle(text: string, timeZone: string): Timer | TimerProblem {
  const [head = '', ...rest] = text.split('/');
  const count = /^R(-1|\d{0,9})$/.exec(head)?.[1];
  const [first = '', second] = rest;
  if (count === undefined || rest.length < 1 || rest.length > 2) return notACycle(text);
  const start = second === undefined ? undefined : parseInstant(first, timeZone);
  if (start?.type === 'problem') return notACycle(text);
  const period = parsePositive(second ?? first);
  if (period.type === 'problem') return period.code === 'negative' ? period : notACycle(text);
  if (isShort(period))
    return problem('too-short', `“${text}” repeats too fast: the shortest period is ${leastPeriodSeconds} second.`);
  const repetitions = count === '' || count === '-1' ? null : Number(count);
  if (repetitions !== null && (repetitions < 1 || repetitions > mostRepetitions)) {
    return problem(
      'cycle',
      `“${text}” must repeat at least once and at most ${mostRepetitions} times, or without end (R/…).`,
    );
  }
  return { type: 'cycle', repetitions, ...(start && { startAt: start.at }), period };
}

function notACycle(text: string): TimerProblem {
  return problem(
    'cycle',
    `“${text}” is not a cycle: write for example R3/PT10M (three times, every ten minutes) or R/2026-03-01T09:00/P1D.`,
  );
}

function isShort(period: IsoDuration): boolean {
  return isZero({ ...period, seconds: 0 }) && period.seconds < leastPeriodSeconds;
}

/**
 * When a timer that is armed at `armedAt` is due first. Years, months, weeks and days are counted by the office's calendar
 * and clock; hours, minutes and seconds as time that passes, also over a change of the clocks.
 */
export function timerDueAt(timer: Timer, armedAt: Instant, timeZone: string): Instant {
  switch (timer.type) {
    case 'date':
      return timer.at;
    case 'duration':
      return after(armedAt, timer, timeZone);
    case 'cycle':
      if ('cron' in timer) return cronAfter(timer.cron, armedAt, timeZone);
      return timer.startAt ?? after(armedAt, timer.period, timeZone);
  }
}

/** What is known of a cycle that has just fired. */
export interface FiredCycle {
  /** When it was due for the first time: all later dates are counted from it, so that no month's end makes it drift. */
  readonly firstDueAt: Instant;
  /** When the firing that just happened was due. */
  readonly dueAt: Instant;
  readonly now: Instant;
}

/** The next date of a cycle after it fired; undefined when it was the last. Dates missed meanwhile are made up for by one late firing only. */
export function nextDueAt(timer: Timer, fired: FiredCycle, timeZone: string): Instant | undefined {
  if (timer.type !== 'cycle') return undefined;
  const past = Math.max(epoch(fired.dueAt), epoch(fired.now));
  if ('cron' in timer) return cronAfter(timer.cron, epoch(fired.dueAt) === past ? fired.dueAt : fired.now, timeZone);
  const { period, repetitions } = timer;
  const dueAt = (index: number): Instant => after(fired.firstDueAt, times(period, index), timeZone);
  const index = firstIndex((candidate) => epoch(dueAt(candidate)) > past);
  return repetitions !== null && index >= repetitions ? undefined : dueAt(index);
}

/** The least number from 1 on for which a condition that stays true is true. */
function firstIndex(isTrue: (index: number) => boolean): number {
  let high = 1;
  while (!isTrue(high)) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isTrue(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** A timer whose instance was suspended. */
export interface SuspendedTimer {
  readonly dueAt: Instant;
  readonly armedAt: Instant;
  readonly suspendedAt: Instant;
  readonly resumedAt: Instant;
}

/**
 * When a suspended timer is due after its instance resumed: `shift` moves it by the time of suspension, `restart` gives it
 * its whole length again, `keep` leaves it, even if it is overdue then.
 */
export function resumeTimer(policy: SuspensionPolicy, timer: SuspendedTimer): Instant {
  switch (policy) {
    case 'keep':
      return timer.dueAt;
    case 'shift':
      return later(timer.dueAt, epoch(timer.resumedAt) - epoch(timer.suspendedAt));
    case 'restart':
      return later(timer.resumedAt, epoch(timer.dueAt) - epoch(timer.armedAt));
  }
}

function after(instant: Instant, duration: IsoDuration, timeZone: string): Instant {
  const start = zoned(instant, timeZone);
  try {
    const end = start.add(signedParts(duration));
    if (end.year <= 9_999) return instantText(end.toInstant());
  } catch {
    // Falls through: beyond what Temporal can hold.
  }
  throw new CalendarError(`A timer from ${instant} would be due after the year 9999.`);
}

function later(instant: Instant, milliseconds: number): Instant {
  return instantText(Temporal.Instant.fromEpochMilliseconds(epoch(instant) + milliseconds));
}

function epoch(instant: Instant): number {
  return zoned(instant, 'UTC').epochMilliseconds;
}
