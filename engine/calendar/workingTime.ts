import { Temporal } from 'temporal-polyfill';
import { CalendarError } from './calendarError.ts';
import { addDays, instantText, zoned } from './dates.ts';
import { isOpen, nextOpenDay } from './openDays.ts';
import type { Instant, IsoDate, OfficeCalendar, WorkingHours } from './types.ts';

const wholeDay: WorkingHours = { from: '00:00', to: '23:59' };

/** The moment after so many minutes of office hours, for internal targets such as “decide within 16 working hours”. */
export function addWorkingTime(from: Instant, minutes: number, calendar: OfficeCalendar): Instant {
  if (!Number.isFinite(minutes) || minutes < 0 || minutes > 1_000_000) {
    throw new CalendarError(`“${minutes}” is not a number of working minutes: 0 to 1000000 are possible.`);
  }
  const start = zoned(from, calendar.timeZone);
  let left = minutes * 60;
  let day = start.toPlainDate().toString();
  for (;;) {
    const { opens, closes } = hoursOf(day, calendar);
    const begin = Temporal.ZonedDateTime.compare(start, opens) > 0 ? start : opens;
    const available = Math.max(0, begin.until(closes).total('seconds'));
    if (isOpen(day, calendar) && available > 0 && left <= available)
      return instantText(begin.add({ seconds: left }).toInstant());
    if (isOpen(day, calendar)) left -= available;
    day = nextOpenDay(addDays(day, 1), calendar);
  }
}

function hoursOf(
  day: IsoDate,
  calendar: OfficeCalendar,
): { opens: Temporal.ZonedDateTime; closes: Temporal.ZonedDateTime } {
  const { from, to } = calendar.workingHours ?? wholeDay;
  const half = calendar.halfDays?.find(({ on }) => on === day);
  const at = (time: string): Temporal.ZonedDateTime =>
    Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(calendar.timeZone);
  return { opens: at(from), closes: at(half && half.until < to ? half.until : to) };
}
