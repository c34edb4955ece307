import { literalComparisons } from '../../feel/index.ts';
import { alwaysFindsFlow, taskOfPath } from '../choices.ts';
import type { Graph, UserTaskNode } from '../graph.ts';
import { expressionsOf, outgoingOf, reachableFrom } from '../graphWalk.ts';
import type { Finding, Rule } from '../lint.ts';

/** Every outcome of a user task must make a difference somewhere after it (data.md 1). */
export const untestedOutcome: Rule = (graph) =>
  graph.nodes.flatMap((node) => (node.type === 'userTask' && node.outcomes.length > 1 ? check(graph, node) : []));

function check(graph: Graph, task: UserTaskNode): readonly Finding[] {
  // A script or a decision that reads the outcome may tell its values apart in ways that are not looked into.
  const isReadElsewhere = graph.nodes.some((node) =>
    expressionsOf(node).some(({ text }) => text.includes(`${task.id}.outcome`)),
  );
  if (isReadElsewhere) return [];
  const tested = new Set<string>();
  for (const index of reachableFrom(graph, [task.index], { upwards: true })) {
    const node = graph.nodes[index];
    if (node === undefined) continue;
    const values = outgoingOf(graph, node)
      .flatMap((flow) => (flow.condition === undefined ? [] : literalComparisons(flow.condition)))
      .filter(({ path }) => taskOfPath(path) === task.id)
      .map(({ value }) => value);
    if (values.length > 0 && alwaysFindsFlow(graph, node)) return [];
    for (const value of values) tested.add(value);
  }
  return task.outcomes
    .filter((outcome) => !tested.has(outcome.value))
    .map((outcome) => ({
      severity: 'error',
      element: task.id,
      sentence: `No gateway after the task tests its outcome "${outcome.value}", and none that tests its outcomes has a default flow.`,
    }));
}
