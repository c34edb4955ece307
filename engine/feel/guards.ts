import { limits } from './limits.ts';
import { checkPattern } from './pattern.ts';
import { isReservedName } from './reserved.ts';
import type { FeelNode, IteratorNode, TestsNode } from './syntax/nodes.ts';
import { childrenOf, walk } from './syntax/nodes.ts';
import { oneSided } from './syntax/parse.ts';
import type { FeelDialect, FeelProblem, FeelProblemCode, TextRange } from './types.ts';

/**
 * Refuses what parses but must never be evaluated: endless or huge loops, the machine's clock, external functions,
 * names that reach into JavaScript, patterns that may not end, comparisons without a left side.
 */
export function firstDanger(text: string, root: FeelNode | TestsNode, dialect: FeelDialect): FeelProblem | undefined {
  for (const node of walk(root)) {
    const problem = dangerOf(text, node, dialect);
    if (problem) return problem;
  }
  return undefined;
}

function dangerOf(text: string, node: FeelNode | TestsNode, dialect: FeelDialect): FeelProblem | undefined {
  switch (node.type) {
    case 'name':
    case 'path':
      return nameDanger(node.name, node);
    case 'context':
      return firstOf(node.entries, ({ key, range }) => nameDanger(key, range));
    case 'function':
      return firstOf(node.parameters, ({ name }) => nameDanger(name, node));
    case 'external':
      return dialect === 'office'
        ? problem('external-function', 'External functions (Java and others) are not offered.', node)
        : undefined;
    case 'call':
      return callDanger(node, dialect);
    case 'logic': {
      const isSided = ![node.left, node.right].some(({ type }) => type === 'test' || type === 'interval');
      return isSided ? undefined : oneSided(text, node);
    }
    case 'for':
    case 'quantified':
      return firstOf(node.iterators, ({ name, range }) => nameDanger(name, range)) ?? loopDanger(text, node);
    default:
      return undefined;
  }
}

function firstOf<T>(items: readonly T[], look: (item: T) => FeelProblem | undefined): FeelProblem | undefined {
  for (const item of items) {
    const found = look(item);
    if (found) return found;
  }
  return undefined;
}

function problem(code: FeelProblemCode, sentence: string, { from, to }: TextRange): FeelProblem {
  return { type: 'problem', code, sentence, position: { from, to } };
}

function nameDanger(name: string, range: TextRange): FeelProblem | undefined {
  return [name, ...name.split(/[^\p{L}\p{N}_]+/u)].some(isReservedName)
    ? problem('reserved-name', `The name “${name}” is reserved: choose another one.`, range)
    : undefined;
}

function callDanger(node: FeelNode & { readonly type: 'call' }, dialect: FeelDialect): FeelProblem | undefined {
  if (node.callee.type !== 'name') return undefined;
  const { name } = node.callee;
  if (dialect === 'office' && (name === 'now' || name === 'today')) {
    return problem(
      'clock',
      `Write “${name}” instead of “${name}()”: the office's clock decides, not the machine's.`,
      node,
    );
  }
  const pattern = ['matches', 'replace', 'split'].includes(name) ? node.args[1] : undefined;
  const { danger } = pattern?.type === 'string' ? checkPattern(pattern.text) : {};
  return pattern && danger && dialect === 'office'
    ? problem(
        'unsafe-pattern',
        `The pattern ${JSON.stringify(pattern.type === 'string' ? pattern.text : '')} may take too long because ${danger}.`,
        pattern,
      )
    : undefined;
}

function loopDanger(text: string, node: FeelNode): FeelProblem | undefined {
  const { iterations, loops, broken } = costOf(node);
  if (broken)
    return problem(
      'too-many-iterations',
      `The range ${text.slice(broken.from, broken.to)} must go from one whole number to another.`,
      broken,
    );
  if (iterations > limits.literalIterations) {
    return problem('too-many-iterations', `This would be repeated more than ${limits.literalIterations} times.`, node);
  }
  if (loops > limits.nestedLoops) {
    return problem(
      'too-many-iterations',
      `More than ${limits.nestedLoops} lists are run through within each other.`,
      node,
    );
  }
  return undefined;
}

interface Cost {
  /** Repetitions that are visible in the text: literal ranges multiplied, lists of unknown length counted once. */
  readonly iterations: number;
  readonly loops: number;
  readonly broken?: TextRange;
}

function costOf(node: FeelNode): Cost {
  if (node.type !== 'for' && node.type !== 'quantified') return worstOf(childrenOf(node).map(costOf));
  const sources = node.iterators.map(iteratorCost);
  const body = costOf(node.body);
  const broken = [...sources, body].find((cost) => cost.broken)?.broken;
  return {
    iterations: sources.reduce((product, cost) => product * cost.iterations, body.iterations),
    loops: sources.length + body.loops,
    ...(broken && { broken }),
  };
}

function worstOf(costs: readonly Cost[]): Cost {
  const broken = costs.find((cost) => cost.broken)?.broken;
  return {
    iterations: costs.reduce((worst, cost) => Math.max(worst, cost.iterations), 1),
    loops: costs.reduce((worst, cost) => Math.max(worst, cost.loops), 0),
    ...(broken && { broken }),
  };
}

function iteratorCost({ source, to, range }: IteratorNode): Cost {
  const inner = worstOf([source, ...(to ? [to] : [])].map(costOf));
  const ends = to ? [source, to] : source.type === 'interval' ? [source.start, source.end] : [];
  const [from, last] = ends.map(constantOf);
  if ([from, last].some((bound) => bound !== undefined && !Number.isSafeInteger(bound))) {
    return { ...inner, broken: range };
  }
  return from === undefined || last === undefined
    ? inner
    : { ...inner, iterations: Math.max(inner.iterations, Math.abs(last - from) + 1) };
}

function constantOf(node: FeelNode): number | undefined {
  if (node.type === 'number') return Number(node.text);
  if (node.type === 'negate') {
    const value = constantOf(node.of);
    return value === undefined ? undefined : -value;
  }
  if (node.type !== 'arithmetic') return undefined;
  const [a, b] = [constantOf(node.left), constantOf(node.right)];
  return a === undefined || b === undefined ? undefined : calculate(a, node.operator, b);
}

function calculate(a: number, operator: string, b: number): number {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  if (operator === '/') return a / b;
  return a ** b;
}
