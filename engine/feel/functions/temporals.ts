import { lookUp } from '../context.ts';
import type { Run } from '../code/run.ts';
import { dayOfYear, FeelDate, makeDate, monthsBetween, parseDate, weekday, weekOfYear } from '../values/dates.ts';
import { DayDuration, makeMonths, nanosOf, parseDuration } from '../values/durations.ts';
import { kindOf } from '../values/kinds.ts';
import * as number from '../values/number.ts';
import type { FeelNumber } from '../values/number.ts';
import {
  atOffset,
  FeelDateTime,
  FeelTime,
  nowhere,
  parseDateTime,
  parseTime,
  type Place,
  utc,
} from '../values/times.ts';
import { equal } from '../code/compare.ts';
import { type FunctionTable, way } from './signature.ts';

type Texts = readonly string[];
type Numbers = readonly FeelNumber[];

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November'],
  'December',
];

/** Functions of dates, times and durations (DMN 1.5, 10.3.4.1, 10.3.4.7 and 10.3.4.8). */
export const temporalFunctions: FunctionTable = {
  date: [
    way('from: string', ([from]: Texts, run) => parseDate(from ?? '') ?? invalid('date', from, run)),
    way('from: date and time', ([from]: readonly FeelDateTime[]) => from?.date),
    way('from: date', ([from]: readonly FeelDate[]) => from),
    way('year: number, month: number, day: number', ([year, month, day]: Numbers) =>
      makeDate(double(year), double(month), double(day)),
    ),
  ],
  time: [
    way('from: string', ([from]: Texts, run) => parseTime(from ?? '') ?? invalid('time', from, run)),
    way('from: time', ([from]: readonly FeelTime[]) => from),
    way('from: date and time', ([from]: readonly FeelDateTime[]) => from?.time),
    way('from: date', () => new FeelTime(0n, utc)),
    way('hour: number, minute: number, second: number, offset?: Any', ([hour, minute, second, offset]) =>
      timeOf(hour, minute, second, offset),
    ),
  ],
  'date and time': [
    way('from: string', ([from]: Texts, run) => parseDateTime(from ?? '') ?? invalid('date and time', from, run)),
    way('from: date and time', ([from]: readonly FeelDateTime[]) => from),
    way('date: date, time: time', ([date, time]) => new FeelDateTime(date, time)),
    way('date: date and time, time: time', ([date, time]) => joined(date, time)),
  ],
  duration: [
    way('from: string', ([from]: Texts, run) => parseDuration(from ?? '') ?? invalid('duration', from, run)),
    way('from: days and time duration', ([from]) => from),
    way('from: years and months duration', ([from]) => from),
  ],
  'years and months duration': [
    way('from: date, to: date', ([from, to]) => makeMonths(monthsBetween(from, to))),
    way(
      'from: date and time, to: date and time',
      ([from, to]: readonly FeelDateTime[]) => from && to && makeMonths(monthsBetween(from.date, to.date)),
    ),
  ],
  'day of year': ofDate(dayOfYear),
  'week of year': ofDate(weekOfYear),
  'day of week': ofDate((date) => weekdays[weekday(date) - 1]),
  'month of year': ofDate(({ month }) => months[month - 1]),
  is: [
    way('value1: Any, value2: Any', ([a, b], run) => isSame(a, b, run)),
    // A value alone is the same as nothing.
    way('value1: Any', ([a]) => a === null),
    way('value2: Any', ([b]) => b === null),
  ],
};

/** The clock of the context (`today` and `now`), where the dialect lets it be called. */
export const clockFunctions: FunctionTable = {
  today: [way('', (_, run) => parseDate(clock('today', run)) ?? parseDateTime(clock('now', run))?.date)],
  now: [way('', (_, run) => parseDateTime(clock('now', run)))],
};

function clock(name: string, run: Run): string {
  const found = lookUp(run.clock, name);
  return typeof found === 'string' ? found : '';
}

function ofDate(body: (date: FeelDate) => unknown): FunctionTable[string] {
  return [
    way('date: date', ([date]) => body(date)),
    way('date: date and time', ([value]: readonly FeelDateTime[]) => value && body(value.date)),
  ];
}

function double(value: FeelNumber | undefined): number {
  return value === undefined ? Number.NaN : number.toDouble(value);
}

function timeOf(hour: FeelNumber, minute: FeelNumber, second: FeelNumber, offset: unknown): FeelTime | undefined {
  const [h, m, s] = [double(hour), double(minute), double(second)];
  const place = placeOf(offset);
  if (
    !place ||
    !Number.isInteger(h) ||
    !Number.isInteger(m) ||
    h < 0 ||
    h > 23 ||
    m < 0 ||
    m > 59 ||
    s < 0 ||
    s >= 60
  ) {
    return undefined;
  }
  const { units, scale } = number.exact(second);
  const nanos = scale <= 9 ? units * 10n ** BigInt(9 - scale) : units / 10n ** BigInt(scale - 9);
  return new FeelTime(BigInt(h * 3600 + m * 60) * nanosOf.second + nanos, place);
}

function placeOf(offset: unknown): Place | undefined {
  if (offset === null || offset === undefined) return nowhere;
  return offset instanceof DayDuration ? atOffset(Number(offset.nanos) / 1e9) : undefined;
}

function joined(value: FeelDateTime, time: FeelTime): FeelDateTime {
  return new FeelDateTime(value.date, time);
}

/** Without a conversion: a day is not its midnight, and a time with an offset is not one without. */
function isSame(a: unknown, b: unknown, run: Run): boolean | null {
  if (kindOf(a) !== kindOf(b)) return false;
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) {
    return isSame(a.date, b.date, run) === true && isSame(a.time, b.time, run) === true;
  }
  if (a instanceof FeelTime && b instanceof FeelTime) {
    return a.nanos === b.nanos && JSON.stringify(a.place) === JSON.stringify(b.place);
  }
  return equal(a, b, run);
}

function invalid(name: string, from: string | undefined, run: Run): null {
  return run.warn('INVALID_ARGUMENTS', `${name}(“${from ?? ''}”) is not a valid ${name}.`);
}
