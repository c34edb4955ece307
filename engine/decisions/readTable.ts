import { compileExpression, isFeelProblem, simpleType, type CompiledExpression, type FeelType } from '../feel/index.ts';
import type {
  Aggregation,
  Boxed,
  DecisionInput,
  DecisionOutput,
  DecisionRule,
  DecisionTable,
  HitPolicy,
} from './boxed.ts';
import { readLiteral, readTests } from './readFeel.ts';
import { complain, type Place } from './reader.ts';
import { child, childrenOf, type DmnElement, textOf, typeRefOf } from './tree.ts';

const hitPolicies: readonly string[] = [
  'UNIQUE',
  'FIRST',
  'PRIORITY',
  'ANY',
  'COLLECT',
  'RULE ORDER',
  'OUTPUT ORDER',
] satisfies HitPolicy[];
const aggregations: readonly string[] = ['SUM', 'MIN', 'MAX', 'COUNT'] satisfies Aggregation[];

/** Reads a decision table (DMN 1.5, 8.3). */
export function readTable(table: DmnElement, place: Place): DecisionTable {
  const { hitPolicy = 'UNIQUE', aggregation } = table.attributes;
  const outputs = childrenOf(table, 'output');
  checkPolicy(table, hitPolicy, aggregation, outputs.length, place);
  const { valueType } = typeOf(table, place);
  return {
    type: 'table',
    hitPolicy: isHitPolicy(hitPolicy) ? hitPolicy : 'UNIQUE',
    ...(aggregation !== undefined && isAggregation(aggregation) && { aggregation }),
    inputs: childrenOf(table, 'input').map((input) => readInput(input, place)),
    outputs: outputs.map((output) => readOutput(output, place)),
    rules: childrenOf(table, 'rule').map((rule) => readRule(rule, table, place)),
    ...(valueType && { valueType }),
  };
}

/** The declared type of an element, where it names one that is known. */
export function typeOf(element: DmnElement, { reading }: Place): { readonly valueType?: FeelType } {
  const name = typeRefOf(element);
  const valueType = name === undefined ? undefined : (reading.types(name) ?? simpleType(name.replace(/^feel:/, '')));
  return valueType && !(valueType.type === 'simple' && valueType.name === 'Any') ? { valueType } : {};
}

function checkPolicy(
  table: DmnElement,
  hitPolicy: string,
  aggregation: string | undefined,
  outputs: number,
  { reading, owner }: Place,
): void {
  const refuse = (sentence: string): void => complain(reading, 'dmn-unsupported', table, sentence, owner);
  if (!isHitPolicy(hitPolicy)) refuse(`The hit policy ${hitPolicy} is not supported.`);
  if (aggregation !== undefined && !(isAggregation(aggregation) && hitPolicy === 'COLLECT')) {
    refuse(`${aggregation} cannot stand with the hit policy ${hitPolicy}.`);
  }
  if (aggregation !== undefined && outputs > 1) refuse(`${aggregation} needs a table with one output.`);
  if (outputs === 0) refuse('The table has no output.');
}

function readInput(input: DmnElement, place: Place): DecisionInput {
  const source = child(input, 'inputExpression') ?? input;
  const values = child(input, 'inputValues');
  const allowed = values && textOf(values).trim() !== '' ? readTests(values, place) : undefined;
  const { valueType } = typeOf(source, place);
  return {
    id: input.attributes['id'] ?? '',
    label: input.attributes['label'] ?? textOf(source),
    expression: readLiteral(source, place),
    ...(valueType && { valueType }),
    ...(allowed && { allowed }),
  };
}

function readOutput(output: DmnElement, place: Place): DecisionOutput {
  const { id = '', name, label } = output.attributes;
  const entry = child(output, 'defaultOutputEntry');
  const values = child(output, 'outputValues');
  const { valueType } = typeOf(output, place);
  return {
    id,
    name: name ?? label ?? id,
    ...(valueType && { valueType }),
    ...(entry && textOf(entry).trim() !== '' && { defaultValue: readLiteral(entry, place) }),
    ...(values && { ranking: readRanking(values, place) }),
  };
}

/** Output values are a list of expressions; each is compiled on its own. */
function readRanking(values: DmnElement, { names, reading }: Place): readonly CompiledExpression[] {
  const { dialect } = reading;
  const list = compileExpression(`[${textOf(values)}]`, { names, dialect });
  if (isFeelProblem(list)) return [];
  return splitList(textOf(values)).flatMap((text) => {
    const compiled = compileExpression(text, { names, dialect });
    return isFeelProblem(compiled) ? [] : [compiled];
  });
}

/** Splits at the commas that stand outside texts and brackets. */
function splitList(text: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\[^])*"|[^]/g)) {
    if (/^[([{]$/.test(sign)) depth++;
    if (/^[)\]}]$/.test(sign)) depth--;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.filter((part) => part.trim() !== '');
}

function readRule(rule: DmnElement, table: DmnElement, place: Place): DecisionRule {
  const inputs = childrenOf(rule, 'inputEntry');
  const outputs = childrenOf(rule, 'outputEntry');
  if (inputs.length !== childrenOf(table, 'input').length || outputs.length !== childrenOf(table, 'output').length) {
    const sentence = 'The rule has another number of cells than the table has columns.';
    complain(place.reading, 'dmn-table', rule, sentence, place.owner);
  }
  return {
    id: rule.attributes['id'] ?? '',
    inputs: inputs.flatMap((cell) => readTests(cell, place) ?? []),
    // An empty output cell gives nothing.
    outputs: outputs.map((cell): Boxed => readLiteral(cell, place, 'null')),
  };
}

function isHitPolicy(text: string): text is HitPolicy {
  return hitPolicies.includes(text);
}

function isAggregation(text: string): text is Aggregation {
  return aggregations.includes(text);
}
