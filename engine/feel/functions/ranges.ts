import { equal, orderOf } from '../code/compare.ts';
import type { Run } from '../code/run.ts';
import { kindOf, FeelRange } from '../values/kinds.ts';
import { readRange } from './readRange.ts';
import { type FunctionTable, way } from './signature.ts';

type Relation = (a: FeelRange, b: FeelRange) => boolean | null;

/** Relations between points and ranges (DMN 1.5, 10.3.4.9): a point is a range of one value. */
export const rangeFunctions: FunctionTable = {
  range: [way('from: string', ([from]: readonly string[]) => readRange(from ?? ''))],
  before: relation((a, b) => isBefore(a, b)),
  after: relation((a, b) => isBefore(b, a)),
  meets: ofRanges((a, b) => a.endIncluded && b.startIncluded && order(a.end, b.start, (o) => o === 0)),
  'met by': ofRanges((a, b) => a.startIncluded && b.endIncluded && order(a.start, b.end, (o) => o === 0)),
  overlaps: ofRanges((a, b) => not(or(isBefore(a, b), isBefore(b, a)))),
  'overlaps before': ofRanges((a, b) => and(startsEarlier(a, b), not(isBefore(a, b)), not(endsLater(a, b)))),
  'overlaps after': ofRanges((a, b) => and(startsEarlier(b, a), not(isBefore(b, a)), not(endsLater(b, a)))),
  finishes: relation((a, b) => and(sameEnd(a, b), not(startsEarlier(a, b)))),
  'finished by': relation((a, b) => and(sameEnd(a, b), not(startsEarlier(b, a)))),
  includes: relation((a, b) => and(not(startsEarlier(b, a)), not(endsLater(b, a)))),
  during: relation((a, b) => and(not(startsEarlier(a, b)), not(endsLater(a, b)))),
  starts: relation((a, b) => and(sameStart(a, b), not(endsLater(a, b)))),
  'started by': relation((a, b) => and(sameStart(a, b), not(endsLater(b, a)))),
  coincides: relation((a, b) => and(sameStart(a, b), sameEnd(a, b))),
};

function relation(holds: Relation): FunctionTable[string] {
  return [way('a: Any, b: Any', ([a, b], run) => related(a, b, holds, run)), ...named(holds)];
}

function ofRanges(holds: Relation): FunctionTable[string] {
  return [
    way('range1: range, range2: range', ([a, b]) => holds(a, b) ?? undefined),
    way('a: range, b: range', ([a, b]) => holds(a, b) ?? undefined),
  ];
}

function named(holds: Relation): FunctionTable[string] {
  const pairs = ['point1, point2', 'point, range', 'range, point', 'range1, range2', 'value, range'];
  return pairs.map((pair) => way(pair.replace(/(?=,|$)/g, ': Any'), ([a, b], run) => related(a, b, holds, run)));
}

function related(a: unknown, b: unknown, holds: Relation, run: Run): boolean | null | undefined {
  if (a === null || b === null || a === undefined || b === undefined) return null;
  const [x, y] = [asRange(a), asRange(b)];
  if (!x || !y) return undefined;
  const isSameKind = kindOf(x.start ?? x.end) === kindOf(y.start ?? y.end);
  if (!isSameKind) return undefined;
  run.meter.spend(1);
  return holds(x, y) ?? (equal(x, y, run) === true ? null : undefined);
}

function asRange(value: unknown): FeelRange | undefined {
  if (value instanceof FeelRange) return value;
  return orderOf(value, value) === undefined ? undefined : new FeelRange(value, true, value, true);
}

/** The order of two ends; an open one (undefined) is beyond all values. Null where there is no order. */
function order(a: unknown, b: unknown, test: (order: number) => boolean): boolean | null {
  if (a === undefined || b === undefined) return false;
  const found = orderOf(a, b);
  return found === undefined ? null : test(found);
}

function isBefore(a: FeelRange, b: FeelRange): boolean | null {
  return order(a.end, b.start, (o) => o < 0 || (o === 0 && !(a.endIncluded && b.startIncluded)));
}

function startsEarlier(a: FeelRange, b: FeelRange): boolean | null {
  if (a.start === undefined || b.start === undefined) return a.start === undefined && b.start !== undefined;
  return order(a.start, b.start, (o) => o < 0 || (o === 0 && a.startIncluded && !b.startIncluded));
}

function endsLater(a: FeelRange, b: FeelRange): boolean | null {
  if (a.end === undefined || b.end === undefined) return a.end === undefined && b.end !== undefined;
  return order(a.end, b.end, (o) => o > 0 || (o === 0 && a.endIncluded && !b.endIncluded));
}

function sameStart(a: FeelRange, b: FeelRange): boolean | null {
  return and(not(startsEarlier(a, b)), not(startsEarlier(b, a)));
}

function sameEnd(a: FeelRange, b: FeelRange): boolean | null {
  return and(not(endsLater(a, b)), not(endsLater(b, a)));
}

function not(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

function and(...values: readonly (boolean | null)[]): boolean | null {
  return values.includes(null) ? null : !values.includes(false);
}

function or(...values: readonly (boolean | null)[]): boolean | null {
  return values.includes(null) ? null : values.includes(true);
}
