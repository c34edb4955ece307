import * as decimal from '../decimal.ts';
import type { Decimal, Rounding } from '../decimal.ts';

/** A number that no double shows exactly: more than about 15 digits, or outside the range of doubles. */
export class LongNumber implements Decimal {
  readonly units: bigint;
  readonly scale: number;

  constructor({ units, scale }: Decimal) {
    this.units = units;
    this.scale = scale;
  }
}

/**
 * A FEEL number (DMN 1.5, 10.3.2.3.1): a decimal of 34 digits. It is a plain double wherever the shortest decimal that the
 * double shows is the number, so that equal numbers are equal values and whole numbers cost nothing.
 */
export type FeelNumber = number | LongNumber;

const digits = 34;
const largestExponent = 6_144;
const zero: Decimal = { units: 0n, scale: 0 };

/** Whether the value is a FEEL number. */
export function isNumber(value: unknown): value is FeelNumber {
  return typeof value === 'number' || value instanceof LongNumber;
}

/** The number as an exact decimal. */
export function exact(value: FeelNumber): Decimal {
  return value instanceof LongNumber ? value : (decimal.toDecimal(value) ?? zero);
}

/** The FEEL number nearest to the decimal; undefined beyond 10^6144. */
export function toFeel(value: Decimal): FeelNumber | undefined {
  const { units, scale } = shortest(toPrecision(value, digits));
  if (units === 0n) return 0;
  const text = String(units);
  if (text.length - scale > largestExponent) return undefined;
  const double = Number(`${text}e${-scale}`);
  if (Number.isFinite(double) && double !== 0) {
    const shown = decimal.toDecimal(double);
    if (shown && compareExact(shown, { units, scale }) === 0) return double;
  }
  return new LongNumber({ units, scale });
}

/** The number that a literal or text shows, such as `12.50`, `.5` or `1e3`; undefined when it shows none. */
export function readNumber(text: string): FeelNumber | undefined {
  const found = /^(-?)(\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,5}))?$/.exec(text);
  if (!found || (found[2] === '' && found[3] === undefined)) return undefined;
  const fraction = found[3] ?? '';
  const exponent = Number(found[4] ?? '0');
  if (Math.abs(exponent) > largestExponent) return undefined;
  const units = BigInt(`${found[2] ?? ''}${fraction}`);
  const scale = fraction.length - exponent;
  return toFeel({ units: found[1] === '-' ? -units : units, scale });
}

/** a + b. */
export function add(a: FeelNumber, b: FeelNumber): FeelNumber | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(sum)) return sum;
  }
  const [x, y] = [exact(a), exact(b)];
  // Far apart, the smaller one is beyond the digits of the greater.
  const gap = x.units === 0n || y.units === 0n ? 0 : magnitude(x) - magnitude(y);
  if (Math.abs(gap) > digits + 2) return toFeel(gap > 0 ? x : y);
  return toFeel(decimal.add(x, y));
}

/** a − b. */
export function subtract(a: FeelNumber, b: FeelNumber): FeelNumber | undefined {
  return add(a, negate(b));
}

/** −a. */
export function negate(a: FeelNumber): FeelNumber {
  if (typeof a === 'number') return a === 0 ? 0 : -a;
  return new LongNumber(decimal.negate(a));
}

/** a × b. */
export function multiply(a: FeelNumber, b: FeelNumber): FeelNumber | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(product)) return product + 0;
  }
  return toFeel(decimal.multiply(exact(a), exact(b)));
}

/** a ÷ b; undefined when b is zero. */
export function divide(a: FeelNumber, b: FeelNumber): FeelNumber | undefined {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    if (b !== 0 && a % b === 0) return a / b + 0;
  }
  const [dividend, divisor] = [exact(a), exact(b)];
  if (divisor.units === 0n) return undefined;
  const scale = digits + 4 - (magnitude(dividend) - magnitude(divisor));
  const quotient = decimal.divide(dividend, divisor, scale, 'down');
  return quotient && toFeel(quotient);
}

/** The order of two numbers: negative, zero or positive. */
export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareExact(exact(a), exact(b));
}

/** Whether the numbers are the same. */
export function sameNumber(a: FeelNumber, b: FeelNumber): boolean {
  return a === b || (a instanceof LongNumber && b instanceof LongNumber && compareExact(a, b) === 0);
}

/** a to the power of b; undefined when there is none or it is too large. */
export function power(a: FeelNumber, b: FeelNumber): FeelNumber | undefined {
  const exponent = toDouble(b);
  if (!Number.isInteger(exponent)) return fromDouble(toDouble(a) ** exponent);
  if (typeof a === 'number' && Number.isSafeInteger(a) && exponent >= 0) {
    const result = a ** exponent;
    if (Number.isSafeInteger(result)) return result;
  }
  const raised = wholePower(exact(a), Math.abs(exponent));
  if (raised === undefined || exponent >= 0) return raised && toFeel(raised);
  const inverted = toFeel(raised);
  return inverted === undefined ? undefined : divide(1, inverted);
}

/** The number rounded to `scale` digits after the point. */
export function roundTo(value: FeelNumber, scale: number, mode: Rounding): FeelNumber | undefined {
  if (scale <= 0 && typeof value === 'number' && scale === 0 && Number.isInteger(value)) return value;
  return toFeel(decimal.round(exact(value), scale, mode));
}

/** The greatest whole number that is not above the value; with a scale, of that many digits. */
export function floor(value: FeelNumber, scale = 0): FeelNumber | undefined {
  if (scale === 0 && typeof value === 'number') return Math.floor(value) + 0;
  return toFeel(decimal.round(exact(value), scale, compareNumbers(value, 0) < 0 ? 'up' : 'down'));
}

/** a − b × floor(a ÷ b); undefined when b is zero, or so much smaller that no digit of the rest is known. */
export function modulo(a: FeelNumber, b: FeelNumber): FeelNumber | undefined {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b) && b !== 0) {
    return a - b * Math.floor(a / b);
  }
  const [x, y] = [exact(a), exact(b)];
  if (y.units === 0n || magnitude(x) - magnitude(y) > 400) return undefined;
  const scale = Math.max(x.scale, y.scale);
  const [left, right] = [x.units * 10n ** BigInt(scale - x.scale), y.units * 10n ** BigInt(scale - y.scale)];
  const rest = left % right;
  const units = rest !== 0n && rest < 0n !== right < 0n ? rest + right : rest;
  return toFeel({ units, scale });
}

/** The nearest double. */
export function toDouble(value: FeelNumber): number {
  return typeof value === 'number' ? value : Number(`${value.units}e${-value.scale}`);
}

/** A double that JavaScript calculated; undefined when it is not finite. */
export function fromDouble(value: number): FeelNumber | undefined {
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** Whether the number is whole. */
export function isWhole(value: FeelNumber): boolean {
  return typeof value === 'number' ? Number.isInteger(value) : shortest(value).scale <= 0;
}

/** The number in digits, without exponent. */
export function numberText(value: FeelNumber): string {
  const text = String(value instanceof LongNumber ? '' : value);
  if (text !== '' && !text.includes('e')) return text;
  const { units, scale } = exact(value);
  const all = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const sign = units < 0n ? '-' : '';
  if (scale <= 0) return `${sign}${all}${'0'.repeat(Math.min(-scale, largestExponent))}`;
  return `${sign}${all.slice(0, -scale)}.${all.slice(-scale)}`;
}

/** The power of ten of the first digit. */
function magnitude({ units, scale }: Decimal): number {
  return String(units < 0n ? -units : units).length - scale;
}

function toPrecision(value: Decimal, precision: number): Decimal {
  const length = String(value.units < 0n ? -value.units : value.units).length;
  return length <= precision ? value : cut(value, length - precision);
}

function cut({ units, scale }: Decimal, places: number): Decimal {
  return { units: decimal.quotient(units, 10n ** BigInt(places), 'half even'), scale: scale - places };
}

/** Without trailing zeros. */
function shortest({ units, scale }: Decimal): Decimal {
  if (units === 0n) return zero;
  if (units % 10n !== 0n) return { units, scale };
  const zeros = /0+$/.exec(String(units))?.[0].length ?? 0;
  return { units: units / 10n ** BigInt(zeros), scale: scale - zeros };
}

function compareExact(a: Decimal, b: Decimal): number {
  if (a.units === 0n || b.units === 0n || a.units < 0n !== b.units < 0n) return signOf(a) - signOf(b);
  const [sizeA, sizeB] = [magnitude(a), magnitude(b)];
  if (sizeA !== sizeB) return (sizeA - sizeB) * signOf(a);
  const scale = Math.max(a.scale, b.scale);
  const difference = a.units * 10n ** BigInt(scale - a.scale) - b.units * 10n ** BigInt(scale - b.scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

function signOf({ units }: Decimal): number {
  return units === 0n ? 0 : units < 0n ? -1 : 1;
}

/** By squaring, with six digits to spare; undefined when it grows beyond all bounds. */
function wholePower(base: Decimal, exponent: number): Decimal | undefined {
  let result: Decimal = { units: 1n, scale: 0 };
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = toPrecision(decimal.multiply(result, square), digits + 6);
    if (rest > 1) square = toPrecision(decimal.multiply(square, square), digits + 6);
    if (Math.abs(magnitude(result)) > largestExponent || Math.abs(result.scale) > 1e6) {
      return magnitude(result) < 0 ? zero : undefined;
    }
    if (Math.abs(square.scale) > 1e6) return magnitude(square) < 0 ? zero : undefined;
  }
  return result;
}
