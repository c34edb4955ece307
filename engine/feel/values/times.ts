import { addMonths, dateOfEpochDay, dateText, epochDay, FeelDate, pad, parseDate } from './dates.ts';
import { fractionText, nanosOf } from './durations.ts';
import { isZone, offsetAt, zoneOffset } from './zones.ts';

/** Where a time holds: an offset from UTC in seconds, an IANA zone, or nowhere in particular. */
export type Place =
  | { readonly type: 'local' }
  | { readonly type: 'offset'; readonly seconds: number }
  | { readonly type: 'zone'; readonly zone: string };

/** A time of day (DMN 1.5, 10.3.2.3.4). */
export class FeelTime {
  /** Since midnight. */
  readonly nanos: bigint;
  readonly place: Place;

  constructor(nanos: bigint, place: Place) {
    this.nanos = nanos;
    this.place = place;
  }
}

/** A time on a day (DMN 1.5, 10.3.2.3.6). */
export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;

  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }
}

/** A time without offset or zone. */
export const nowhere: Place = { type: 'local' };
/** The place of UTC. */
export const utc: Place = { type: 'offset', seconds: 0 };

/** The place that is so many seconds ahead of UTC; undefined beyond 18 hours. */
export function atOffset(seconds: number): Place | undefined {
  return Number.isInteger(seconds) && Math.abs(seconds) <= 64_800 ? { type: 'offset', seconds } : undefined;
}

/** The time that a text such as `11:22:33.5+02:00` or `11:22:33@Europe/Paris` names; undefined when it names none. */
export function parseTime(text: string): FeelTime | undefined {
  const found = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(.*)$/s.exec(text);
  if (!found) return undefined;
  const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const place = parsePlace(found[5] ?? '');
  if (hour > 23 || minute > 59 || second > 59 || !place) return undefined;
  const nanos = BigInt(hour * 3600 + minute * 60 + second) * nanosOf.second;
  return new FeelTime(nanos + BigInt((found[4] ?? '').slice(0, 9).padEnd(9, '0')), place);
}

/** The time on a day that a text such as `2026-01-31T11:22:33Z` names; a day alone is its midnight. */
export function parseDateTime(text: string): FeelDateTime | undefined {
  const at = text.indexOf('T');
  const date = parseDate(at < 0 ? text : text.slice(0, at));
  if (at < 0) return date && new FeelDateTime(date, new FeelTime(0n, nowhere));
  const clock = text.slice(at + 1);
  // Midnight at the end of a day is that of the next one.
  const isEnd = /^24:00:00(?:\.0+)?(?!\.|\d)/.test(clock);
  const time = parseTime(isEnd ? `00${clock.slice(2)}` : clock);
  const day = date && isEnd ? dateOfEpochDay(epochDay(date) + 1) : date;
  return day && time && new FeelDateTime(day, time);
}

/** Seconds ahead of UTC; undefined for a local time, and for the time of a zone without a day. */
export function offsetOf(value: FeelTime | FeelDateTime): number | undefined {
  const time = value instanceof FeelDateTime ? value.time : value;
  if (time.place.type === 'offset') return time.place.seconds;
  if (time.place.type === 'local' || !(value instanceof FeelDateTime)) return undefined;
  return zoneOffset(time.place.zone, value.date, Number(time.nanos / nanosOf.second));
}

/** Nanoseconds since 1970 in UTC; a local time counts as if it were UTC. */
export function instantOf(value: FeelDateTime): bigint {
  const local = BigInt(epochDay(value.date)) * nanosOf.day + value.time.nanos;
  return local - BigInt(offsetOf(value) ?? 0) * nanosOf.second;
}

/** Nanoseconds since midnight in UTC; a local time and the time of a zone count as if they were UTC. */
export function timeInUtc(value: FeelTime): bigint {
  return value.nanos - BigInt(offsetOf(value) ?? 0) * nanosOf.second;
}

/** The time on a day that is so much later, in the same place. */
export function addNanos(value: FeelDateTime, nanos: bigint): FeelDateTime | undefined {
  const { place } = value.time;
  if (place.type !== 'zone')
    return fromLocal(BigInt(epochDay(value.date)) * nanosOf.day + value.time.nanos + nanos, place);
  const instant = instantOf(value) + nanos;
  const offset = offsetAt(place.zone, Number(instant / 1_000_000n));
  return fromLocal(instant + BigInt(offset) * nanosOf.second, place);
}

/** The same time so many months later. */
export function addMonthsTo(value: FeelDateTime, months: number): FeelDateTime | undefined {
  const date = addMonths(value.date, months);
  return date && new FeelDateTime(date, value.time);
}

/** The time of day so much later, beginning anew at midnight. */
export function addToTime(value: FeelTime, nanos: bigint): FeelTime {
  return new FeelTime((((value.nanos + nanos) % nanosOf.day) + nanosOf.day) % nanosOf.day, value.place);
}

/** `11:22:33.5+02:00`. */
export function timeText({ nanos, place }: FeelTime): string {
  const seconds = Number(nanos / nanosOf.second);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => pad(part));
  return `${clock.join(':')}${fractionText(nanos % nanosOf.second)}${placeText(place)}`;
}

/** `2026-01-31T11:22:33Z`. */
export function dateTimeText({ date, time }: FeelDateTime): string {
  return `${dateText(date)}T${timeText(time)}`;
}

/** The same instant written with an offset instead of a zone: what ISO 8601 knows. */
export function withOffset(value: FeelDateTime): FeelDateTime {
  if (value.time.place.type !== 'zone') return value;
  return new FeelDateTime(
    value.date,
    new FeelTime(value.time.nanos, { type: 'offset', seconds: offsetOf(value) ?? 0 }),
  );
}

function fromLocal(nanos: bigint, place: Place): FeelDateTime | undefined {
  const rest = ((nanos % nanosOf.day) + nanosOf.day) % nanosOf.day;
  const date = dateOfEpochDay(Number((nanos - rest) / nanosOf.day));
  return date && new FeelDateTime(date, new FeelTime(rest, place));
}

function parsePlace(text: string): Place | undefined {
  if (text === '') return nowhere;
  if (text === 'Z' || text === 'z') return utc;
  if (text.startsWith('@')) return isZone(text.slice(1)) ? { type: 'zone', zone: text.slice(1) } : undefined;
  const found = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  if (!found || Number(found[3]) > 59 || Number(found[4] ?? 0) > 59) return undefined;
  const seconds = Number(found[2]) * 3600 + Number(found[3]) * 60 + Number(found[4] ?? 0);
  return atOffset(found[1] === '-' ? 0 - seconds : seconds);
}

function placeText(place: Place): string {
  if (place.type === 'local') return '';
  if (place.type === 'zone') return `@${place.zone}`;
  if (place.seconds === 0) return 'Z';
  const size = Math.abs(place.seconds);
  const seconds = size % 60 === 0 ? '' : `:${pad(size % 60)}`;
  return `${place.seconds < 0 ? '-' : '+'}${pad(Math.floor(size / 3600))}:${pad(Math.floor(size / 60) % 60)}${seconds}`;
}
