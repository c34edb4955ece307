import { literalComparisons } from '../../feel/index.ts';
import { outcomesOf, taskOfPath } from '../choices.ts';
import { didYouMean } from '../closest.ts';
import type { Finding, Rule } from '../lint.ts';

/** A condition that compares the outcome of a task with a value the task does not list can never hold. */
export const unknownOutcome: Rule = (graph) =>
  graph.flows.flatMap((flow) =>
    (flow.condition === undefined ? [] : literalComparisons(flow.condition)).flatMap(({ path, value }): Finding[] => {
      const task = taskOfPath(path);
      const outcomes = task === undefined ? undefined : outcomesOf(graph, task);
      if (task === undefined || outcomes === undefined || outcomes.includes(value)) return [];
      const sentence = `The condition compares the outcome of "${task}" with "${value}", but the task has no such outcome.${didYouMean(value, outcomes)}`;
      return [{ severity: 'error', element: flow.id, sentence }];
    }),
  );
