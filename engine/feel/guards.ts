import { limits } from './limits.ts';
import { checkPattern } from './pattern.ts';
import { isLogic } from './reassociate.ts';
import { isReservedName } from './reserved.ts';
import { sourceOf, walk, writtenName, type Node } from './tree.ts';
import type { FeelProblem, FeelProblemCode } from './types.ts';

/**
 * Refuses what parses but must never be evaluated: endless or huge loops, the machine's clock, external functions,
 * names that reach into JavaScript, numbers that would silently change, patterns that may not end.
 */
export function firstDanger(text: string, root: Node): FeelProblem | undefined {
  for (const node of walk(root)) {
    const problem = dangerOf(text, node);
    if (problem) return problem;
  }
  return undefined;
}

function dangerOf(text: string, node: Node): FeelProblem | undefined {
  switch (node.name) {
    case 'NumericLiteral':
      return numberDanger(text, node);
    case 'VariableName':
    case 'PathName':
    case 'Name':
    case 'Key':
      return nameDanger(text, node);
    case 'FunctionDefinition':
      return node.children.some((child) => child.name === 'external')
        ? problem('external-function', 'External functions (Java and others) are not offered.', node)
        : undefined;
    case 'FunctionInvocation':
      return callDanger(text, node);
    case 'Comparison':
      return comparisonDanger(text, node);
    case 'SimplePositiveUnaryTest':
    case 'Conjunction':
    case 'Disjunction':
      return logicDanger(text, node);
    case 'ForExpression':
    case 'QuantifiedExpression':
      return loopDanger(text, node);
    default:
      return undefined;
  }
}

function problem(code: FeelProblemCode, sentence: string, { from, to }: Node): FeelProblem {
  return { type: 'problem', code, sentence, position: { from, to } };
}

function numberDanger(text: string, node: Node): FeelProblem | undefined {
  const written = sourceOf(text, node).replace(/\s/g, '');
  if (/e/i.test(written)) {
    // The interpreter reads 1e3 as 1.
    return problem('imprecise-number', `Write the number “${written}” out: exponents are not FEEL.`, node);
  }
  const digits = written.replace(/^-?0*/, '').replace('.', '').replace(/^0+/, '');
  const exactInteger = !written.includes('.') && BigInt(written) === BigInt(Number(written));
  if (digits.length <= 15 || exactInteger) return undefined;
  return problem('imprecise-number', `The number “${written}” has more than 15 digits: it would be rounded.`, node);
}

function nameDanger(text: string, node: Node): FeelProblem | undefined {
  const name = writtenName(text, node).replace(/^"|"$/g, '');
  const parts = node.children.length > 0 ? node.children.map((part) => sourceOf(text, part)) : [];
  return [name, ...parts].some(isReservedName)
    ? problem('reserved-name', `The name “${name}” is reserved: choose another one.`, node)
    : undefined;
}

function callDanger(text: string, node: Node): FeelProblem | undefined {
  const [target, , parameters] = node.children;
  if (target?.name !== 'VariableName') return undefined;
  const name = writtenName(text, target);
  if (name === 'now' || name === 'today') {
    return problem(
      'clock',
      `Write “${name}” instead of “${name}()”: the office's clock decides, not the machine's.`,
      node,
    );
  }
  if (['matches', 'replace', 'split'].includes(name)) {
    const pattern = parameters?.children[1];
    const { danger } = pattern?.name === 'StringLiteral' ? checkPattern(textOf(text, pattern)) : {};
    if (pattern && danger) {
      return problem(
        'unsafe-pattern',
        `The pattern ${sourceOf(text, pattern)} may take too long because ${danger}.`,
        pattern,
      );
    }
  }
  return undefined;
}

function textOf(text: string, literal: Node): string {
  return sourceOf(text, literal)
    .slice(1, -1)
    .replace(/\\(["\\])/g, '$1');
}

/** `a == b` parses, as “a equals the test (= b)”. */
function comparisonDanger(text: string, node: Node): FeelProblem | undefined {
  const [, operator, right] = node.children;
  if (operator?.name !== 'CompareOp' || right?.name !== 'SimplePositiveUnaryTest') return undefined;
  if (right.children[0]?.name !== 'CompareOp') return undefined;
  return problem('syntax', `“${sourceOf(text, operator)}” stands twice: write it once.`, node);
}

/** `> 3 and < 9` parses, as “greater than (3 and < 9)”. */
function logicDanger(text: string, node: Node): FeelProblem | undefined {
  const isTest = node.name === 'SimplePositiveUnaryTest';
  const wrong = node.children.find((child) => child.name === 'SimplePositiveUnaryTest' || (isTest && isLogic(child)));
  if (!wrong) return undefined;
  const sentence = `Name what is compared on both sides of “and” and “or”, in a cell as “?”: instead of “${sourceOf(text, node)}” for example “? > 3 and ? < 9”.`;
  return problem('syntax', sentence, node);
}

function loopDanger(text: string, node: Node): FeelProblem | undefined {
  const { iterations, loops, broken } = costOf(text, node);
  if (broken)
    return problem(
      'too-many-iterations',
      `The range ${sourceOf(text, broken)} must go from one whole number to another.`,
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
  readonly broken?: Node;
}

function costOf(text: string, node: Node): Cost {
  const inner = node.children.map((child) => costOf(text, child));
  const broken = inner.find((cost) => cost.broken)?.broken;
  if (broken) return { iterations: 1, loops: 0, broken };
  const worst = Math.max(1, ...inner.map((cost) => cost.iterations));
  const loops = Math.max(0, ...inner.map((cost) => cost.loops));
  if (node.name === 'InExpressions') {
    return { iterations: inner.reduce((product, cost) => product * cost.iterations, 1), loops: inner.length };
  }
  if (node.name === 'ForExpression' || node.name === 'QuantifiedExpression') {
    const sources = inner[node.children.findIndex((child) => child.name === 'InExpressions')];
    const body = inner.at(-1);
    return {
      iterations: (sources?.iterations ?? 1) * (body?.iterations ?? 1),
      loops: (sources?.loops ?? 0) + (body?.loops ?? 0),
    };
  }
  if (node.name === 'IterationContext') return { iterations: Math.max(worst, 1), loops, ...rangeCost(text, node) };
  return { iterations: worst, loops };
}

function rangeCost(text: string, node: Node): { iterations: number } | { broken: Node } | undefined {
  const source = node.children[0]?.name === 'SimplePositiveUnaryTest' ? node.children[0].children[0] : undefined;
  const range = source?.name === 'Interval' ? source : node;
  const dots = range.children.findIndex((child) => child.name === '..');
  const [first, last] = [range.children[dots - 1], range.children[dots + 1]];
  if (dots < 0 || !first || !last) return undefined;
  const from = constantOf(text, first);
  const to = constantOf(text, last);
  if ([from, to].some((bound) => bound !== undefined && !Number.isSafeInteger(bound))) return { broken: range };
  return from === undefined || to === undefined ? undefined : { iterations: Math.abs(to - from) + 1 };
}

function constantOf(text: string, node: Node): number | undefined {
  if (node.name === 'NumericLiteral') return Number(sourceOf(text, node).replace(/\s/g, ''));
  if (node.name === 'ParenthesizedExpression') return node.children[1] && constantOf(text, node.children[1]);
  if (node.name !== 'ArithmeticExpression') return undefined;
  const [left, operator, right] = node.children.length === 2 ? [undefined, ...node.children] : node.children;
  const a = left ? constantOf(text, left) : 0;
  const b = right && constantOf(text, right);
  return a === undefined || b === undefined || !operator ? undefined : calculate(a, sourceOf(text, operator), b);
}

function calculate(a: number, operator: string, b: number): number {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  if (operator === '/') return a / b;
  return a ** b;
}
