import type { Graph, GraphFlow, GraphNode } from './graph.ts';
import { outgoingOf } from './graphWalk.ts';

/**
 * Does a node with conditional flows certainly take one of them? True with a default flow, with a flow that has no condition,
 * with two conditions of which one is the opposite of the other, or when every outcome of one task has its flow.
 */
export function alwaysFindsFlow(graph: Graph, node: GraphNode): boolean {
  const flows = outgoingOf(graph, node);
  if (flows.length === 0 || flows.some((flow) => flow.isDefault || flow.condition === undefined)) return true;
  const conditions = new Set(flows.map((flow) => normalise(flow.condition?.text ?? '')));
  return (
    [...conditions].some((one) => oppositesOf(one).some((other) => conditions.has(other))) ||
    coversOutcomes(graph, flows)
  );
}

/** Outcomes a user task may end with. */
export function outcomesOf(graph: Graph, taskId: string): readonly string[] | undefined {
  const node = graph.nodes[graph.byId.get(taskId) ?? -1];
  if (node?.type !== 'userTask') return undefined;
  return node.outcomes.length === 0 ? ['complete'] : node.outcomes.map((outcome) => outcome.value);
}

/** The user task whose outcome a path reads: `formal-examination.outcome` → `formal-examination`. */
export function taskOfPath(path: string): string | undefined {
  return path.endsWith('.outcome') ? path.slice(0, -'.outcome'.length) : undefined;
}

/** One spelling for conditions that differ in blanks only. */
function normalise(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  const found = relation(plain);
  return found === undefined ? plain : `${found.subject} ${found.operator} ${found.value}`;
}

const oppositeOperators: Readonly<Record<string, string>> = {
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
  '=': '!=',
  '!=': '=',
};
const oppositeValues: Readonly<Record<string, string>> = { true: 'false', false: 'true' };

/** Conditions of which exactly one holds whenever this one can be answered at all. */
function oppositesOf(condition: string): readonly string[] {
  const found = relation(condition);
  if (found === undefined) return [`not(${condition})`];
  const { subject, operator, value } = found;
  const other = oppositeValues[value];
  return [
    `not(${condition})`,
    `${subject} ${String(oppositeOperators[operator])} ${value}`,
    ...(other === undefined ? [] : [`${subject} ${operator} ${other}`]),
  ];
}

// A single comparison of a path with a simple value; anything longer is not looked into.
const relationPattern = /^([\p{L}_][\p{L}\p{N}_.-]*) ?(<=|>=|!=|<|>|=) ?("[^"\\]*"|[\p{L}\p{N}_.-]+)$/u;

function relation(
  text: string,
): { readonly subject: string; readonly operator: string; readonly value: string } | undefined {
  const found = relationPattern.exec(text);
  if (found === null) return undefined;
  const [, subject = '', operator = '', value = ''] = found;
  return { subject, operator, value };
}

/** The text values a condition accepts for one path, when it does nothing but compare: `a = "x" or a = "y"`, `a in ("x", "y")`. */
function accepted(text: string): { readonly path: string; readonly values: readonly string[] } | undefined {
  const list = /^([\p{L}_][\p{L}\p{N}_.-]*) in \(("[^"\\]*"(?: ?, ?"[^"\\]*")*)\)$/u.exec(text);
  if (list !== null)
    return { path: list[1] ?? '', values: [...(list[2] ?? '').matchAll(/"([^"]*)"/g)].map((one) => one[1] ?? '') };
  const parts = text.split(' or ').map((part) => relation(part.trim()));
  const path = parts[0]?.subject;
  const values: string[] = [];
  for (const part of parts) {
    if (path === undefined || part?.subject !== path || part.operator !== '=' || !part.value.startsWith('"'))
      return undefined;
    values.push(part.value.slice(1, -1));
  }
  return path === undefined ? undefined : { path, values };
}

function coversOutcomes(graph: Graph, flows: readonly GraphFlow[]): boolean {
  const found = flows.flatMap((flow) => accepted(normalise(flow.condition?.text ?? '')) ?? []);
  const byPath = new Map<string, Set<string>>();
  for (const { path, values } of found) {
    const known = byPath.get(path) ?? new Set<string>();
    for (const value of values) known.add(value);
    byPath.set(path, known);
  }
  return [...byPath].some(([path, values]) => {
    const task = taskOfPath(path);
    const outcomes = task === undefined ? undefined : outcomesOf(graph, task);
    return outcomes?.every((outcome) => values.has(outcome)) ?? false;
  });
}
