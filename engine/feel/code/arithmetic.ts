import { describe } from '../sentences.ts';
import type { ArithmeticOperator } from '../syntax/nodes.ts';
import type { TextRange } from '../types.ts';
import { addMonths, dateOfEpochDay, epochDay, FeelDate } from '../values/dates.ts';
import { DayDuration, makeDays, makeMonths, MonthDuration, nanosOf } from '../values/durations.ts';
import * as number from '../values/number.ts';
import {
  addMonthsTo,
  addNanos,
  addToTime,
  FeelDateTime,
  FeelTime,
  instantOf,
  nowhere,
  offsetOf,
  timeInUtc,
  utc,
} from '../values/times.ts';
import type { Code, Run } from './run.ts';

type Operation = (a: unknown, b: unknown) => unknown;

const operations: Readonly<Record<ArithmeticOperator, Operation>> = {
  '+': plus,
  '-': minus,
  '*': times,
  '/': dividedBy,
  '**': (a, b) => (number.isNumber(a) && number.isNumber(b) ? number.power(a, b) : undefined),
};

/** Calculates (DMN 1.5, tables 56 to 59); what cannot be calculated is null with a warning. */
export function arithmetic(operator: ArithmeticOperator, left: Code, right: Code, at: TextRange): Code {
  const operation = operations[operator];
  const isPower = operator === '**';
  return (scope) => {
    const a = left(scope);
    const b = right(scope);
    if (isPower) scope.run.meter.spend(10);
    const result = operation(a, b);
    if (typeof result === 'number') return result;
    if (typeof result === 'string') scope.run.meter.spendText(result);
    return result === undefined ? impossible(scope.run, operator, a, b, at) : result;
  };
}

/** The value with the other sign. */
export function negated(of: Code, at: TextRange): Code {
  return (scope) => {
    const value = of(scope);
    if (number.isNumber(value)) return number.negate(value);
    if (value instanceof DayDuration) return new DayDuration(-value.nanos);
    if (value instanceof MonthDuration) return new MonthDuration(-value.months);
    if (value === null || value === undefined) return null;
    return scope.run.warn('INVALID_TYPE', `“-” cannot calculate with ${describe(value)}.`, at);
  };
}

function impossible(run: Run, operator: string, a: unknown, b: unknown, at: TextRange): null {
  const [first, second] = [a, b];
  if (number.isNumber(first) && number.isNumber(second)) {
    // Division by zero and numbers beyond all bounds: null, as the standard says.
    return operator === '/'
      ? null
      : run.warn('NOT_A_VALUE', 'The result is not a number that can be written down.', at);
  }
  return run.warn('INVALID_TYPE', `“${operator}” cannot calculate with ${describe(a)} and ${describe(b)}.`, at);
}

function plus(a: unknown, b: unknown): unknown {
  if (number.isNumber(a) && number.isNumber(b)) return number.add(a, b);
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (isDuration(a) && isDuration(b)) return addDurations(a, b);
  if (isDuration(b)) return later(a, b);
  return isDuration(a) ? later(b, a) : undefined;
}

function minus(a: unknown, b: unknown): unknown {
  if (number.isNumber(a) && number.isNumber(b)) return number.subtract(a, b);
  if (isDuration(b)) {
    const opposite = b instanceof DayDuration ? new DayDuration(-b.nanos) : new MonthDuration(-b.months);
    return isDuration(a) ? addDurations(a, opposite) : later(a, opposite);
  }
  return between(a, b);
}

function times(a: unknown, b: unknown): unknown {
  if (number.isNumber(a) && number.isNumber(b)) return number.multiply(a, b);
  if (isDuration(a) && number.isNumber(b)) return scaled(a, b, number.multiply);
  return isDuration(b) && number.isNumber(a) ? scaled(b, a, number.multiply) : undefined;
}

function dividedBy(a: unknown, b: unknown): unknown {
  if (number.isNumber(a) && number.isNumber(b)) return number.divide(a, b);
  if (isDuration(a) && number.isNumber(b)) return scaled(a, b, number.divide);
  if (a instanceof DayDuration && b instanceof DayDuration)
    return number.divide(whole(a.nanos), whole(b.nanos)) ?? null;
  if (a instanceof MonthDuration && b instanceof MonthDuration) return number.divide(a.months, b.months) ?? null;
  return undefined;
}

function isDuration(value: unknown): value is DayDuration | MonthDuration {
  return value instanceof DayDuration || value instanceof MonthDuration;
}

function addDurations(a: DayDuration | MonthDuration, b: DayDuration | MonthDuration): unknown {
  if (a instanceof DayDuration && b instanceof DayDuration) return makeDays(a.nanos + b.nanos);
  return a instanceof MonthDuration && b instanceof MonthDuration ? makeMonths(a.months + b.months) : undefined;
}

function later(value: unknown, by: DayDuration | MonthDuration): unknown {
  if (value instanceof FeelDate) {
    if (by instanceof MonthDuration) return addMonths(value, by.months);
    const nanos = BigInt(epochDay(value)) * nanosOf.day + by.nanos;
    const rest = ((nanos % nanosOf.day) + nanosOf.day) % nanosOf.day;
    return dateOfEpochDay(Number((nanos - rest) / nanosOf.day));
  }
  if (value instanceof FeelDateTime) {
    return by instanceof MonthDuration ? addMonthsTo(value, by.months) : addNanos(value, by.nanos);
  }
  return value instanceof FeelTime && by instanceof DayDuration ? addToTime(value, by.nanos) : undefined;
}

/** The days and time from one point in time to another; both must have an offset, or none. */
function between(a: unknown, b: unknown): unknown {
  if (a instanceof FeelTime && b instanceof FeelTime) return makeDays(timeInUtc(a) - timeInUtc(b));
  const isMixed = a instanceof FeelDateTime || b instanceof FeelDateTime;
  const [to, from] = [asDateTime(a, isMixed), asDateTime(b, isMixed)];
  if (!to || !from || (offsetOf(to) === undefined) !== (offsetOf(from) === undefined)) return undefined;
  return makeDays(instantOf(to) - instantOf(from));
}

/** A day beside a time on a day is its midnight in UTC. */
function asDateTime(value: unknown, isMixed: boolean): FeelDateTime | undefined {
  if (value instanceof FeelDateTime) return value;
  return value instanceof FeelDate ? new FeelDateTime(value, new FeelTime(0n, isMixed ? utc : nowhere)) : undefined;
}

function scaled(
  duration: DayDuration | MonthDuration,
  by: number.FeelNumber,
  operation: (a: number.FeelNumber, b: number.FeelNumber) => number.FeelNumber | undefined,
): unknown {
  const result = operation(duration instanceof DayDuration ? whole(duration.nanos) : duration.months, by);
  const cut = result === undefined ? undefined : number.roundTo(result, 0, 'down');
  if (cut === undefined) return null;
  if (duration instanceof MonthDuration) return makeMonths(number.toDouble(cut));
  const { units, scale } = number.exact(cut);
  return makeDays(units * 10n ** BigInt(Math.max(0, -scale)));
}

function whole(units: bigint): number.FeelNumber {
  return number.toFeel({ units, scale: 0 }) ?? 0;
}
