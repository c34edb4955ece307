import type { OfficeCalendar } from '../../engine/calendar/index.ts';

/**
 * The date rules once more, slowly and by hand: one day after the other, months by their written lengths, no date library.
 * What the properties compare with.
 */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function monthLength(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (lengths[month - 1] ?? 0);
}

export function write({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function dayAfter({ year, month, day }: Day): Day {
  if (day < monthLength(year, month)) return { year, month, day: day + 1 };
  return month < 12 ? { year, month: month + 1, day: 1 } : { year: year + 1, month: 1, day: 1 };
}

export function dayBefore({ year, month, day }: Day): Day {
  if (day > 1) return { year, month, day: day - 1 };
  const [y, m] = month > 1 ? [year, month - 1] : [year - 1, 12];
  return { year: y, month: m, day: monthLength(y, m) };
}

/** Walks month by month with the day number kept aside, and clamps only where it arrives. */
export function addMonths({ year, month, day }: Day, months: number): Day {
  let [y, m] = [year, month];
  for (let step = 0; step < Math.abs(months); step++) {
    m += Math.sign(months);
    if (m === 13) [y, m] = [y + 1, 1];
    if (m === 0) [y, m] = [y - 1, 12];
  }
  return { year: y, month: m, day: Math.min(day, monthLength(y, m)) };
}

export function addDays(start: Day, days: number): Day {
  let day = start;
  for (let step = 0; step < Math.abs(days); step++) day = days > 0 ? dayAfter(day) : dayBefore(day);
  return day;
}

/** ISO weekday, counted on from Monday, 1 January 1900. */
export function weekday(on: Day): number {
  let days = on.day - 1;
  for (let year = 1900; year < on.year; year++) days += isLeap(year) ? 366 : 365;
  for (let month = 1; month < on.month; month++) days += monthLength(on.year, month);
  return (days % 7) + 1;
}

export function isOpen(on: Day, calendar: OfficeCalendar): boolean {
  const text = write(on);
  const weekend = [...calendar.weekend]
    .filter(({ from }) => from <= text)
    .sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  if (weekend?.days.some((closed) => closed === weekday(on))) return false;
  if (calendar.holidays.some((holiday) => holiday.on === text)) return false;
  return !calendar.closures?.some(({ from, to }) => from <= text && text <= to);
}

export function roll(on: Day, calendar: OfficeCalendar, move: (day: Day) => Day): Day {
  let day = on;
  while (!isOpen(day, calendar)) day = move(day);
  return day;
}

export function addWorkingDays(on: Day, count: number, calendar: OfficeCalendar): Day {
  let day = on;
  for (let left = Math.abs(count); left > 0;) {
    day = count > 0 ? dayAfter(day) : dayBefore(day);
    if (isOpen(day, calendar)) left--;
  }
  return day;
}
