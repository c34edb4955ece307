import { literalComparisons } from '../../feel/index.ts';
import { alwaysFindsFlow, taskOfPath } from '../choices.ts';
import type { Graph, UserTaskNode } from '../graph.ts';
import { expressionsOf, nodesFrom } from '../graphWalk.ts';
import type { Finding, Rule } from '../lint.ts';

/** Every outcome of a user task must make a difference somewhere after it (data.md 1). */
export const untestedOutcome: Rule = (graph) => {
  const tests = testsOf(graph);
  const read = tasksReadElsewhere(graph);
  return graph.nodes.flatMap((node) => {
    if (node.type !== 'userTask' || node.outcomes.length < 2 || read.has(node.id)) return [];
    return check(graph, node, tests.get(node.id) ?? new Map<number, readonly string[]>());
  });
};

/** By task: the nodes whose outgoing conditions compare its outcome, with the values. */
type Tests = ReadonlyMap<string, ReadonlyMap<number, readonly string[]>>;

function testsOf(graph: Graph): Tests {
  const tests = new Map<string, Map<number, string[]>>();
  for (const { source, condition } of graph.flows) {
    for (const { path, value } of condition === undefined ? [] : literalComparisons(condition)) {
      const task = taskOfPath(path);
      if (task === undefined) continue;
      const nodes = tests.get(task) ?? new Map<number, string[]>();
      tests.set(task, nodes);
      nodes.set(source, [...(nodes.get(source) ?? []), value]);
    }
  }
  return tests;
}

/** A script or a mapping that reads an outcome may tell its values apart in ways that are not looked into. */
function tasksReadElsewhere(graph: Graph): ReadonlySet<string> {
  const tasks = new Set<string>();
  for (const node of graph.nodes) {
    for (const { text } of expressionsOf(node)) {
      for (const [path] of text.matchAll(/[\p{L}_][\p{L}\p{N}_.-]*\.outcome(?![\p{L}\p{N}_])/gu)) {
        tasks.add(taskOfPath(path) ?? '');
      }
    }
  }
  return tasks;
}

function check(graph: Graph, task: UserTaskNode, tests: ReadonlyMap<number, readonly string[]>): readonly Finding[] {
  const tested = new Set<string>();
  let left = tests.size;
  for (const node of left === 0 ? [] : nodesFrom(graph, [task.index], { upwards: true })) {
    const values = tests.get(node.index);
    if (values === undefined) continue;
    if (alwaysFindsFlow(graph, node)) return [];
    for (const value of values) tested.add(value);
    if (--left === 0) break;
  }
  return task.outcomes
    .filter((outcome) => !tested.has(outcome.value))
    .map((outcome) => ({
      severity: 'error',
      element: task.id,
      sentence: `No gateway after the task tests its outcome "${outcome.value}", and none that tests its outcomes has a default flow.`,
    }));
}
