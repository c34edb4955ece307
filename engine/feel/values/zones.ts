import { epochDay, FeelDate } from './dates.ts';

const formats = new Map<string, Intl.DateTimeFormat | undefined>();
/** The calendar of JavaScript ends there; beyond it a zone keeps the offset it has at the end. */
const furthest = 8.64e15 - 2 * 86_400_000;

/** Whether the IANA time zone database has the zone. */
export function isZone(zone: string): boolean {
  return formatOf(zone) !== undefined;
}

/** Seconds that the zone is ahead of UTC at a local time; of two equal local times the first, in a gap the time before it. */
export function zoneOffset(zone: string, date: FeelDate, secondOfDay: number): number {
  const local = clamp((epochDay(date) * 86_400 + secondOfDay) * 1000);
  const [before, after] = [offsetAt(zone, local - 86_400_000), offsetAt(zone, local + 86_400_000)];
  if (before === after) return before;
  const candidates = [before, after].filter((offset) => offsetAt(zone, local - offset * 1000) === offset);
  return candidates[0] ?? before;
}

/** Seconds that the zone is ahead of UTC at an instant in milliseconds since 1970. */
export function offsetAt(zone: string, instant: number): number {
  const format = formatOf(zone);
  if (!format) return 0;
  const parts = new Map(format.formatToParts(clamp(instant)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type) ?? 0);
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
  const days = epochDay(new FeelDate(year, part('month'), part('day')));
  const shown = days * 86_400 + part('hour') * 3_600 + part('minute') * 60 + part('second');
  return Math.round(shown - Math.floor(clamp(instant) / 1000));
}

function clamp(instant: number): number {
  return Math.max(-furthest, Math.min(furthest, instant));
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(zone)) formats.set(zone, makeFormat(zone));
  return formats.get(zone);
}

function makeFormat(zone: string): Intl.DateTimeFormat | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,60}$/.test(zone)) return undefined;
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  } catch {
    return undefined;
  }
}
