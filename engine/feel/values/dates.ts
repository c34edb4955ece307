/** A day of the Gregorian calendar (DMN 1.5, 10.3.2.3.4). */
export class FeelDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }
}

const furthestYear = 999_999_999;
const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** The day; undefined when the calendar does not have it. */
export function makeDate(year: number, month: number, day: number): FeelDate | undefined {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return undefined;
  if (Math.abs(year) > furthestYear || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    return undefined;
  }
  return new FeelDate(year, month, day);
}

/** Days since 1 January 1970. */
export function epochDay({ year, month, day }: FeelDate): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYearFromMarch = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYearFromMarch;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The day that is so many days after 1 January 1970; undefined beyond the calendar. */
export function dateOfEpochDay(days: number): FeelDate | undefined {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return makeDate(year, month, dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1);
}

/** The same day so many months later, or the last of that month when it is shorter. */
export function addMonths(date: FeelDate, months: number): FeelDate | undefined {
  const total = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return makeDate(year, month, Math.min(date.day, daysInMonth(year, month)));
}

/** Whole months from one day to another; a part of a month does not count. */
export function monthsBetween(from: FeelDate, to: FeelDate): number {
  const months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) return months - 1;
  return months < 0 && to.day > from.day ? months + 1 : months;
}

/** 1 for 1 January. */
export function dayOfYear({ year, month, day }: FeelDate): number {
  return (daysBeforeMonth[month - 1] ?? 0) + day + (month > 2 && isLeapYear(year) ? 1 : 0);
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(date: FeelDate): number {
  return ((((epochDay(date) + 3) % 7) + 7) % 7) + 1;
}

/** The week by ISO 8601: the first is the one with the first Thursday. */
export function weekOfYear(date: FeelDate): number {
  const thursday = dateOfEpochDay(epochDay(date) + 4 - weekday(date));
  return thursday ? Math.floor((dayOfYear(thursday) - 1) / 7) + 1 : 1;
}

/** `2026-01-31`, with a minus before years before 0. */
export function dateText({ year, month, day }: FeelDate): string {
  return `${year < 0 ? '-' : ''}${pad(Math.abs(year), 4)}-${pad(month)}-${pad(day)}`;
}

/** The day that a text such as `2026-01-31` names; undefined when it names none. */
export function parseDate(text: string): FeelDate | undefined {
  const found = /^(-?)([1-9]\d{4,8}|\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!found) return undefined;
  return makeDate(Number(`${found[1] ?? ''}${found[2] ?? ''}`) + 0, Number(found[3]), Number(found[4]));
}

/** The number with leading zeros. */
export function pad(value: number, length = 2): string {
  return String(value).padStart(length, '0');
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
