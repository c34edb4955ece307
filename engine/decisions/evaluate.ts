import type { Json } from '../contract/json.ts';
import { evaluateStrict, exactSum, testUnaryStrict, type CompiledExpression, type FeelContext } from '../feel/index.ts';
import type { Aggregation, Decision, DecisionModel, DecisionResult, DecisionRule, DecisionTable } from './types.ts';

type Step<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly sentence: string };

interface Match {
  readonly index: number;
  readonly rule: DecisionRule;
}

/**
 * Decides: first the decisions that this one requires, then its own logic. Their results are variables of the names DMN
 * gives them. Anything that cannot be relied on is a sentence for the incident: a missing variable, two matching rules of a
 * UNIQUE table, different answers of an ANY table.
 */
export function evaluateDecision(model: DecisionModel, key: string, context: FeelContext): DecisionResult {
  return decide(model, key, context, new Map());
}

function decide(
  model: DecisionModel,
  key: string,
  context: FeelContext,
  done: Map<string, DecisionResult>,
): DecisionResult {
  const known = done.get(key);
  if (known) return known;
  const decision = model.decisions.get(key);
  if (!decision) return { ok: false, sentence: `There is no decision “${key}” in “${model.name}”.` };
  const result = withRequirements(model, decision, context, done);
  done.set(key, result);
  return result;
}

function withRequirements(
  model: DecisionModel,
  decision: Decision,
  context: FeelContext,
  done: Map<string, DecisionResult>,
): DecisionResult {
  let extended = context;
  for (const key of decision.requires) {
    const result = decide(model, key, context, done);
    if (!result.ok) return result;
    extended = { ...extended, [model.decisions.get(key)?.variable ?? key]: result.value };
  }
  const result =
    decision.logic.type === 'table'
      ? decideTable(decision.logic, extended)
      : decideLiteral(decision.logic.expression, extended);
  return result.ok ? result : { ok: false, sentence: `Decision “${decision.name}”: ${result.sentence}` };
}

function decideLiteral(expression: CompiledExpression, context: FeelContext): DecisionResult {
  const result = evaluateStrict(expression, context);
  return result.ok ? { ok: true, value: result.value, matched: [] } : result;
}

function decideTable(table: DecisionTable, context: FeelContext): DecisionResult {
  const inputs = evaluateAll(
    table.inputs.map(({ expression }) => expression),
    context,
  );
  if (!inputs.ok) return inputs;
  const matches = matchingRules(table, inputs.value, context);
  if (!matches.ok) return matches;
  const [first, second] = matches.value;
  if (table.hitPolicy === 'UNIQUE' && first && second) {
    return { ok: false, sentence: `${nameRules(first, second)} both match, but the table allows only one.` };
  }
  const value = first ? combine(table, matches.value, context) : noMatch(table, context);
  return value.ok ? { ok: true, value: value.value, matched: matches.value.map(({ index }) => index) } : value;
}

function matchingRules(table: DecisionTable, inputs: readonly Json[], context: FeelContext): Step<readonly Match[]> {
  const matches: Match[] = [];
  for (const [index, rule] of table.rules.entries()) {
    const isMatch = ruleMatches(rule, inputs, context);
    if (!isMatch.ok) return { ok: false, sentence: `Rule ${index + 1}: ${isMatch.sentence}` };
    if (isMatch.value) matches.push({ index, rule });
    if (isMatch.value && table.hitPolicy === 'FIRST') break;
  }
  return { ok: true, value: matches };
}

function ruleMatches(rule: DecisionRule, inputs: readonly Json[], context: FeelContext): Step<boolean> {
  for (const [column, cell] of rule.inputs.entries()) {
    const result = testUnaryStrict(cell, inputs[column] ?? null, context);
    if (!result.ok) return result;
    if (!result.matches) return { ok: true, value: false };
  }
  return { ok: true, value: true };
}

function combine(table: DecisionTable, matches: readonly Match[], context: FeelContext): Step<Json> {
  const outputs: Json[] = [];
  for (const { index, rule } of matches) {
    const output = outputOf(table, rule.outputs, context);
    if (!output.ok) return { ok: false, sentence: `Rule ${index + 1}: ${output.sentence}` };
    outputs.push(output.value);
  }
  const value = outputs[0] ?? null;
  switch (table.hitPolicy) {
    case 'UNIQUE':
    case 'FIRST':
      return { ok: true, value };
    case 'ANY': {
      const other = outputs.findIndex((output) => JSON.stringify(output) !== JSON.stringify(value));
      const [first, differing] = [matches[0], matches[other]];
      if (!first || !differing) return { ok: true, value };
      return { ok: false, sentence: `${nameRules(first, differing)} both match, but give different answers.` };
    }
    case 'COLLECT':
      return table.aggregation ? aggregate(table.aggregation, outputs) : { ok: true, value: outputs };
    case 'RULE ORDER':
      return { ok: true, value: outputs };
  }
}

function outputOf(table: DecisionTable, expressions: readonly CompiledExpression[], context: FeelContext): Step<Json> {
  const values = evaluateAll(expressions, context);
  if (!values.ok) return values;
  if (table.outputs.length === 1) return { ok: true, value: values.value[0] ?? null };
  return {
    ok: true,
    value: Object.fromEntries(table.outputs.map(({ name }, column) => [name, values.value[column] ?? null])),
  };
}

function noMatch(table: DecisionTable, context: FeelContext): Step<Json> {
  if (table.aggregation === 'COUNT') return { ok: true, value: 0 };
  const defaults = table.outputs.flatMap(({ defaultValue }) => defaultValue ?? []);
  return defaults.length === 0 || defaults.length < table.outputs.length
    ? { ok: true, value: null }
    : outputOf(table, defaults, context);
}

function aggregate(aggregation: Aggregation, outputs: readonly Json[]): Step<Json> {
  if (aggregation === 'COUNT') return { ok: true, value: outputs.length };
  const numbers = outputs.filter((output) => typeof output === 'number');
  if (numbers.length < outputs.length)
    return { ok: false, sentence: `${aggregation} needs numbers in all matching rules.` };
  if (aggregation === 'SUM') return { ok: true, value: exactSum(numbers) };
  return { ok: true, value: aggregation === 'MIN' ? Math.min(...numbers) : Math.max(...numbers) };
}

function evaluateAll(expressions: readonly CompiledExpression[], context: FeelContext): Step<readonly Json[]> {
  const values: Json[] = [];
  for (const expression of expressions) {
    const result = evaluateStrict(expression, context);
    if (!result.ok) return result;
    values.push(result.value);
  }
  return { ok: true, value: values };
}

function nameRules(...matches: readonly Match[]): string {
  return `Rules ${matches.map(({ index, rule }) => (rule.id === '' ? `${index + 1}` : `${index + 1} (${rule.id})`)).join(' and ')}`;
}
