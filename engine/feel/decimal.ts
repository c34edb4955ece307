/** An exact decimal number: `units` × 10^-`scale`. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** How a number is cut to fewer digits. */
export type Rounding = 'up' | 'down' | 'half up' | 'half down' | 'half even';

/** Reads a number, or a text such as "12.50", as the decimal it shows; undefined when it is none or has over 7,000 digits. */
export function toDecimal(value: number | string): Decimal | undefined {
  const found = /^\s*(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?\s*$/i.exec(String(value));
  if (!found) return undefined;
  const fraction = found[3] ?? '';
  const exponent = Number(found[4] ?? '0');
  const units = BigInt(`${found[1] ?? ''}${found[2] ?? '0'}${fraction}`);
  const scale = fraction.length - exponent;
  if (Math.abs(scale) > 7_000) return undefined;
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

/** The nearest number. */
export function toNumber({ units, scale }: Decimal): number {
  return Number(`${units}e${-scale}`);
}

/** a + b, exactly. */
export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: rescale(a, scale) + rescale(b, scale), scale };
}

/** The sum of finite numbers as the decimals they show: 0.1 + 0.2 is 0.3. */
export function exactSum(numbers: readonly number[]): number {
  const decimals = numbers.map((number) => toDecimal(number) ?? { units: 0n, scale: 0 });
  return toNumber(decimals.reduce(add, { units: 0n, scale: 0 }));
}

/** a × b, exactly. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** −a. */
export function negate(a: Decimal): Decimal {
  return { units: -a.units, scale: a.scale };
}

/** a ÷ b with `scale` digits after the point; undefined when b is zero. */
export function divide(a: Decimal, b: Decimal, scale: number, rounding: Rounding): Decimal | undefined {
  if (b.units === 0n) return undefined;
  const shift = scale + b.scale - a.scale;
  const dividend = shift >= 0 ? a.units * 10n ** BigInt(shift) : a.units;
  const divisor = shift >= 0 ? b.units : b.units * 10n ** BigInt(-shift);
  return { units: quotient(dividend, divisor, rounding), scale };
}

/** `value` with `scale` digits after the point; a negative scale rounds to tens, hundreds … */
export function round(value: Decimal, scale: number, rounding: Rounding): Decimal {
  if (value.scale <= scale) return value;
  const units = quotient(value.units, 10n ** BigInt(value.scale - scale), rounding);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

function rescale(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}

/** Integer division; `up` is away from zero and `down` towards it, as FEEL defines them (DMN 1.5, 10.3.4.5). */
export function quotient(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const whole = dividend / divisor;
  const rest = dividend % divisor;
  if (rest === 0n) return whole;
  const awayFromZero = dividend < 0n === divisor < 0n ? whole + 1n : whole - 1n;
  const twice = 2n * (rest < 0n ? -rest : rest);
  const half = divisor < 0n ? -divisor : divisor;
  switch (rounding) {
    case 'up':
      return awayFromZero;
    case 'down':
      return whole;
    case 'half up':
      return twice >= half ? awayFromZero : whole;
    case 'half down':
      return twice > half ? awayFromZero : whole;
    case 'half even':
      return twice > half || (twice === half && whole % 2n !== 0n) ? awayFromZero : whole;
  }
}
