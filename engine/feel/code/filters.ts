import { describe } from '../sentences.ts';
import type { FeelNode } from '../syntax/nodes.ts';
import { FeelRange } from '../values/kinds.ts';
import { isNumber, toDouble } from '../values/number.ts';
import { includes } from './membership.ts';
import { type Code, ofItem, type Run } from './run.ts';

/** `list[condition]` and `list[position]` (DMN 1.5, table 54); what is no list is a list of one. */
export function filter(of: Code, by: Code, node: FeelNode): Code {
  const position = positionOf(node);
  return (scope) => {
    const value = of(scope);
    const isNothing = value === null || value === undefined;
    if (isNothing && position !== undefined) return null;
    const list: readonly unknown[] = Array.isArray(value) ? value : isNothing ? [] : [value];
    scope.run.meter.spend(list.length + 1);
    if (position !== undefined) return itemAt(list, position);
    const kept: unknown[] = [];
    for (const [index, item] of list.entries()) {
      const answer = by(ofItem(scope, item));
      if (index === 0 && isNumber(answer)) return itemAt(list, toDouble(answer));
      if (answer === true) kept.push(item);
      else if (answer instanceof FeelRange && includes(answer, item, scope.run) === true) kept.push(item);
      else if (isWrong(answer)) return wrongFilter(answer, scope.run);
    }
    return kept;
  };
}

/** Positions count from 1, or from the end when they are negative. */
export function itemAt(list: readonly unknown[], position: number): unknown {
  if (!Number.isInteger(position) || position === 0) return null;
  return list[position > 0 ? position - 1 : list.length + position] ?? null;
}

function isWrong(answer: unknown): boolean {
  return answer !== false && answer !== null && answer !== undefined && !(answer instanceof FeelRange);
}

function wrongFilter(answer: unknown, run: Run): null {
  return run.warn('INVALID_TYPE', `A filter needs true, false or a position, but got ${describe(answer)}.`);
}

function positionOf(node: FeelNode): number | undefined {
  if (node.type === 'number') return Number(node.text);
  return node.type === 'negate' && node.of.type === 'number' ? -Number(node.of.text) : undefined;
}
