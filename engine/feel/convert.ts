import type { Json } from '../contract/json.ts';
import { limits } from './limits.ts';
import { EvaluationStop } from './meter.ts';
import { FeelFunction, FeelRange, isContext } from './values/kinds.ts';
import { isNumber, toDouble } from './values/number.ts';
import { temporalText } from './values/text.ts';
import { dateTimeText, FeelDateTime, withOffset } from './values/times.ts';

/** Thrown when a result is no JSON value: a function, a range, an infinite number. */
export class NotAValue extends Error {}

/** A FEEL value as plain JSON: dates, times and durations as ISO 8601 texts. */
export function toJson(value: unknown): Json {
  if (value === null || value === undefined || typeof value === 'boolean') return value ?? null;
  return convert(value, 0, { values: 0 });
}

/** The ISO 8601 text of a FEEL date, time or duration; undefined for any other value. */
export function isoText(value: unknown): string | undefined {
  return value instanceof FeelDateTime ? dateTimeText(withOffset(value)) : temporalText(value);
}

function convert(value: unknown, depth: number, count: { values: number }): Json {
  if (++count.values > limits.resultValues)
    throw new EvaluationStop(`The result has more than ${limits.resultValues} values.`);
  if (depth > limits.resultDepth) throw new EvaluationStop('The result is nested too deeply.');
  if (value === null || value === undefined || typeof value === 'boolean') return value ?? null;
  if (typeof value === 'string') return checkedText(value);
  if (isNumber(value)) return checkedNumber(toDouble(value));
  const text = isoText(value);
  if (text !== undefined) return text;
  if (Array.isArray(value)) return value.map((item) => convert(item, depth + 1, count));
  if (value instanceof FeelFunction || typeof value === 'function')
    throw new NotAValue('The result is a function, not a value.');
  if (value instanceof FeelRange) throw new NotAValue('The result is a range, not a value.');
  if (!isContext(value)) throw new NotAValue('The result is not a value.');
  const entries = Object.entries(value).filter(([name]) => name !== '__proto__');
  return Object.fromEntries(entries.map(([name, item]) => [name, convert(item, depth + 1, count)]));
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
