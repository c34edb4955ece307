import { CalendarError } from './calendarError.ts';
import { checkedZone, readDateDuration, toPlainDate } from './dates.ts';
import type { OfficeCalendar, TimeLimitRule } from './types.ts';

/** Something wrong in `calendar.json` or `time-limits.json`: the place and a sentence. */
export interface CalendarProblem {
  /** JSON pointer within the calendar or rule. */
  readonly pointer: string;
  readonly sentence: string;
}

/** What is wrong with the values of a calendar; its shape has been checked before. */
export function checkCalendar(calendar: OfficeCalendar): readonly CalendarProblem[] {
  const problems: CalendarProblem[] = [];
  const check = (pointer: string, ...attempts: (() => unknown)[]): void =>
    attempts.forEach((attempt) => note(problems, pointer, attempt));
  check('/timeZone', () => checkedZone(calendar.timeZone));
  calendar.weekend.forEach(({ from, days }, index) => {
    check(`/weekend/${index}/from`, () => toPlainDate(from));
    check(`/weekend/${index}/days`, () => refuse(new Set(days).size === 7, 'The office would never be open.'));
  });
  calendar.holidays.forEach(({ on }, index) => check(`/holidays/${index}/on`, () => toPlainDate(on)));
  calendar.closures?.forEach(({ from, to }, index) => {
    check(
      `/closures/${index}`,
      () => toPlainDate(from),
      () => toPlainDate(to),
      () => refuse(to < from, `The closure ends (${to}) before it begins (${from}).`),
    );
  });
  calendar.halfDays?.forEach(({ on, until }, index) => {
    check(
      `/halfDays/${index}`,
      () => toPlainDate(on),
      () => checkTime(until),
    );
  });
  const hours = calendar.workingHours;
  if (hours)
    check(
      '/workingHours',
      () => checkTime(hours.from),
      () => checkTime(hours.to),
      () => refuse(hours.to <= hours.from, 'The working hours end before they begin.'),
    );
  return problems;
}

/** What is wrong with the values of a time-limit rule. */
export function checkTimeLimitRule(rule: TimeLimitRule): readonly CalendarProblem[] {
  const problems: CalendarProblem[] = [];
  const lengths: readonly (readonly [string, string | undefined])[] = [
    ['/length', rule.length],
    ['/extension/length', rule.extension?.length],
    ['/abroadLength', rule.abroadLength],
    ['/alternative/length', rule.alternative?.length],
    ['/grace/length', rule.grace?.length],
  ];
  for (const [pointer, length] of lengths)
    if (length !== undefined) note(problems, pointer, () => readDateDuration(length));
  const { extension, workingDays } = rule;
  if (extension)
    note(problems, '/extension/max', () =>
      refuse(!Number.isSafeInteger(extension.max) || extension.max < 1, 'At least one extension must be possible.'),
    );
  if (workingDays !== undefined)
    note(problems, '/workingDays', () =>
      refuse(!Number.isSafeInteger(workingDays), 'Working days are a whole number.'),
    );
  return problems;
}

function note(problems: CalendarProblem[], pointer: string, attempt: () => unknown): void {
  try {
    attempt();
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    problems.push({ pointer, sentence: error.message });
  }
}

function refuse(isWrong: boolean, sentence: string): void {
  if (isWrong) throw new CalendarError(sentence);
}

function checkTime(time: string): void {
  refuse(!/^([01]\d|2[0-3]):[0-5]\d$/.test(time), `“${time}” is not a time: write hours and minutes as 16:30.`);
}
