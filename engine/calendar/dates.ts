import { createCalendar, parseDate as parseOtherDate, toCalendar } from '@internationalized/date';
import { Temporal } from 'temporal-polyfill';
import { CalendarError } from './calendarError.ts';
import { hasTime, parseDuration, signedParts } from './duration.ts';
import type { CalendarSystem, Instant, IsoDate, IsoDuration, OfficeCalendar } from './types.ts';

/** A date in another calendar, by its numbers. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Reads an office date; anything but `YYYY-MM-DD` of an existing day is a CalendarError. */
export function toPlainDate(on: IsoDate): Temporal.PlainDate {
  if (/^\d{4}-\d{2}-\d{2}$/.test(on)) {
    try {
      return Temporal.PlainDate.from(on, { overflow: 'reject' });
    } catch {
      // Falls through: a day such as 30 February.
    }
  }
  throw new CalendarError(`“${on}” is not a date: write year, month and day as 2026-01-31.`);
}

/** ISO weekday, 1 = Monday … 7 = Sunday. */
export function weekdayOf(on: IsoDate): number {
  return toPlainDate(on).dayOfWeek;
}

/** `on` moved by whole days. */
export function addDays(on: IsoDate, days: number): IsoDate {
  const start = toPlainDate(on);
  return inRange(() => start.add({ days }));
}

/**
 * `on` plus an ISO 8601 duration of years, months, weeks and days, all at once: the same day number, else the last day of
 * the month (PCT Rule 80.2). The day itself is not counted (PCT Rule 80.3).
 */
export function addDuration(on: IsoDate, duration: string, system: CalendarSystem = 'gregory'): IsoDate {
  return addParts(on, readDateDuration(duration), system);
}

/** As `addDuration`, for a duration that has been read. */
export function addParts(on: IsoDate, duration: IsoDuration, system: CalendarSystem): IsoDate {
  const { years, months, weeks, days } = signedParts(duration);
  const first = toPlainDate(on);
  if (system === 'gregory') return inRange(() => first.add({ years, months, weeks, days }));
  const start = toCalendar(parseOtherDate(on), createCalendar(system));
  const end = start.add({ years, months, weeks, days });
  return inRange(() => Temporal.PlainDate.from(toCalendar(end, createCalendar('gregory')).toString()));
}

/** The numbers of the day in another calendar: 2026-01-01 is 1447-7-12 in `islamic-umalqura`. */
export function inSystem(on: IsoDate, system: CalendarSystem): CalendarDate {
  const { year, month, day } = toCalendar(parseOtherDate(toPlainDate(on).toString()), createCalendar(system));
  return { year, month, day };
}

/** Reads a duration of whole days for legal periods; hours are refused with a CalendarError. */
export function readDateDuration(text: string): IsoDuration {
  const duration = parseDuration(text);
  if (duration.type === 'problem') throw new CalendarError(duration.sentence);
  if (hasTime(duration))
    throw new CalendarError(`“${text}” has hours: time limits are counted in days, weeks, months or years.`);
  return duration;
}

/** The day that was last asked for in each zone, from its first moment until the next day's: a step asks for the same one again. */
const lastDays = new Map<string, { readonly on: IsoDate; readonly from: number; readonly until: number }>();
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** The office's day at this moment. */
export function dayOf(instant: Instant, timeZone: string): IsoDate {
  const last = lastDays.get(timeZone);
  const moment = last !== undefined && MOMENT.test(instant) ? Date.parse(instant) : Number.NaN;
  if (last !== undefined && moment >= last.from && moment < last.until) return last.on;
  const day = zoned(instant, timeZone).toPlainDate();
  const [from, until] = [day, day.add({ days: 1 })].map(
    (each) => each.toZonedDateTime(checkedZone(timeZone)).epochMilliseconds,
  );
  const on = day.toString();
  lastDays.set(timeZone, { on, from: from ?? Number.NaN, until: until ?? Number.NaN });
  return on;
}

/** The first moment of the day: 00:00, or later where the clocks change at midnight. */
export function startOfDay(on: IsoDate, timeZone: string): Instant {
  const zone = checkedZone(timeZone);
  return instantText(toPlainDate(on).toZonedDateTime(zone).toInstant());
}

/** When a time limit is over: the first moment of the day after, in the office's time zone. Its timer fires then. */
export function expiryInstant(expiresOn: IsoDate, calendar: Pick<OfficeCalendar, 'timeZone'>): Instant {
  return startOfDay(addDays(expiresOn, 1), calendar.timeZone);
}

/** The moment in the office's time zone; a CalendarError when either is none. */
export function zoned(instant: Instant, timeZone: string): Temporal.ZonedDateTime {
  const zone = checkedZone(timeZone);
  try {
    return Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  } catch {
    throw new CalendarError(`“${instant}” is not a moment: write it as 2026-01-31T09:00:00Z.`);
  }
}

/** UTC text, without a fraction when there is none. */
export function instantText(instant: Temporal.Instant): Instant {
  return instant.toString({ fractionalSecondDigits: instant.epochMilliseconds % 1_000 === 0 ? 0 : 3 });
}

/** The zone, if it exists. */
export function checkedZone(timeZone: string): string {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return timeZone;
  } catch {
    throw new CalendarError(`“${timeZone}” is not a time zone: write for example Europe/Berlin.`);
  }
}

function inRange(calculate: () => Temporal.PlainDate): IsoDate {
  let text = '';
  try {
    text = calculate().toString();
  } catch {
    // Falls through: beyond what Temporal can hold.
  }
  if (!/^\d{4}-/.test(text)) throw new CalendarError('The date would lie outside the years 0 to 9999.');
  return text;
}
