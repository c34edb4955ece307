import type { Boxed, ContextEntry, FunctionDefinition } from './boxed.ts';
import { readLiteral } from './readFeel.ts';
import { complain, type Place, withNames } from './reader.ts';
import { readTable, typeOf } from './readTable.ts';
import { child, childrenOf, type DmnElement, kindOf } from './tree.ts';

const expressionTags = [
  ...['literalExpression', 'decisionTable', 'context', 'invocation', 'relation', 'list', 'functionDefinition'],
  ...['conditional', 'filter', 'for', 'some', 'every'],
];

/** The expression inside an element such as a decision; undefined when there is none. */
export function expressionIn(element: DmnElement): DmnElement | undefined {
  return element.children.find(({ tag }) => expressionTags.includes(tag));
}

/** Reads an expression of any shape (DMN 1.5, 7.3). */
export function readBoxed(element: DmnElement, place: Place): Boxed {
  return { ...readShape(element, place), ...typeOf(element, place) };
}

function readShape(element: DmnElement, place: Place): Boxed {
  switch (element.tag) {
    case 'literalExpression':
      return readLiteral(element, place);
    case 'decisionTable':
      return readTable(element, place);
    case 'context':
      return { type: 'context', entries: readEntries(element, place) };
    case 'invocation':
      return readInvocation(element, place);
    case 'relation':
      return readRelation(element, place);
    case 'list':
      return { type: 'list', items: expressionsIn(element).map((item) => readBoxed(item, place)) };
    case 'functionDefinition':
      return readFunction(element, place);
    case 'conditional':
      return {
        type: 'conditional',
        condition: within(element, 'if', place),
        yes: within(element, 'then', place),
        no: within(element, 'else', place),
      };
    case 'filter':
      return { type: 'filter', list: within(element, 'in', place), match: within(element, 'match', place) };
    default:
      return readLoop(element, place);
  }
}

/** Reads a function and what it is made of; Java and PMML are refused in the office's dialect. */
export function readFunction(element: DmnElement, place: Place): FunctionDefinition {
  const parameters = childrenOf(element, 'formalParameter').map((parameter) => ({
    name: parameter.attributes['name'] ?? '',
    ...typeOf(parameter, place),
  }));
  const { kind = 'FEEL' } = element.attributes;
  if (kind !== 'FEEL') {
    const sentence = `Functions of ${kind} are not run here: write the function in FEEL, or as a connector of the process.`;
    if (place.reading.dialect === 'office') complain(place.reading, 'dmn-unsupported', element, sentence, place.owner);
    return { type: 'function', parameters, body: undefined };
  }
  const body = expressionIn(element);
  const inner = withNames(
    place,
    parameters.map(({ name }) => name),
  );
  return { type: 'function', parameters, body: body ? readBoxed(body, inner) : missing(element, 'body', place) };
}

function readEntries(element: DmnElement, place: Place): readonly ContextEntry[] {
  let visible = place;
  return childrenOf(element, 'contextEntry').map((entry) => {
    const variable = child(entry, 'variable');
    const name = variable?.attributes['name'];
    const value = expressionIn(entry);
    // A function may call itself.
    const inner = value?.tag === 'functionDefinition' && name !== undefined ? withNames(visible, [name]) : visible;
    const read = value ? readBoxed(value, inner) : missing(entry, 'value', place);
    if (name !== undefined) visible = withNames(visible, [name]);
    return { name, value: read, ...(variable && typeOf(variable, place)) };
  });
}

function readInvocation(element: DmnElement, place: Place): Boxed {
  const callee = expressionIn(element);
  return {
    type: 'invocation',
    callee: callee ? readBoxed(callee, place) : missing(element, 'function', place),
    bindings: childrenOf(element, 'binding').map((binding) => {
      const value = expressionIn(binding);
      return {
        name: child(binding, 'parameter')?.attributes['name'] ?? '',
        value: value ? readBoxed(value, place) : ({ type: 'broken', sentence: 'The binding has no value.' } as const),
      };
    }),
  };
}

function readRelation(element: DmnElement, place: Place): Boxed {
  const columns = childrenOf(element, 'column').map((column) => ({
    name: column.attributes['name'] ?? '',
    ...typeOf(column, place),
  }));
  const rows = childrenOf(element, 'row').map((row) => expressionsIn(row).map((cell) => readBoxed(cell, place)));
  if (rows.some((row) => row.length !== columns.length)) {
    const sentence = 'A row of the relation has another number of cells than it has columns.';
    complain(place.reading, 'dmn-table', element, sentence, place.owner);
  }
  return { type: 'relation', columns, rows };
}

function readLoop(element: DmnElement, place: Place): Boxed {
  const variable = element.attributes['iteratorVariable'] ?? '';
  const inner = withNames(place, [variable, 'partial']);
  const list = within(element, 'in', place);
  if (element.tag === 'for') return { type: 'for', variable, list, body: within(element, 'return', inner) };
  const type = element.tag === 'every' ? 'every' : 'some';
  return { type, variable, list, body: within(element, 'satisfies', inner) };
}

function within(element: DmnElement, tag: string, place: Place): Boxed {
  const part = child(element, tag);
  const value = part && expressionIn(part);
  if (!value) return missing(element, tag, place);
  return { ...readBoxed(value, place), ...typeOf(part, place) };
}

function expressionsIn(element: DmnElement): readonly DmnElement[] {
  return element.children.filter(({ tag }) => expressionTags.includes(tag));
}

function missing(element: DmnElement, part: string, { reading, owner }: Place): Boxed {
  const sentence = `The ${kindOf(element)} has no “${part}”.`;
  if (reading.dialect === 'office') complain(reading, 'dmn-unsupported', element, sentence, owner);
  return { type: 'broken', sentence };
}
