import { callToFeel, propertyToFeel } from './calls.ts';
import { Untranslatable, type Expression } from './tree.ts';

/** Names that FEEL reads as something else. */
const taken = new Set([
  ...['if', 'then', 'else', 'for', 'in', 'return', 'some', 'every', 'satisfies', 'and', 'or', 'not', 'between'],
  ...['instance', 'of', 'function', 'external', 'true', 'false', 'null', 'dossier', 'office', 'now', 'today'],
]);
/** Objects that only the engine of origin has. */
const engineObjects = new Set([
  ...['execution', 'task', 'externalTask', 'kcontext', 'processInstance', 'variableScope', 'delegateTask'],
  ...['connector', 'caseExecution', 'authenticatedUserId', 'spring', 'context', 'nodeInstance', 'workItem'],
]);
/** Counters inside a multi-instance activity under our names. */
const counters: Readonly<Record<string, string>> = {
  nrOfInstances: 'numberOfInstances',
  nrOfActiveInstances: 'numberOfActiveInstances',
  nrOfCompletedInstances: 'numberOfCompletedInstances',
};

/** The expression in FEEL. @throws Untranslatable */
export function toFeel(expression: Expression): string {
  switch (expression.type) {
    case 'literal':
      return literal(expression.value);
    case 'name':
      return name(expression.name);
    case 'list':
      return `[${expression.items.map(toFeel).join(', ')}]`;
    case 'property':
      return propertyToFeel(expression.of, expression.name);
    case 'index':
      return indexToFeel(expression.of, expression.at);
    case 'call':
      return callToFeel(expression.of, expression.name, expression.given);
    case 'not':
      return `not(${toFeel(expression.of)})`;
    case 'minus':
      return `-${operand(expression.of)}`;
    case 'empty':
      return emptyToFeel(expression.of);
    case 'binary':
      return binaryToFeel(expression);
    case 'choice': {
      const { condition, then, otherwise } = expression;
      return `(if ${toFeel(condition)} then ${toFeel(then)} else ${toFeel(otherwise)})`;
    }
    case 'text':
      return expression.parts.map(asText).join(' + ');
  }
}

/** Nothing, the empty text, and a list or object without a member, as JUEL's `empty` has it. */
export function emptyToFeel(of: Expression): string {
  const value = toFeel(of);
  const cases = [
    `${value} = null`,
    `(${value} instance of string and ${value} = "")`,
    `(${value} instance of list and count(${value}) = 0)`,
    `(${value} instance of context and count(get entries(${value})) = 0)`,
  ];
  return `(${cases.join(' or ')})`;
}

/** In brackets where it has an operator of its own. */
export function operand(of: Expression): string {
  const isSimple = of.type !== 'binary' && of.type !== 'minus' && of.type !== 'text';
  return isSimple ? toFeel(of) : `(${toFeel(of)})`;
}

export function quoted(text: string): string {
  return JSON.stringify(text);
}

function literal(value: string | number | boolean | null): string {
  return typeof value === 'string' ? quoted(value) : String(value);
}

function name(word: string): string {
  if (engineObjects.has(word))
    throw new Untranslatable(`It reads “${word}”, an object that only the engine of origin has.`);
  if (taken.has(word))
    throw new Untranslatable(`FEEL uses the name “${word}” for something else. Rename the variable.`);
  if (word.includes('$')) throw new Untranslatable(`The name “${word}” cannot be written in FEEL.`);
  return Object.hasOwn(counters, word) ? (counters[word] ?? word) : word;
}

function indexToFeel(of: Expression, at: Expression): string {
  if (at.type === 'literal' && typeof at.value === 'string') return propertyToFeel(of, at.value);
  // Lists begin with 1 in FEEL and with 0 everywhere else.
  if (at.type === 'literal' && typeof at.value === 'number' && at.value >= 0) return `${operand(of)}[${at.value + 1}]`;
  if (at.type === 'literal') throw new Untranslatable('It takes an item at a place that is no number from 0 on.');
  return `${operand(of)}[${operand(at)} + 1]`;
}

function binaryToFeel({ operator, left, right }: Extract<Expression, { type: 'binary' }>): string {
  const sides = `${operand(left)} ${operator} ${operand(right)}`;
  switch (operator) {
    case '%':
      return `modulo(${toFeel(left)}, ${toFeel(right)})`;
    case 'in':
      return `list contains(${toFeel(right)}, ${toFeel(left)})`;
    case '+':
      return isText(left) || isText(right) ? `${textOperand(left)} + ${textOperand(right)}` : sides;
    default:
      return sides;
  }
}

/** Is it a text for sure? Adding something to it then makes a text of that as well. */
function isText(of: Expression): boolean {
  if (of.type === 'binary') return of.operator === '+' && (isText(of.left) || isText(of.right));
  return of.type === 'text' || (of.type === 'literal' && typeof of.value === 'string');
}

function textOperand(of: Expression): string {
  return isText(of) ? operand(of) : asText(of);
}

function asText(of: Expression): string {
  return isText(of) ? toFeel(of) : `string(${toFeel(of)})`;
}
