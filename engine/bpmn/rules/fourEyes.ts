import type { Finding, Rule } from '../lint.ts';

/** Four eyes need two user tasks of the same process. */
export const fourEyes: Rule = (graph) =>
  graph.nodes.flatMap((node): Finding[] => {
    if (node.type !== 'userTask' || node.fourEyesWith === undefined) return [];
    const other = graph.nodes[graph.byId.get(node.fourEyesWith) ?? -1];
    if (other?.type === 'userTask' && other !== node) return [];
    const sentence = `Expected fourEyesWith to name another user task, but "${node.fourEyesWith}" is none.`;
    return [{ severity: 'error', element: node.id, sentence }];
  });
