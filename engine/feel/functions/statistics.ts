import { orderOf } from '../code/compare.ts';
import * as number from '../values/number.ts';
import type { FeelNumber } from '../values/number.ts';
import { type Overloads, type FunctionTable, way } from './signature.ts';

type Items = readonly unknown[];

/** Functions that calculate with lists (DMN 1.5, 10.3.4.4); each takes a list or single values. */
export const statisticFunctions: FunctionTable = {
  min: ofList((list) => extreme(list, -1)),
  max: ofList((list) => extreme(list, 1)),
  sum: ofList((list) => ofNumbers(list, (numbers) => folded(numbers, number.add))),
  product: ofList((list) => ofNumbers(list, (numbers) => folded(numbers, number.multiply))),
  mean: ofList((list) => ofNumbers(list, mean)),
  median: ofList((list) => ofNumbers(list, median)),
  stddev: ofList((list) => ofNumbers(list, deviation)),
  mode: ofList((list) => (list.length === 0 ? [] : ofNumbers(list, mode))),
};

function ofList(body: (list: Items) => unknown): Overloads {
  return [way('list: list', ([list]) => body(list)), way('...list: Any', (list) => body(list))];
}

/** The least or greatest of values of one kind; null when there are none. */
function extreme(list: Items, side: 1 | -1): unknown {
  if (list.length === 0) return null;
  let best: unknown = list[0] ?? null;
  if (orderOf(best, best) === undefined) return best === null ? null : undefined;
  for (const value of list.slice(1)) {
    const order = orderOf(value, best);
    if (order === undefined) return value === null ? null : undefined;
    if (order * side > 0) best = value;
  }
  return best;
}

function ofNumbers(list: Items, calculate: (numbers: readonly FeelNumber[]) => unknown): unknown {
  if (list.length === 0 || list.includes(null)) return null;
  return list.every((item) => number.isNumber(item)) ? calculate(list) : undefined;
}

function folded(
  numbers: readonly FeelNumber[],
  operation: (a: FeelNumber, b: FeelNumber) => FeelNumber | undefined,
): FeelNumber | undefined {
  let [result] = numbers;
  for (const next of numbers.slice(1)) {
    if (result === undefined) return undefined;
    result = operation(result, next);
  }
  return result;
}

function mean(numbers: readonly FeelNumber[]): FeelNumber | undefined {
  const sum = folded(numbers, number.add);
  return sum === undefined ? undefined : number.divide(sum, numbers.length);
}

function median(numbers: readonly FeelNumber[]): FeelNumber | undefined {
  const sorted = numbers.toSorted(number.compareNumbers);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : mean([low, high]);
}

/** The deviation of a sample: divided by one less than their number. */
function deviation(numbers: readonly FeelNumber[]): FeelNumber | null | undefined {
  if (numbers.length < 2) return null;
  const middle = number.toDouble(mean(numbers) ?? 0);
  const squares = numbers.reduce<number>((sum, one) => sum + (number.toDouble(one) - middle) ** 2, 0);
  return number.fromDouble(Math.sqrt(squares / (numbers.length - 1)));
}

function mode(numbers: readonly FeelNumber[]): readonly FeelNumber[] {
  const counts = new Map<string, { readonly value: FeelNumber; count: number }>();
  for (const value of numbers) {
    const known = counts.get(number.numberText(value));
    if (known) known.count++;
    else counts.set(number.numberText(value), { value, count: 1 });
  }
  const most = Math.max(...[...counts.values()].map(({ count }) => count));
  const found = [...counts.values()].filter(({ count }) => count === most).map(({ value }) => value);
  return found.sort(number.compareNumbers);
}
