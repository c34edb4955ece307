import { equal, orderOf } from '../code/compare.ts';
import { invoke } from '../code/functions.ts';
import { isMember } from '../code/membership.ts';
import type { Run } from '../code/run.ts';
import { type FeelFunction, kindOf } from '../values/kinds.ts';
import type { FeelNumber } from '../values/number.ts';
import { wholeOf } from './numbers.ts';
import { type FunctionTable, way } from './signature.ts';

type Items = readonly unknown[];

/** Functions of lists (DMN 1.5, 10.3.4.4) that do not calculate. */
export const listFunctions: FunctionTable = {
  'list contains': [way('list: list, element: Any', ([list, element], run) => contains(list, element, run))],
  count: [way('list: list', ([list]: readonly Items[]) => list?.length)],
  all: [way('list: list', ([list]) => every(list, true)), way('...list: Any', (list) => every(list, true))],
  any: [way('list: list', ([list]) => every(list, false)), way('...list: Any', (list) => every(list, false))],
  sublist: [
    way('list: list, start position: number, length?: number', ([list, start, length]) => sublist(list, start, length)),
  ],
  append: [way('list: list, ...item: Any', ([list, ...items]: Items) => [...(list as Items), ...items])],
  concatenate: [way('...list: list', (lists: readonly Items[]) => lists.flat())],
  'insert before': [
    way('list: list, position: number, newItem: Any', ([list, position, item]) => inserted(list, position, item)),
  ],
  remove: [way('list: list, position: number', ([list, position]) => removed(list, position))],
  'list replace': [
    way('list: list, position: number, newItem: Any', ([list, position, item]) => replacedAt(list, position, item)),
    way('list: list, match: function, newItem: Any', ([list, match, item], run) =>
      replacedWhere(list, match, item, run),
    ),
  ],
  reverse: [way('list: list', ([list]: readonly Items[]) => list?.toReversed())],
  'index of': [way('list: list, match: Any', ([list, match], run) => indexesOf(list, match, run))],
  union: [way('...list: list', (lists: readonly Items[], run) => distinct(lists.flat(), run))],
  'distinct values': [way('list: list', ([list], run) => distinct(list, run))],
  'duplicate values': [way('list: list', ([list], run) => duplicates(list, run))],
  flatten: [way('list: list', ([list], run) => flattened(list, run))],
  sort: [
    way('list: list', ([list], run) => sorted(list, undefined, run)),
    way('list: list, precedes: function', ([list, precedes], run) => sorted(list, precedes, run)),
  ],
};

function contains(list: Items, element: unknown, run: Run): boolean {
  run.meter.spend(list.length);
  return list.some((item) => isSame(item, element, run));
}

function isSame(a: unknown, b: unknown, run: Run): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') {
    return a === b || (kindOf(a) !== kindOf(b) && typeof a !== typeof b && isMember(a, [b], run) === true);
  }
  return kindOf(a) === kindOf(b) && equal(a, b, run) === true;
}

/** `all` joins by `and`, `any` by `or`; what is neither true nor false makes the answer unknown. */
function every(list: Items, isEvery: boolean): boolean | null | undefined {
  if (list.includes(!isEvery)) return !isEvery;
  if (list.some((item) => typeof item !== 'boolean' && item !== null)) return undefined;
  return list.includes(null) ? null : isEvery;
}

/** The index of a position that counts from 1, or from the end when it is negative; undefined outside the list. */
function indexOf(list: Items, position: FeelNumber): number | undefined {
  const whole = wholeOf(position);
  const index = whole > 0 ? whole - 1 : list.length + whole;
  return whole === 0 || index < 0 || index >= list.length ? undefined : index;
}

function sublist(list: Items, start: FeelNumber, length: FeelNumber | undefined): Items | undefined {
  const from = indexOf(list, start);
  if (from === undefined) return undefined;
  if (length === undefined) return list.slice(from);
  const wanted = wholeOf(length);
  return wanted < 1 || from + wanted > list.length ? undefined : list.slice(from, from + wanted);
}

function inserted(list: Items, position: FeelNumber, item: unknown): Items | undefined {
  const index = indexOf(list, position) ?? (wholeOf(position) === list.length + 1 ? list.length : undefined);
  return index === undefined ? undefined : list.toSpliced(index, 0, item);
}

function removed(list: Items, position: FeelNumber): Items | undefined {
  const index = indexOf(list, position);
  return index === undefined ? undefined : list.toSpliced(index, 1);
}

function replacedAt(list: Items, position: FeelNumber, item: unknown): Items | undefined {
  const index = indexOf(list, position);
  return index === undefined ? undefined : list.with(index, item);
}

function replacedWhere(list: Items, match: FeelFunction, item: unknown, run: Run): Items | null | undefined {
  const result: unknown[] = [];
  for (const old of list) {
    const answer = invoke(match, [old, item], undefined, run);
    if (typeof answer !== 'boolean') return undefined;
    result.push(answer ? item : old);
  }
  return result;
}

function indexesOf(list: Items, match: unknown, run: Run): readonly number[] {
  run.meter.spend(list.length);
  return list.flatMap((item, index) => (isSame(item, match, run) ? [index + 1] : []));
}

/** Simple values are found by their key; only the others are compared each with each. */
function distinct(list: Items, run: Run): Items {
  const seen = new Set<unknown>();
  const kept: unknown[] = [];
  const compound: unknown[] = [];
  run.meter.spend(list.length);
  for (const item of list) {
    if (typeof item !== 'object' || item === null) {
      if (seen.has(item)) continue;
      seen.add(item);
    } else {
      run.meter.spend(compound.length / 25);
      if (compound.some((one) => isSame(one, item, run))) continue;
      compound.push(item);
    }
    kept.push(item);
  }
  return kept;
}

function duplicates(list: Items, run: Run): Items {
  run.meter.spend((list.length * list.length) / 50);
  const isDuplicate = (item: unknown): boolean => list.filter((other) => isSame(other, item, run)).length > 1;
  return distinct(list.filter(isDuplicate), run);
}

function flattened(list: Items, run: Run): Items {
  const result: unknown[] = [];
  const visit = (items: Items): void => {
    run.meter.spend(items.length + 1);
    for (const item of items) {
      if (Array.isArray(item)) visit(item);
      else result.push(item);
    }
  };
  visit(list);
  return result;
}

/** By merging, so that a `precedes` that contradicts itself still ends. */
function sorted(list: Items, precedes: FeelFunction | undefined, run: Run): Items | undefined {
  if (list.length < 2) return list;
  const middle = Math.ceil(list.length / 2);
  const [left, right] = [sorted(list.slice(0, middle), precedes, run), sorted(list.slice(middle), precedes, run)];
  if (!left || !right) return undefined;
  run.meter.spend(list.length);
  const merged: unknown[] = [];
  for (let [i, j] = [0, 0]; i < left.length || j < right.length;) {
    const isRightFirst = i >= left.length || (j < right.length && comesFirst(right[j], left[i], precedes, run));
    if (isRightFirst === undefined) return undefined;
    merged.push(isRightFirst ? right[j++] : left[i++]);
  }
  return merged;
}

function comesFirst(a: unknown, b: unknown, precedes: FeelFunction | undefined, run: Run): boolean | undefined {
  if (!precedes) {
    const order = orderOf(a, b);
    return order === undefined ? undefined : order < 0;
  }
  const answer = invoke(precedes, [a, b], undefined, run);
  return typeof answer === 'boolean' ? answer : answer === undefined ? undefined : false;
}
