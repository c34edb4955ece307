import { CalendarError } from './calendarError.ts';
import { addDays, toPlainDate, weekdayOf } from './dates.ts';
import type { ClosedReason, Closure, Holiday, IsoDate, OfficeCalendar, Weekday, WeekendPattern } from './types.ts';

interface Index {
  readonly weekends: readonly WeekendPattern[];
  readonly holidays: ReadonlyMap<IsoDate, Holiday>;
  /** By month and day, `05-01`. */
  readonly yearly: ReadonlyMap<string, Holiday>;
}

/** No office is closed for longer; a search beyond means a calendar without open days. */
const longestSearch = 3_700;

const indexes = new WeakMap<OfficeCalendar, Index>();

/** Why the office, or this filing channel of it, is closed on that day; undefined when it is open. Half days are open. */
export function closedReason(on: IsoDate, calendar: OfficeCalendar, channel?: string): ClosedReason | undefined {
  const weekday = weekdayOf(on) as Weekday;
  const { weekends, holidays, yearly } = indexOf(calendar);
  const repeated = yearly.get(on.slice(5));
  const holiday = holidays.get(on) ?? (repeated && repeated.on <= on ? repeated : undefined);
  if (holiday) return { type: 'holiday', ...(holiday.name && { name: holiday.name }) };
  const closure = calendar.closures?.find((candidate) => covers(candidate, on, channel));
  if (closure) return { type: 'closure', reason: closure.reason, ...(closure.channel && { channel: closure.channel }) };
  const pattern = weekends.findLast(({ from }) => from <= on) ?? weekends[0];
  return pattern?.days.includes(weekday) ? { type: 'weekend', weekday } : undefined;
}

/** Whether the office works on that day; with a channel, whether one can file through it. */
export function isOpen(on: IsoDate, calendar: OfficeCalendar, channel?: string): boolean {
  return closedReason(on, calendar, channel) === undefined;
}

/** `on` itself if open, else the next open day after it. */
export function nextOpenDay(on: IsoDate, calendar: OfficeCalendar, channel?: string): IsoDate {
  return search(on, 1, calendar, channel);
}

/** `on` itself if open, else the last open day before it. */
export function previousOpenDay(on: IsoDate, calendar: OfficeCalendar, channel?: string): IsoDate {
  return search(on, -1, calendar, channel);
}

/** The n-th open day after `on` (before it, when negative); the day itself is not counted. With 0 the day itself. */
export function addWorkingDays(on: IsoDate, days: number, calendar: OfficeCalendar, channel?: string): IsoDate {
  if (!Number.isSafeInteger(days) || Math.abs(days) > 100_000) {
    throw new CalendarError(`“${days}” is not a number of working days: a whole number up to 100000 is expected.`);
  }
  const direction = days < 0 ? -1 : 1;
  let day = toPlainDate(on).toString();
  for (let counted = 0; counted < Math.abs(days); counted++)
    day = search(addDays(day, direction), direction, calendar, channel);
  return day;
}

/** Open days after `from` up to and including `to`; negative when `to` lies before. */
export function workingDaysBetween(from: IsoDate, to: IsoDate, calendar: OfficeCalendar, channel?: string): number {
  const [first, last, sign] = from <= to ? [from, to, 1] : [to, from, -1];
  const length = toPlainDate(first).until(toPlainDate(last)).days;
  if (length > 400 * 366) throw new CalendarError('The two dates lie more than 400 years apart.');
  let open = 0;
  for (let step = 1; step <= length; step++) if (isOpen(addDays(first, step), calendar, channel)) open++;
  return open === 0 ? 0 : sign * open;
}

function search(on: IsoDate, direction: 1 | -1, calendar: OfficeCalendar, channel?: string): IsoDate {
  let day = toPlainDate(on).toString();
  for (let step = 0; step < longestSearch; step++) {
    if (isOpen(day, calendar, channel)) return day;
    day = addDays(day, direction);
  }
  throw new CalendarError(`The calendar has no open day within ten years of ${on}.`);
}

function covers(closure: Closure, on: IsoDate, channel: string | undefined): boolean {
  if (on < closure.from || on > closure.to) return false;
  return closure.channel === undefined || closure.channel === channel;
}

function indexOf(calendar: OfficeCalendar): Index {
  let index = indexes.get(calendar);
  if (!index) {
    const { weekend, holidays } = calendar;
    index = {
      weekends: [...weekend].sort((a, b) => (a.from < b.from ? -1 : 1)),
      holidays: new Map(holidays.map((holiday) => [holiday.on, holiday])),
      yearly: new Map(holidays.filter(({ yearly }) => yearly).map((holiday) => [holiday.on.slice(5), holiday])),
    };
    indexes.set(calendar, index);
  }
  return index;
}
