import { didYouMean } from '../closest.ts';
import type { UserTaskNode } from '../graph.ts';
import type { Finding, LintContext, Rule } from '../lint.ts';

/** Candidate groups are roles of the office; the lane of a task without candidates must stand for one (roles.json). */
export const unknownRole: Rule = (graph, context) =>
  graph.nodes.flatMap((node) => (node.type === 'userTask' ? [...groups(node, context), ...lane(node, context)] : []));

function groups(node: UserTaskNode, { roles }: LintContext): readonly Finding[] {
  if (roles === undefined || node.candidateGroups?.type !== 'literal') return [];
  return node.candidateGroups.value
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '' && !roles.has(role))
    .map((role) => ({
      severity: 'error',
      element: node.id,
      sentence: `There is no role "${role}".${didYouMean(role, roles)}`,
    }));
}

function lane(node: UserTaskNode, { roles, laneRoles }: LintContext): readonly Finding[] {
  const isAssigned = [node.assignee, node.candidateGroups, node.candidateUsers].some((one) => one !== undefined);
  if (laneRoles === undefined || node.lane === undefined || isAssigned) return [];
  const role = laneRoles.get(node.lane);
  if (role === undefined) {
    const sentence = `The lane "${node.lane}" of the task stands for no role.${didYouMean(node.lane, laneRoles.keys())}`;
    return [{ severity: 'error', element: node.id, sentence }];
  }
  if (roles === undefined || roles.has(role)) return [];
  return [
    {
      severity: 'error',
      element: node.id,
      sentence: `The lane "${node.lane}" stands for the role "${role}", which does not exist.`,
    },
  ];
}
