import { describe } from '../sentences.ts';
import type { CompareOperator } from '../syntax/nodes.ts';
import { epochDay, FeelDate, parseDate } from '../values/dates.ts';
import { DayDuration, MonthDuration, nanosOf } from '../values/durations.ts';
import { FeelRange, isContext, kindOf } from '../values/kinds.ts';
import { compareNumbers, isNumber, sameNumber } from '../values/number.ts';
import { FeelDateTime, FeelTime, instantOf, offsetOf, parseDateTime, parseTime, timeInUtc } from '../values/times.ts';
import type { Code, Run } from './run.ts';

/** Compares (DMN 1.5, tables 42 and 53); values of different kinds are neither equal nor unequal: null with a warning. */
export function comparison(operator: CompareOperator, left: Code, right: Code): Code {
  return (scope) => compare(operator, left(scope), right(scope), scope.run);
}

/** The answer of one comparison. */
export function compare(operator: CompareOperator, a: unknown, b: unknown, run: Run): boolean | null {
  if (typeof a === 'number' && typeof b === 'number') return ofOrder(operator, a - b);
  if (typeof a === 'string' && typeof b === 'string') {
    if (a.length === b.length) run.meter.spendText(a);
    return ofTexts(operator, a, b);
  }
  if (operator === '=') return equal(a, b, run);
  if (operator !== '!=') return ordered(operator, a, b, run);
  const same = equal(a, b, run);
  return same === null ? null : !same;
}

/** Whether two values are the same; null when they are of different kinds. */
export function equal(a: unknown, b: unknown, run: Run): boolean | null {
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
  const [x, y] = aligned(a, b, run);
  if (kindOf(x) !== kindOf(y)) return incomparable(a, b, run);
  return same(x, y, run);
}

/** The order of two values of one kind that has an order; undefined for all others. */
export function orderOf(a: unknown, b: unknown): number | undefined {
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (typeof a === 'string' && typeof b === 'string') return orderOfTexts(a, b);
  if (a instanceof FeelDate && b instanceof FeelDate) return epochDay(a) - epochDay(b);
  if (a instanceof DayDuration && b instanceof DayDuration) return sign(a.nanos - b.nanos);
  if (a instanceof MonthDuration && b instanceof MonthDuration) return a.months - b.months;
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) return sign(instantOf(a) - instantOf(b));
  return a instanceof FeelTime && b instanceof FeelTime ? sign(timeInUtc(a) - timeInUtc(b)) : undefined;
}

/** The two values, in the office's dialect with an ISO text beside a date or time read as one. */
export function aligned(a: unknown, b: unknown, run: Run): readonly [unknown, unknown] {
  if (run.dialect === 'standard') return [a, b];
  if (typeof a === 'string' && typeof b === 'object') return [readLike(b, a) ?? a, b];
  return typeof b === 'string' && typeof a === 'object' ? [a, readLike(a, b) ?? b] : [a, b];
}

/** Says that two values cannot be compared. */
export function incomparable(a: unknown, b: unknown, run: Run): null {
  const first = describe(a);
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)} cannot be compared with ${describe(b)}.`;
  return run.warn('NOT_COMPARABLE', sentence);
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function ordered(operator: CompareOperator, a: unknown, b: unknown, run: Run): boolean | null {
  if (isNothing(a) || isNothing(b)) return null;
  const [x, y] = aligned(a, b, run);
  const order = orderOf(x, y);
  return order === undefined ? incomparable(a, b, run) : ofOrder(operator, order);
}

function ofOrder(operator: CompareOperator, order: number): boolean {
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function ofTexts(operator: CompareOperator, a: string, b: string): boolean {
  if (operator === '=') return a === b;
  return operator === '!=' ? a !== b : ofOrder(operator, orderOfTexts(a, b));
}

function orderOfTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function sign(difference: bigint): number {
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

function readLike(temporal: unknown, text: string): unknown {
  if (temporal instanceof FeelDate) return parseDate(text);
  if (temporal instanceof FeelDateTime) return parseDateTime(text);
  return temporal instanceof FeelTime ? parseTime(text) : undefined;
}

function same(a: unknown, b: unknown, run: Run): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (isNumber(a) && isNumber(b)) return sameNumber(a, b);
  if (Array.isArray(a) && Array.isArray(b)) {
    run.meter.spend(a.length);
    return a.length === b.length && a.every((item, index) => sameWithin(item, b[index], run));
  }
  if (a instanceof FeelRange && b instanceof FeelRange) return sameRange(a, b, run);
  if (a instanceof FeelTime && b instanceof FeelTime) return sameTime(a, b, run);
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) {
    const hasPlace = [offsetOf(a), offsetOf(b)].map((offset) => offset !== undefined);
    return hasPlace[0] === hasPlace[1] && isSameInstant(instantOf(a), instantOf(b), run);
  }
  const order = orderOf(a, b);
  if (order !== undefined) return order === 0;
  return isContext(a) && isContext(b) ? sameContext(a, b, run) : a === b;
}

/** Inside of lists and contexts, values of different kinds are simply different. */
function sameWithin(a: unknown, b: unknown, run: Run): boolean {
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
  const [x, y] = aligned(a, b, run);
  return kindOf(x) === kindOf(y) && same(x, y, run);
}

function sameContext(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>, run: Run): boolean {
  const keys = Object.keys(a);
  run.meter.spend(keys.length);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameWithin(a[key], b[key], run))
  );
}

function sameRange(a: FeelRange, b: FeelRange, run: Run): boolean {
  return (
    a.startIncluded === b.startIncluded &&
    a.endIncluded === b.endIncluded &&
    isEquality(a) === isEquality(b) &&
    sameEnd(a.start, b.start, run) &&
    sameEnd(a.end, b.end, run)
  );
}

/** `(= 10)` is not the range from 10 to 10. */
function isEquality({ operator }: FeelRange): boolean {
  return operator === '=' || operator === '!=';
}

/** An open end (undefined) is not an end that is null. */
function sameEnd(a: unknown, b: unknown, run: Run): boolean {
  return (a === undefined) === (b === undefined) && sameWithin(a, b, run);
}

function sameTime(a: FeelTime, b: FeelTime, run: Run): boolean {
  if (a.place.type === 'zone' || b.place.type === 'zone') {
    return a.nanos === b.nanos && JSON.stringify(a.place) === JSON.stringify(b.place);
  }
  return a.place.type === b.place.type && isSameInstant(timeInUtc(a), timeInUtc(b), run);
}

/** The standard compares times by their seconds (DMN 1.5, table 53); in the office parts of a second count too. */
function isSameInstant(a: bigint, b: bigint, { dialect }: Run): boolean {
  return dialect === 'standard' ? a / nanosOf.second === b / nanosOf.second : a === b;
}
