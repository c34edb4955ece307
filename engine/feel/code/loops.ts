import { EvaluationStop } from '../meter.ts';
import { describe } from '../sentences.ts';
import { dateOfEpochDay, epochDay, FeelDate } from '../values/dates.ts';
import { FeelRange } from '../values/kinds.ts';
import { noList } from './membership.ts';
import { type Code, type Run, type Scope, within } from './run.ts';

/** One `name in list` of a loop. */
export interface Iterator {
  readonly name: string;
  readonly source: Code;
  readonly to?: Code;
}

/** `for … return`: one value for each combination of the items; `partial` holds those made so far (DMN 1.5, table 50). */
export function forLoop(iterators: readonly Iterator[], body: Code): Code {
  return (scope) => {
    const results: unknown[] = [];
    const outer = within(scope, partialOf(results, scope.run));
    const isDone = each(iterators, 0, outer, (inner) => {
      results.push(body(inner) ?? null);
      return true;
    });
    return isDone === null ? null : results;
  };
}

/** A copy for each look: a list that held itself would have no end. */
function partialOf(results: readonly unknown[], run: Run): Readonly<Record<string, unknown>> {
  return {
    get partial(): readonly unknown[] {
      run.meter.spend(results.length / 20);
      return [...results];
    },
  };
}

/** `some … satisfies` and `every … satisfies`: what the bodies say, joined by `or` and by `and`. */
export function quantifier(isEvery: boolean, iterators: readonly Iterator[], body: Code): Code {
  return (scope) => {
    let isUnknown = false;
    let isDecided = false;
    const isDone = each(iterators, 0, within(scope, {}), (inner) => {
      const answer = body(inner);
      if (answer === !isEvery) isDecided = true;
      else if (answer !== isEvery) isUnknown = true;
      return !isDecided;
    });
    if (isDecided) return !isEvery;
    return isDone === null || isUnknown ? null : isEvery;
  };
}

/** Runs through all combinations; null when one of the lists is none, false when `visit` ended it. */
function each(
  iterators: readonly Iterator[],
  index: number,
  scope: Scope,
  visit: (scope: Scope) => boolean,
): boolean | null {
  const iterator = iterators[index];
  if (!iterator) return visit(scope);
  const items = itemsOf(iterator, scope);
  if (items === null) return null;
  for (const item of items) {
    const goesOn = each(iterators, index + 1, within(scope, { [iterator.name]: item }), visit);
    if (goesOn !== true) return goesOn;
  }
  return true;
}

function itemsOf({ source, to }: Iterator, scope: Scope): readonly unknown[] | null {
  const { run } = scope;
  const value = source(scope);
  return to ? rangeItems(value, to(scope), run) : itemsFor(value, run);
}

/** The items of a value that is run through; null when it has none. */
export function itemsFor(value: unknown, run: Run): readonly unknown[] | null {
  if (value === null || value === undefined) return null;
  if (value instanceof FeelRange) return itemsOfRange(value, run);
  if (!Array.isArray(value)) return run.dialect === 'standard' ? [value] : noList(value, run);
  run.meter.spend(value.length);
  return value as readonly unknown[];
}

/** The values of a range value such as `[1..5[`. */
function itemsOfRange(range: FeelRange, run: Run): readonly unknown[] | null {
  const items = rangeItems(range.start, range.end, run);
  return items && items.slice(range.startIncluded ? 0 : 1, range.endIncluded ? undefined : -1);
}

/** The whole numbers or days from one to the other, upwards or downwards. */
export function rangeItems(from: unknown, to: unknown, run: Run): readonly unknown[] | null {
  if (from === null || from === undefined || to === null || to === undefined) return null;
  if (from instanceof FeelDate && to instanceof FeelDate) {
    return countFrom(epochDay(from), epochDay(to), run).map(dateOfEpochDay);
  }
  if (typeof from !== 'number' || typeof to !== 'number' || !Number.isSafeInteger(from) || !Number.isSafeInteger(to)) {
    return run.warn('INVALID_TYPE', `A range needs two whole numbers, but has ${describe(from)} and ${describe(to)}.`);
  }
  return countFrom(from, to, run);
}

function countFrom(from: number, to: number, run: Run): readonly number[] {
  const length = Math.abs(to - from) + 1;
  if (length > 1e9) throw new EvaluationStop(`A range of ${length} numbers is too long: the expression was stopped.`);
  run.meter.spend(length);
  const step = to < from ? -1 : 1;
  return Array.from({ length }, (_, index) => from + index * step);
}
