import { dateText, FeelDate } from './dates.ts';
import { DayDuration, durationText, MonthDuration } from './durations.ts';
import { FeelRange, isContext } from './kinds.ts';
import { isNumber, numberText } from './number.ts';
import { dateTimeText, FeelDateTime, FeelTime, timeText } from './times.ts';

/** The text that FEEL's `string` gives; null for null and for functions. */
export function valueText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return isSayable(value) ? partText(value) : null;
}

/** The text of a date, time or duration; undefined for any other value. */
export function temporalText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof FeelDate) return dateText(value);
  if (value instanceof FeelDateTime) return dateTimeText(value);
  if (value instanceof FeelTime) return timeText(value);
  return value instanceof DayDuration || value instanceof MonthDuration ? durationText(value) : undefined;
}

function isSayable(value: unknown): boolean {
  return value !== null && value !== undefined && partText(value) !== '';
}

/** Texts inside other values stand in quotation marks, as literals do. */
function partText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return `"${value.replace(/["\\]/g, '\\$&')}"`;
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return numberText(value);
  if (Array.isArray(value)) return `[${value.map(partText).join(', ')}]`;
  if (value instanceof FeelRange) return rangeText(value);
  return temporalText(value) ?? (isContext(value) ? contextText(value) : '');
}

function contextText(value: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(value).map(([key, item]) => {
    const name = /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : `"${key.replace(/["\\]/g, '\\$&')}"`;
    return `${name}: ${partText(item)}`;
  });
  return `{${entries.join(', ')}}`;
}

function rangeText({ start, startIncluded, end, endIncluded, operator }: FeelRange): string {
  if (operator !== undefined) return `${operator} ${partText(start ?? end)}`;
  return `${startIncluded ? '[' : '('}${partText(start)} .. ${partText(end)}${endIncluded ? ']' : ')'}`;
}
