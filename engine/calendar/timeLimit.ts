import { CalendarError } from './calendarError.ts';
import { addDays, addParts, inSystem, readDateDuration, toPlainDate } from './dates.ts';
import { durationText, isZero, times } from './duration.ts';
import { addWorkingDays, closedReason, nextOpenDay, previousOpenDay } from './openDays.ts';
import type {
  CalendarSystem,
  ClosedReason,
  ExplainCode,
  ExplainStep,
  IsoDate,
  IsoDuration,
  OfficeCalendar,
  TimeLimit,
  TimeLimitOptions,
  TimeLimitRule,
} from './types.ts';

/** What changed for a running period. */
export interface TimeLimitChange {
  readonly rule: TimeLimitRule;
  readonly calendar: OfficeCalendar;
  /** The office's day: periods that ended before it stay as they are. */
  readonly today: IsoDate;
  readonly baseOn?: IsoDate;
  readonly options?: TimeLimitOptions;
}

/**
 * When a time limit that starts on `baseOn` expires in this office, and why.
 * The whole offset, extensions included, is added to the base once, never month by month (PCT Rule 80.2); the base day is
 * not counted (80.3); a closed last day rolls (80.5). CalendarError for a rule, date or number of extensions that cannot be.
 */
export function computeTimeLimit(
  rule: TimeLimitRule,
  baseOn: IsoDate,
  calendar: OfficeCalendar,
  options: TimeLimitOptions = {},
): TimeLimit {
  const system = rule.system ?? calendar.system ?? 'gregory';
  const steps: ExplainStep[] = [step('counted-from', { on: toPlainDate(baseOn).toString() })];
  const length = wholeLength(rule, options, steps);

  let rawOn = addStep(baseOn, length, system, steps);
  if (rule.workingDays) {
    rawOn = addWorkingDays(rawOn, rule.workingDays, calendar, options.channel);
    steps.push(step('working-days', { days: rule.workingDays, on: rawOn }));
  }
  rawOn = alternativeEnd(rule, rawOn, system, options, steps);
  if (options.suspendedDays) {
    rawOn = addDays(rawOn, options.suspendedDays);
    steps.push(step('suspended', { days: options.suspendedDays, on: rawOn }));
  }
  if (rule.dayBefore) {
    rawOn = addDays(rawOn, -1);
    steps.push(step('day-before', { on: rawOn }));
  }
  const expiresOn = roll(rawOn, rule, calendar, options.channel, steps);
  steps.push(step('expires', { on: expiresOn }));
  return { baseOn, rawOn, expiresOn, ...grace(rule, { rawOn, expiresOn }, calendar, system, options, steps), steps };
}

/**
 * The period after its base date or the calendar changed (a withdrawn priority, a closure made known afterwards).
 * A period that is over stays as it is (PCT Rule 90bis.3).
 */
export function recomputeTimeLimit(limit: TimeLimit, change: TimeLimitChange): TimeLimit {
  if (limit.expiresOn < change.today) return limit;
  return computeTimeLimit(change.rule, change.baseOn ?? limit.baseOn, change.calendar, change.options);
}

function step(code: ExplainCode, values: ExplainStep['values']): ExplainStep {
  return { code, values };
}

function wholeLength(rule: TimeLimitRule, options: TimeLimitOptions, steps: ExplainStep[]): IsoDuration {
  const abroad = options.abroad === true && rule.abroadLength !== undefined;
  const text = abroad ? (rule.abroadLength ?? rule.length) : rule.length;
  const length = readDateDuration(text);
  if (abroad) steps.push(step('abroad', { length: text }));
  const extensions = options.extensions ?? 0;
  if (extensions === 0) return length;
  const allowed = rule.extension?.max ?? 0;
  if (!Number.isSafeInteger(extensions) || extensions < 0 || extensions > allowed || !rule.extension) {
    throw new CalendarError(`${extensions} extensions were asked for, but at most ${allowed} are possible.`);
  }
  const total = sum(length, times(readDateDuration(rule.extension.length), extensions));
  steps.push(step('extended', { times: extensions, length: rule.extension.length, total: durationText(total) }));
  return total;
}

function sum(a: IsoDuration, b: IsoDuration): IsoDuration {
  if (a.sign !== b.sign && !isZero(a) && !isZero(b)) {
    throw new CalendarError('A period that is counted backwards cannot be extended forwards.');
  }
  const sign = isZero(a) ? b.sign : a.sign;
  const parts = {
    years: a.years + b.years,
    months: a.months + b.months,
    weeks: a.weeks + b.weeks,
    days: a.days + b.days,
  };
  return { type: 'duration', sign, ...parts, hours: 0, minutes: 0, seconds: 0 };
}

function addStep(from: IsoDate, length: IsoDuration, system: CalendarSystem, steps: ExplainStep[]): IsoDate {
  const on = addParts(from, length, system);
  if (isZero(length)) return on;
  const start = inSystem(from, system);
  const end = inSystem(on, system);
  const text = durationText({ ...length, sign: 1 });
  if (system !== 'gregory') {
    steps.push(step('other-calendar', { system, from, on, length: text }));
    return on;
  }
  steps.push(step(length.sign === -1 ? 'subtracted' : 'added', { length: text, on }));
  const monthsOnly = length.weeks === 0 && length.days === 0;
  if (monthsOnly && end.day < start.day) steps.push(step('clamped', { day: start.day, on }));
  return on;
}

function alternativeEnd(
  rule: TimeLimitRule,
  rawOn: IsoDate,
  system: CalendarSystem,
  options: TimeLimitOptions,
  steps: ExplainStep[],
): IsoDate {
  const { alternative } = rule;
  if (!alternative || options.alternativeBaseOn === undefined) return rawOn;
  const other = addParts(options.alternativeBaseOn, readDateDuration(alternative.length), system);
  const isPicked = alternative.pick === 'later' ? other > rawOn : other < rawOn;
  const picked = isPicked ? other : rawOn;
  const { length, from, pick } = alternative;
  steps.push(step('alternative', { length, from, base: options.alternativeBaseOn, other, pick, on: picked }));
  return picked;
}

function roll(
  rawOn: IsoDate,
  rule: Pick<TimeLimitRule, 'roll'>,
  calendar: OfficeCalendar,
  channel: string | undefined,
  steps: ExplainStep[],
): IsoDate {
  const reason = closedReason(rawOn, calendar, channel);
  if (!reason) return rawOn;
  const direction = rule.roll ?? 'next';
  if (direction === 'none') {
    steps.push(step('never-rolls', { on: rawOn }));
    return rawOn;
  }
  const to = direction === 'next' ? nextOpenDay(rawOn, calendar, channel) : previousOpenDay(rawOn, calendar, channel);
  const code = `${direction === 'next' ? 'rolled' : 'rolled-back'}-${reason.type}` as const;
  steps.push(step(code, { on: rawOn, to, ...reasonValues(reason) }));
  return to;
}

/** Names in several languages travel as `name:en`, `name:ar`; a name in one only as `name`. */
function reasonValues(reason: ClosedReason): Record<string, string> {
  const name = reason.type === 'weekend' ? undefined : reason.type === 'holiday' ? reason.name : reason.reason;
  if (name === undefined) return {};
  if (typeof name === 'string') return { name };
  return Object.fromEntries(Object.entries(name).map(([language, text]) => [`name:${language}`, text]));
}

function grace(
  rule: TimeLimitRule,
  end: { readonly rawOn: IsoDate; readonly expiresOn: IsoDate },
  calendar: OfficeCalendar,
  system: CalendarSystem,
  options: TimeLimitOptions,
  steps: ExplainStep[],
): { readonly graceRawOn?: IsoDate; readonly graceExpiresOn?: IsoDate } {
  if (!rule.grace) return {};
  const from = rule.grace.from === 'expiry' ? end.expiresOn : end.rawOn;
  const graceRawOn = addParts(from, readDateDuration(rule.grace.length), system);
  const graceSteps: ExplainStep[] = [];
  const graceExpiresOn = roll(graceRawOn, rule, calendar, options.channel, graceSteps);
  steps.push(step('grace', { length: rule.grace.length, from, on: graceRawOn }), ...graceSteps);
  return { graceRawOn, graceExpiresOn };
}
