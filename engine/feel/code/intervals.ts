import type { CompareOperator } from '../syntax/nodes.ts';
import { FeelRange, kindOf } from '../values/kinds.ts';
import { isContext } from '../values/kinds.ts';
import { orderOf } from './compare.ts';
import type { Code } from './run.ts';

/** `[1..5]`; null where the ends are no values that have an order. */
export function interval(start: Code, startIncluded: boolean, end: Code, endIncluded: boolean): Code {
  return (scope) => {
    const [first, last] = [start(scope) ?? null, end(scope) ?? null];
    if (first === null && last === null) return null;
    const known = first === null || last === null || kindOf(first) === kindOf(last);
    if (!known || Array.isArray(first) || isContext(first)) {
      return scope.run.dialect === 'office' ? new FeelRange(first, startIncluded, last, endIncluded) : null;
    }
    const order = first === null || last === null ? 0 : orderOf(first, last);
    if (scope.run.dialect === 'standard' && (order === undefined || order > 0)) return null;
    return new FeelRange(first, startIncluded, last, endIncluded);
  };
}

/** A comparison without its left side as a range: `(> 5)` (DMN 1.5, grammar rule 7). */
export function openInterval(operator: CompareOperator, bound: Code): Code {
  return (scope) => rangeOf(operator, bound(scope) ?? null);
}

function rangeOf(operator: CompareOperator, bound: unknown): FeelRange {
  switch (operator) {
    case '<':
    case '<=':
      return new FeelRange(undefined, false, bound, operator === '<=', operator);
    case '>':
    case '>=':
      return new FeelRange(bound, operator === '>=', undefined, false, operator);
    case '=':
    case '!=':
      return new FeelRange(bound, true, bound, true, operator);
  }
}
