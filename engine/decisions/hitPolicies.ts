import { isContext, kindOf, type FeelNames, type FeelSession } from '../feel/index.ts';
import type { Aggregation, DecisionTable } from './boxed.ts';
import { nameRules, type Match } from './evaluateTable.ts';

type OutputOf = (match: Match) => unknown;

/** What the matching rules of a table give together (DMN 1.5, 8.2.8); there is at least one. */
export function combine(
  table: DecisionTable,
  matches: readonly Match[],
  outputOf: OutputOf,
  names: FeelNames,
  session: FeelSession,
): unknown {
  const outputs = matches.map(outputOf);
  switch (table.hitPolicy) {
    case 'UNIQUE':
    case 'FIRST':
      return outputs[0];
    case 'ANY':
      return agreed(matches, outputs, session);
    case 'PRIORITY':
      return ranked(table, outputs, names, session)[0] ?? null;
    case 'OUTPUT ORDER':
      return ranked(table, outputs, names, session);
    case 'RULE ORDER':
      return outputs;
    case 'COLLECT':
      return table.aggregation ? aggregate(table.aggregation, outputs, session) : outputs;
  }
}

function agreed(matches: readonly Match[], outputs: readonly unknown[], session: FeelSession): unknown {
  const [value] = outputs;
  const other = outputs.findIndex((output) => !isSame(output, value, session));
  const [first, differing] = [matches[0], matches[other]];
  if (!first || !differing) return value;
  return session.warn(`${nameRules(first, differing)} both match, but give different answers.`);
}

function isSame(a: unknown, b: unknown, session: FeelSession): boolean {
  return kindOf(a) === kindOf(b) && session.equal(a, b) === true;
}

/** By the order of the output values, the first column first; values that are not listed come last. */
function ranked(
  table: DecisionTable,
  outputs: readonly unknown[],
  names: FeelNames,
  session: FeelSession,
): readonly unknown[] {
  const rankings = table.outputs.map(({ ranking }) => ranking?.map((one) => session.value(one, names)) ?? []);
  const isOnly = table.outputs.length === 1;
  const ranks = new Map(
    outputs.map((output, index) => {
      const parts = table.outputs.map(({ name }) => (isOnly ? output : isContext(output) ? output[name] : null));
      return [index, parts.map((part, column) => rankOf(part, rankings[column] ?? [], session))];
    }),
  );
  const order = (a: number, b: number): number => {
    const [first = [], second = []] = [ranks.get(a), ranks.get(b)];
    return first.reduce((decided, rank, column) => decided || rank - (second[column] ?? 0), 0);
  };
  return outputs
    .map((_, index) => index)
    .sort((a, b) => order(a, b) || a - b)
    .map((index) => outputs[index]);
}

function rankOf(value: unknown, ranking: readonly unknown[], session: FeelSession): number {
  const at = ranking.findIndex((one) => isSame(one, value, session));
  return at < 0 ? ranking.length : at;
}

const functionOf = { SUM: 'sum', MIN: 'min', MAX: 'max', COUNT: 'count' } as const satisfies Record<
  Aggregation,
  string
>;

function aggregate(aggregation: Aggregation, outputs: readonly unknown[], session: FeelSession): unknown {
  const isNumeric = outputs.every((output) => kindOf(output) === 'number');
  if (aggregation !== 'COUNT' && session.dialect === 'office' && !isNumeric) {
    return session.warn(`${aggregation} needs numbers in all matching rules.`);
  }
  return session.standard(functionOf[aggregation], [outputs]);
}
