import { describe } from '../sentences.ts';
import { FeelRange, kindOf } from '../values/kinds.ts';
import { aligned, compare, equal, incomparable, orderOf } from './compare.ts';
import type { Code, Run } from './run.ts';

/** `value in tests` (DMN 1.5, table 55): true when one of the tests is passed. */
export function membership(of: Code, tests: readonly Code[]): Code {
  return (scope) => {
    const value = of(scope);
    return anyOf(tests.map((test) => () => isMember(value, test(scope), scope.run)));
  };
}

/** `value between low and high`, both included. */
export function betweenness(of: Code, low: Code, high: Code): Code {
  return (scope) => {
    const value = of(scope);
    const isAbove = compare('>=', value, low(scope), scope.run);
    return isAbove === false ? false : both(isAbove, compare('<=', value, high(scope), scope.run));
  };
}

/** Whether the value is in the range, the list, or the same as what the test gave. */
export function isMember(value: unknown, test: unknown, run: Run): boolean | null {
  if (test instanceof FeelRange)
    return value instanceof FeelRange ? equal(value, test, run) : includes(test, value, run);
  if (!Array.isArray(test)) return equal(value, test, run);
  run.meter.spend(test.length / 20);
  if (Array.isArray(value) && equal(value, test, run) === true) return true;
  let isPassed = false;
  for (const item of test as readonly unknown[]) {
    if (item instanceof FeelRange ? includes(item, value, run) === true : isSame(value, item, run)) isPassed = true;
    if (isPassed) return true;
  }
  return false;
}

/** Whether the value lies within the range; null when they are of different kinds. */
export function includes(range: FeelRange, value: unknown, run: Run): boolean | null {
  if (range.operator === '!=' || range.operator === '=') {
    const same = equal(value, range.start ?? null, run);
    return same === null ? null : same === (range.operator === '=');
  }
  if (value === null || value === undefined) return null;
  const isAbove = isBeyond(value, range.start, range.startIncluded, 1, run);
  const isBelow = isAbove === false ? false : isBeyond(value, range.end, range.endIncluded, -1, run);
  return both(isAbove, isBelow);
}

function isBeyond(value: unknown, bound: unknown, included: boolean, side: 1 | -1, run: Run): boolean | null {
  if (bound === undefined) return true;
  if (bound === null) return null;
  const [x, y] = aligned(value, bound, run);
  const order = orderOf(x, y);
  if (order === undefined) return incomparable(value, bound, run);
  return order === 0 ? included : order * side > 0;
}

/** Lists may hold values of several kinds; looking for one among others is no mistake. */
function isSame(value: unknown, item: unknown, run: Run): boolean {
  const [x, y] = aligned(value, item, run);
  return kindOf(x) === kindOf(y) && equal(x, y, run) === true;
}

function both(a: boolean | null, b: boolean | null): boolean | null {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

function anyOf(answers: readonly (() => boolean | null)[]): boolean | null {
  let isUnknown = false;
  for (const answer of answers) {
    const given = answer();
    if (given === true) return true;
    if (given === null) isUnknown = true;
  }
  return isUnknown ? null : false;
}

/** What a list of a loop cannot be: said in words. */
export function noList(value: unknown, run: Run): null {
  return run.warn('INVALID_TYPE', `A list is needed after “in”, but there is ${describe(value)}.`);
}
