import {
  duration,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  type FeelRange,
  FeelTime,
  isRange,
  parseDate,
  parseDateTime,
  parseTime,
} from 'feelin';
import type { RawFunction } from './builtins.ts';
import type { GuardName } from './instrument.ts';
import { EvaluationStop, isPlainObject, type Meter } from './meter.ts';
import { describe } from './sentences.ts';
import type { FeelWarning, FeelWarningCode } from './types.ts';

/** What one evaluation keeps beside the interpreter; renewed for each. */
export interface GuardState {
  meter: Meter;
  /** Left sides of the comparisons that are being evaluated, innermost last. */
  compared: unknown[];
  warnings: FeelWarning[];
}

/** The bodies of the functions that `instrument` writes into an expression. */
export function guardFunctions(state: GuardState): Record<GuardName, RawFunction> {
  const warn = (code: FeelWarningCode, sentence: string): null => {
    state.warnings.push({ code, sentence });
    return null;
  };
  return {
    __left: (value) => {
      state.compared.push(value);
      return chargeComparison(value, state.meter);
    },
    __right: (value) => rightSide(state.compared.pop(), chargeComparison(value, state.meter), warn),
    __plain: (value) => {
      // Looking an item up in a list is twenty times cheaper than evaluating an expression for it.
      if (Array.isArray(value)) state.meter.spend(value.length / 20);
      return plain(value);
    },
    __list: (value) => {
      state.meter.spend(Array.isArray(value) ? value.length : 1);
      return value;
    },
    __each: (value) => eachOf(value, state.meter, warn),
    __range: (from, to) => rangeOf(from, to, state.meter, warn),
    __test: (value) => {
      if (typeof value === 'boolean' || value === null || value === undefined) return value === true;
      return warn('INVALID_TYPE', `“if” needs true or false, but got ${describe(value)}.`) ?? false;
    },
    __months: Object.assign((from: unknown, to: unknown) => monthsBetween(from, to, warn), { $args: ['from', 'to'] }),
    __body: (value) => {
      // A call copies its whole scope: 6 µs, as much as ten items of a list.
      state.meter.spend(10);
      return value;
    },
  };
}

type Warn = (code: FeelWarningCode, sentence: string) => null;

function monthsBetween(from: unknown, to: unknown, warn: Warn): unknown {
  const [first, last] = [from, to].map(toDay);
  if (first === null || last === null || first === undefined || last === undefined) return null;
  if (!(first instanceof FeelDate && last instanceof FeelDate)) {
    return warn(
      'INVALID_ARGUMENTS',
      `“years and months duration” cannot work with ${describe(from)} and ${describe(to)}.`,
    );
  }
  const { years, months } = first.unwrap().until(last.unwrap(), { largestUnit: 'years' });
  return duration(`${years + months < 0 ? '-' : ''}P${Math.abs(years)}Y${Math.abs(months)}M`);
}

/** The day of a date, of a time on a day, or of an ISO text. */
function toDay(value: unknown): unknown {
  if (value instanceof FeelDateTime) return parseDate(value.unwrap().toPlainDate().toString());
  return typeof value === 'string' ? (parseDate(value) ?? value) : value;
}

function chargeComparison(value: unknown, meter: Meter): unknown {
  if (Array.isArray(value) || isPlainObject(value)) meter.spendDeep(value);
  else meter.checkText(value);
  return value;
}

/**
 * The right side of a comparison, made comparable with the left one: context dates are ISO texts, FEEL makes dates of its
 * own, and the interpreter answers null or even false when the two meet. What remains incomparable is said, never guessed.
 */
function rightSide(left: unknown, right: unknown, warn: Warn): unknown {
  const leftKind = kindOf(left);
  const rightKind = kindOf(right);
  if (leftKind === rightKind || leftKind === 'nothing' || rightKind === 'nothing') return right;
  if (leftKind === 'list' || rightKind === 'list') return right;
  if (typeof right === 'string') {
    const parsed = parsedLike(left, right);
    if (parsed) return parsed;
  }
  if (typeof left === 'string' && right instanceof FeelDate) return right.toString();
  return warn('NOT_COMPARABLE', `${capital(describe(left))} cannot be compared with ${describe(right)}.`);
}

function parsedLike(left: unknown, right: string): unknown {
  if (left instanceof FeelDate) return parseDate(right);
  if (left instanceof FeelDateTime) return parseDateTime(right);
  return left instanceof FeelTime ? parseTime(right) : undefined;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'list';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelDateTime) return 'date and time';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof FeelDuration) return 'duration';
  return typeof value;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Dates as ISO texts, whose order is the order of the days. */
function plain(value: unknown): unknown {
  if (value instanceof FeelDate) return value.toString();
  return Array.isArray(value) ? value.map(plain) : value;
}

function eachOf(value: unknown, meter: Meter, warn: Warn): unknown {
  if (value === null || value === undefined) return null;
  if (isRange(value)) return numbersOf(value, meter, warn);
  if (!Array.isArray(value))
    return warn('INVALID_TYPE', `A list is needed after “in”, but there is ${describe(value)}.`);
  meter.spend(value.length);
  return value;
}

/** The numbers of a range value such as `[1..5[`. */
function numbersOf(range: FeelRange, meter: Meter, warn: Warn): unknown {
  const numbers = rangeOf(range.start, range.end, meter, warn);
  if (!Array.isArray(numbers)) return numbers;
  return numbers.slice(range['start included'] ? 0 : 1, range['end included'] ? undefined : -1);
}

/** The numbers of a range; the interpreter would count from 1 to 2.5 without end. */
function rangeOf(from: unknown, to: unknown, meter: Meter, warn: Warn): unknown {
  if (from === null || from === undefined || to === null || to === undefined) return null;
  if (typeof from !== 'number' || typeof to !== 'number' || !Number.isSafeInteger(from) || !Number.isSafeInteger(to)) {
    return warn('INVALID_TYPE', `A range needs two whole numbers, but has ${describe(from)} and ${describe(to)}.`);
  }
  const length = Math.abs(to - from) + 1;
  if (length > 1e9) throw new EvaluationStop(`A range of ${length} numbers is too long: the expression was stopped.`);
  meter.spend(length);
  const step = to < from ? -1 : 1;
  return Array.from({ length }, (_, index) => from + index * step);
}
