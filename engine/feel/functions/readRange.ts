import { isFeelProblem } from '../problems.ts';
import { orderOf } from '../code/compare.ts';
import type { FeelNode } from '../syntax/nodes.ts';
import { parseExpression } from '../syntax/parse.ts';
import { parseDate } from '../values/dates.ts';
import { parseDuration } from '../values/durations.ts';
import { FeelRange, kindOf } from '../values/kinds.ts';
import { negate, readNumber, isNumber } from '../values/number.ts';
import { readTemporal } from '../values/temporal.ts';
import { parseDateTime, parseTime } from '../values/times.ts';

/** The range that a text such as `[1..5)` names; its ends are literals (DMN 1.5, 10.3.4.1). Undefined when it names none. */
export function readRange(text: string): FeelRange | undefined {
  const node = parseExpression(text, []);
  if (isFeelProblem(node) || node.type !== 'interval') return undefined;
  const [start, end] = [literal(node.start), literal(node.end)];
  if (start === undefined || end === undefined || kindOf(start) !== kindOf(end)) return undefined;
  const order = orderOf(start, end);
  if (order === undefined || order > 0) return undefined;
  return new FeelRange(start, node.startIncluded, end, node.endIncluded);
}

function literal(node: FeelNode): unknown {
  switch (node.type) {
    case 'number':
      return readNumber(node.text);
    case 'string':
      return node.text;
    case 'temporal':
      return readTemporal(node.text);
    case 'negate': {
      const value = literal(node.of);
      return isNumber(value) ? negate(value) : undefined;
    }
    case 'call':
      return constructed(node);
    default:
      return undefined;
  }
}

/** A date, time or duration made by its function from a literal text. */
function constructed({ callee, args }: FeelNode & { readonly type: 'call' }): unknown {
  const [arg] = args;
  if (callee.type !== 'name' || arg?.type !== 'string' || args.length > 1) return undefined;
  switch (callee.name) {
    case 'date':
      return parseDate(arg.text);
    case 'time':
      return parseTime(arg.text);
    case 'date and time':
      return parseDateTime(arg.text);
    case 'duration':
      return parseDuration(arg.text);
    default:
      return undefined;
  }
}
