import { FeelFailure, type FeelNames, type FeelSession } from '../feel/index.ts';
import type { Boxed, DecisionRule, DecisionTable } from './boxed.ts';
import { conform, lean } from './conform.ts';
import { evaluateBoxed } from './evaluateBoxed.ts';
import { combine } from './hitPolicies.ts';

/** A rule that matched, with its number counted from 0. */
export interface Match {
  readonly index: number;
  readonly rule: DecisionRule;
}

/** The value of a table and the rules that matched. */
export interface Decided {
  readonly value: unknown;
  readonly matched: readonly number[];
}

/** Decides by a table (DMN 1.5, 8.3): inputs, matching rules, their outputs by the hit policy. */
export function decideTable(table: DecisionTable, names: FeelNames, session: FeelSession): Decided {
  const inputs: unknown[] = [];
  for (const { expression, valueType, allowed, label } of table.inputs) {
    const value = lean(session, evaluateBoxed(expression, names, session), valueType);
    if (allowed && value !== null && !session.passes(allowed, value, names)) {
      return { value: session.warn(`“${label}” has a value that the table does not allow.`), matched: [] };
    }
    inputs.push(value);
  }
  const matches = matchingRules(table, inputs, names, session);
  const [first, second] = matches;
  if (table.hitPolicy === 'UNIQUE' && first && second) {
    const value = session.warn(`${nameRules(first, second)} both match, but the table allows only one.`);
    return { value, matched: [] };
  }
  const output = ({ index, rule }: Match): unknown =>
    inRule(index, () => outputOf(table, rule.outputs, names, session));
  const value = first ? combine(table, matches, output, names, session) : noMatch(table, names, session);
  return { value, matched: matches.map(({ index }) => index) };
}

/** The names of rules in a sentence: their numbers counted from 1, and their ids. */
export function nameRules(...matches: readonly Match[]): string {
  const names = matches.map(({ index, rule }) => (rule.id === '' ? `${index + 1}` : `${index + 1} (${rule.id})`));
  return `Rules ${names.join(' and ')}`;
}

function matchingRules(
  table: DecisionTable,
  inputs: readonly unknown[],
  names: FeelNames,
  session: FeelSession,
): readonly Match[] {
  const matches: Match[] = [];
  session.spend(table.rules.length);
  for (const [index, rule] of table.rules.entries()) {
    const isMatch = inRule(index, () =>
      rule.inputs.every((cell, column) => session.passes(cell, inputs[column] ?? null, names)),
    );
    if (!isMatch) continue;
    matches.push({ index, rule });
    if (table.hitPolicy === 'FIRST') break;
  }
  return matches;
}

/** One output gives its value, several give a context. */
function outputOf(table: DecisionTable, cells: readonly Boxed[], names: FeelNames, session: FeelSession): unknown {
  const values = table.outputs.map(({ name, valueType }, column) => {
    const cell = cells[column];
    const value = cell ? evaluateBoxed(cell, names, session) : null;
    return [name, conform(session, value, valueType, 'The output')] as const;
  });
  return values.length === 1 ? (values[0]?.[1] ?? null) : Object.fromEntries(values);
}

function noMatch(table: DecisionTable, names: FeelNames, session: FeelSession): unknown {
  if (table.aggregation === 'COUNT') return 0;
  const defaults = table.outputs.flatMap(({ defaultValue }) => defaultValue ?? []);
  return defaults.length === 0 || defaults.length < table.outputs.length
    ? null
    : outputOf(table, defaults, names, session);
}

function inRule<T>(index: number, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof FeelFailure) throw new FeelFailure(`Rule ${index + 1}: ${error.message}`);
    throw error;
  }
}
