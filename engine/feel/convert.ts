import { FeelDate, FeelDateTime, FeelDuration, FeelTime, isFunction, isRange } from 'feelin';
import type { Json } from '../contract/json.ts';
import { limits } from './limits.ts';
import { EvaluationStop, isPlainObject } from './meter.ts';

const zeroOffset = /[+-]00:00$/;

/** Thrown when a result is no JSON value: a function, a range, an infinite number. */
export class NotAValue extends Error {}

/** A FEEL value as plain JSON: dates, times and durations as ISO 8601 texts. */
export function toJson(value: unknown): Json {
  return convert(value, 0, { values: 0 });
}

/** The ISO 8601 text of a FEEL date, time or duration; undefined for any other value. */
export function isoText(value: unknown): string | undefined {
  if (value instanceof FeelDateTime) return dateTimeText(value).replace(zeroOffset, 'Z');
  if (value instanceof FeelTime) return value.toString().replace(zeroOffset, 'Z');
  if (value instanceof FeelDate || value instanceof FeelDuration) return value.toString();
  return undefined;
}

function convert(value: unknown, depth: number, count: { values: number }): Json {
  if (++count.values > limits.resultValues)
    throw new EvaluationStop(`The result has more than ${limits.resultValues} values.`);
  if (depth > limits.resultDepth) throw new EvaluationStop('The result is nested too deeply.');
  if (value === null || value === undefined || typeof value === 'boolean') return value ?? null;
  if (typeof value === 'string') return checkedText(value);
  if (typeof value === 'number') return checkedNumber(value);
  const text = isoText(value);
  if (text !== undefined) return text;
  if (Array.isArray(value)) return value.map((item) => convert(item, depth + 1, count));
  if (isPlainObject(value)) {
    const entries = Object.entries(value).filter(([name]) => name !== '__proto__');
    return Object.fromEntries(entries.map(([name, item]) => [name, convert(item, depth + 1, count)]));
  }
  if (isFunction(value) || typeof value === 'function') throw new NotAValue('The result is a function, not a value.');
  if (isRange(value)) throw new NotAValue('The result is a range, not a value.');
  throw new NotAValue('The result is not a value.');
}

function checkedText(value: string): string {
  if (value.length > limits.textValue)
    throw new EvaluationStop(`The result is longer than ${limits.textValue} characters.`);
  return value;
}

function checkedNumber(value: number): number {
  if (!Number.isFinite(value)) throw new NotAValue('The result is not a number that can be written down.');
  return value === 0 ? 0 : value;
}

/** A local time that exists twice when summer time ends is the first of the two. */
function dateTimeText(value: FeelDateTime): string {
  if (value.zone === null || !value.zone.includes('/')) return value.toString();
  return value
    .unwrap()
    .toZonedDateTime(value.zone, { disambiguation: 'compatible' })
    .toString({ timeZoneName: 'never' });
}
