import type { Rule } from '../lint.ts';

/** A user task that stands in no lane and names no candidates is seen by administrators only. */
export const nobodyMayClaim: Rule = (graph) =>
  graph.nodes
    .filter((node) => node.type === 'userTask')
    .filter((node) =>
      [node.lane, node.assignee, node.candidateGroups, node.candidateUsers].every((one) => one === undefined),
    )
    .map(({ id }) => ({
      severity: 'warning',
      element: id,
      sentence: 'Nobody may claim the task: it stands in no lane and names no assignee and no candidates.',
    }));
