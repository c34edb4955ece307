import { CalendarError } from './calendarError.ts';
import { addDuration, weekdayOf } from './dates.ts';
import { addWorkingDays, isOpen, nextOpenDay, previousOpenDay, workingDaysBetween } from './openDays.ts';
import { computeTimeLimit } from './timeLimit.ts';
import type { OfficeCalendar } from './types.ts';

type Value = null | boolean | number | string | object;
type CalendarFunction = (...args: readonly Value[]) => boolean | number | string;

/** What expressions may ask the office's calendar: `office.addWorkingDays(today, 5)`. Dates are ISO texts; wrong ones are a CalendarError. */
export function calendarFunctions(calendar: OfficeCalendar): Readonly<Record<string, CalendarFunction>> {
  return {
    isOpen: (on) => isOpen(text(on), calendar),
    nextOpenDay: (on) => nextOpenDay(text(on), calendar),
    previousOpenDay: (on) => previousOpenDay(text(on), calendar),
    addWorkingDays: (on, days) => addWorkingDays(text(on), number(days), calendar),
    workingDaysBetween: (from, to) => workingDaysBetween(text(from), text(to), calendar),
    addDuration: (on, duration) => addDuration(text(on), text(duration)),
    /** The last day of a period with roll-over: `office.expiresOn(filedOn, "P2M")`. */
    expiresOn: (on, length) => computeTimeLimit({ length: text(length) }, text(on), calendar).expiresOn,
    weekday: (on) => weekdayOf(text(on)),
  };
}

function text(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw new CalendarError(`A date or duration is expected, but there is ${shown(value)}.`);
}

function number(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  throw new CalendarError(`A number is expected, but there is ${shown(value)}.`);
}

function shown(value: Value | undefined): string {
  return value === null || value === undefined ? 'nothing' : JSON.stringify(value);
}
