import * as decimal from '../decimal.ts';
import { exact, isNumber, toFeel, type FeelNumber } from '../values/number.ts';
import { type FunctionTable, way } from './signature.ts';

/** Functions for amounts of money beside the standard's own; texts such as "12.50" are numbers for them. */
export const officeFunctions: FunctionTable = {
  'decimal add': [way('a: Any, b: Any', ([a, b]) => calculated(a, b, decimal.add))],
  'decimal subtract': [
    way('a: Any, b: Any', ([a, b]) => calculated(a, b, (x, y) => decimal.add(x, decimal.negate(y)))),
  ],
  'decimal multiply': [way('a: Any, b: Any', ([a, b]) => calculated(a, b, decimal.multiply))],
  'decimal divide': [
    way('a: Any, b: Any, scale: number', ([a, b, scale]) =>
      calculated(a, b, (x, y) => (isScale(scale) ? decimal.divide(x, y, scale, 'half up') : undefined)),
    ),
  ],
  'percent of': [
    way('amount: Any, percent: Any', ([amount, percent]) =>
      calculated(amount, percent, (x, y) => {
        const product = decimal.multiply(x, y);
        return decimal.round({ units: product.units, scale: product.scale + 2 }, 0, 'half up');
      }),
    ),
  ],
};

function calculated(
  a: unknown,
  b: unknown,
  calculate: (a: decimal.Decimal, b: decimal.Decimal) => decimal.Decimal | undefined,
): FeelNumber | null | undefined {
  if (a === null || b === null) return null;
  const [x, y] = [toDecimal(a), toDecimal(b)];
  const result = x && y ? calculate(x, y) : undefined;
  return result && toFeel(result);
}

function toDecimal(value: unknown): decimal.Decimal | undefined {
  if (typeof value === 'string') return decimal.toDecimal(value);
  return isNumber(value) ? exact(value) : undefined;
}

function isScale(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 6_176;
}
