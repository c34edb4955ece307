import { parseDate, type FeelDate } from './dates.ts';
import { parseDuration, type DayDuration, type MonthDuration } from './durations.ts';
import { parseDateTime, parseTime, type FeelDateTime, type FeelTime } from './times.ts';

/** A date, time or duration. */
export type Temporal = FeelDate | FeelTime | FeelDateTime | DayDuration | MonthDuration;

/** The value of a literal such as `@"2026-01-31"` (DMN 1.5, grammar rule 64); undefined when the text is none. */
export function readTemporal(text: string): Temporal | undefined {
  if (/^-?P/.test(text)) return parseDuration(text);
  return parseDate(text) ?? (text.includes('T') ? parseDateTime(text) : parseTime(text));
}
