import type { Rounding } from '../decimal.ts';
import { DayDuration, MonthDuration } from '../values/durations.ts';
import * as number from '../values/number.ts';
import type { FeelNumber } from '../values/number.ts';
import { type FunctionTable, type Overloads, way } from './signature.ts';

/** Functions of numbers (DMN 1.5, 10.3.4.5). */
export const numberFunctions: FunctionTable = {
  decimal: rounding('half even'),
  'round up': rounding('up'),
  'round down': rounding('down'),
  'round half up': rounding('half up'),
  'round half down': rounding('half down'),
  floor: [way('n: number, scale?: number', (args) => withScale(args, number.floor))],
  ceiling: [way('n: number, scale?: number', (args) => withScale(args, ceiling))],
  abs: [
    way('n: number', ([n]: readonly FeelNumber[]) => n && (number.compareNumbers(n, 0) < 0 ? number.negate(n) : n)),
    way(
      'n: days and time duration',
      ([n]: readonly DayDuration[]) => n && (n.nanos < 0n ? new DayDuration(-n.nanos) : n),
    ),
    way('n: years and months duration', ([n]: readonly MonthDuration[]) => n && new MonthDuration(Math.abs(n.months))),
  ],
  modulo: [way('dividend: number, divisor: number', ([a, b]: readonly FeelNumber[]) => of2(a, b, number.modulo))],
  sqrt: [way('number: number', ([n]: readonly FeelNumber[]) => squareRoot(n ?? 0))],
  log: [way('number: number', ([n]: readonly FeelNumber[]) => ofDouble(n, Math.log))],
  exp: [way('number: number', ([n]: readonly FeelNumber[]) => ofDouble(n, Math.exp))],
  odd: [way('number: number', ([n]: readonly FeelNumber[]) => parity(n ?? 0, 1))],
  even: [way('number: number', ([n]: readonly FeelNumber[]) => parity(n ?? 0, 0))],
};

/** The whole number in a scale or position; fractions are cut off. */
export function wholeOf(value: FeelNumber): number {
  return Math.trunc(number.toDouble(value));
}

/** Rounds the decimal that is written: 1.005 to two places is 1.01 half up. */
function rounding(mode: Rounding): Overloads {
  return [way('n: number, scale?: number', (args) => withScale(args, (n, scale) => number.roundTo(n, scale, mode)))];
}

function withScale(
  [n, scale]: readonly FeelNumber[],
  round: (n: FeelNumber, scale: number) => FeelNumber | undefined,
): unknown {
  const places = scale === undefined ? 0 : wholeOf(scale);
  if (n === undefined || places < -6_111 || places > 6_176) return undefined;
  return round(n, places);
}

function ceiling(n: FeelNumber, scale: number): FeelNumber | undefined {
  const lowest = number.floor(number.negate(n), scale);
  return lowest === undefined ? undefined : number.negate(lowest);
}

function of2(
  a: FeelNumber | undefined,
  b: FeelNumber | undefined,
  operation: (a: FeelNumber, b: FeelNumber) => FeelNumber | undefined,
): unknown {
  return a === undefined || b === undefined ? undefined : operation(a, b);
}

function ofDouble(n: FeelNumber | undefined, operation: (n: number) => number): unknown {
  return n === undefined ? undefined : number.fromDouble(operation(number.toDouble(n)));
}

function parity(n: FeelNumber, rest: 0 | 1): boolean | undefined {
  if (!number.isWhole(n)) return undefined;
  const found = number.modulo(n, 2);
  return found !== undefined && number.sameNumber(found, rest);
}

/** Exact to 34 digits: the whole root of the number with 68 more digits. */
function squareRoot(n: FeelNumber): FeelNumber | undefined {
  if (number.compareNumbers(n, 0) < 0) return undefined;
  const { units, scale } = number.exact(n);
  const even = scale + (Math.abs(scale) % 2) + 70;
  let [root, next] = [0n, 10n ** BigInt(Math.ceil(String(units * 10n ** BigInt(even - scale)).length / 2))];
  const target = units * 10n ** BigInt(even - scale);
  if (target === 0n) return 0;
  do {
    root = next;
    next = (root + target / root) / 2n;
  } while (next < root);
  return number.toFeel({ units: root, scale: even / 2 });
}
