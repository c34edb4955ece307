import { Temporal } from 'temporal-polyfill';
import { CalendarError } from './calendarError.ts';
import { checkedZone, instantText, zoned } from './dates.ts';
import type { Cron, Instant } from './types.ts';

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Words for numbers, the first for `from`. */
  readonly words: readonly string[];
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const fields: readonly Field[] = [
  { name: 'second', from: 0, to: 59, words: [] },
  { name: 'minute', from: 0, to: 59, words: [] },
  { name: 'hour', from: 0, to: 23, words: [] },
  { name: 'day of the month', from: 1, to: 31, words: [] },
  { name: 'month', from: 1, to: 12, words: months },
  // Sunday is 0 and 7, so that a range may run to the end of the week.
  { name: 'weekday', from: 0, to: 7, words: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] },
];

/** Does a text look like cron: five fields, or six with seconds first? */
export function looksLikeCron(text: string): boolean {
  return /^[\d*?][\dA-Za-z*/,?#-]*( +[\dA-Za-z*/,?#-]+){4,5}$/.test(text);
}

/**
 * Reads a cron text: minute, hour, day of the month, month and weekday, with seconds before them where there are six. Each
 * is `*` or `?`, a number, a range, a step or a list; weekdays run from 0 = Sunday to 7 = Sunday. A sentence when it is none,
 * or names a day that never comes.
 */
export function parseCron(text: string): Cron | string {
  const given = text.trim().split(/ +/);
  const parts = given.length === 5 ? ['0', ...given] : given;
  const lists: (readonly number[])[] = [];
  for (const [index, field] of fields.entries()) {
    const list = listOf(parts[index] ?? '', field);
    if (!list) return `the ${field.name} “${parts[index] ?? ''}” of “${text}” cannot be read`;
    lists.push(list);
  }
  const [seconds = [], minutes = [], hours = [], days = [], months = [], weekdays = []] = lists;
  const cron: Cron = {
    seconds,
    minutes,
    hours,
    days,
    months,
    weekdays: [...new Set(weekdays.map((day) => day % 7))],
    isEitherDay: isLimited(parts[3]) && isLimited(parts[5]),
  };
  const isPossible = days.some((day) => months.some((month) => day <= longest(month)));
  return isPossible || cron.isEitherDay ? cron : `“${text}” names a day that never comes`;
}

function isLimited(part: string | undefined): boolean {
  return part !== '*' && part !== '?';
}

/** Days of a month in a leap year. */
function longest(month: number): number {
  return Temporal.PlainYearMonth.from({ year: 2024, month }).daysInMonth;
}

function listOf(part: string, field: Field): readonly number[] | undefined {
  const found = new Set<number>();
  for (const item of part.toUpperCase().split(',')) {
    const match = /^(?:([*?])|(\w+)(?:-(\w+))?)(?:\/(\d{1,2}))?$/.exec(item);
    if (!match) return undefined;
    const [, all, first, second, step] = match;
    const from = all === undefined ? numberOf(first, field) : field.from;
    const open = step === undefined ? from : field.to;
    const to = all !== undefined ? field.to : second === undefined ? open : numberOf(second, field);
    if (from === undefined || to === undefined || from > to || step === '0') return undefined;
    for (let each = from; each <= to; each += Number(step ?? 1)) found.add(each);
  }
  return [...found].sort((a, b) => a - b);
}

function numberOf(text: string | undefined, { from, to, words }: Field): number | undefined {
  const word = words.indexOf(text ?? '');
  if (word >= 0) return word + from;
  const number = /^\d{1,2}$/.test(text ?? '') ? Number(text) : Number.NaN;
  return number >= from && number <= to ? number : undefined;
}

/** The rarest day, 29 February on a given weekday, comes back after 40 years at most. */
const MOST_DAYS = 41 * 366;

/**
 * The first date of a cron text after an instant, by the office's clock: a time that exists twice counts once, at its
 * first, one that does not exist is the moment after the gap.
 */
export function cronAfter(cron: Cron, instant: Instant, timeZone: string): Instant {
  const after = zoned(instant, timeZone);
  const zone = checkedZone(timeZone);
  let day = after.toPlainDate();
  for (let n = 0; n < MOST_DAYS; n++, day = day.add({ days: 1 })) {
    if (!isOn(cron, day)) continue;
    for (const time of timesOf(cron, n === 0 ? after.toPlainTime() : undefined)) {
      const due = day.toPlainDateTime(time).toZonedDateTime(zone).toInstant();
      if (Temporal.Instant.compare(due, after.toInstant()) > 0) return instantText(due);
    }
  }
  throw new CalendarError(`A timer from ${instant} would never be due again.`);
}

/** Of day and weekday either is enough when both are limited, as cron has always had it. */
function isOn({ days, months, weekdays, isEitherDay }: Cron, day: Temporal.PlainDate): boolean {
  if (!months.includes(day.month)) return false;
  const [isDay, isWeekday] = [days.includes(day.day), weekdays.includes(day.dayOfWeek % 7)];
  return isEitherDay ? isDay || isWeekday : isDay && isWeekday;
}

/** The times of a day in order; on the first day those of the hour before too, which a change of the clocks may bring back. */
function* timesOf(
  { hours, minutes, seconds }: Cron,
  from: Temporal.PlainTime | undefined,
): Generator<Temporal.PlainTime> {
  for (const hour of hours) {
    if (from && hour < from.hour - 1) continue;
    for (const minute of minutes) for (const second of seconds) yield Temporal.PlainTime.from({ hour, minute, second });
  }
}
