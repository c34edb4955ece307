import { nodesIn } from '../graphWalk.ts';
import type { Finding, Rule } from '../lint.ts';

/** An ad-hoc sub-process holds activities that people start; start and end events have no place in it (BPMN 2.0.2, 10.3.5). */
export const adHocSteps: Rule = (graph) =>
  graph.nodes.flatMap((node): Finding[] => {
    if (node.type !== 'adHocSubProcess') return [];
    const inside = nodesIn(graph, node.index);
    const error = (element: string, sentence: string): Finding => ({ severity: 'error', element, sentence });
    const misplaced = inside
      .filter(({ type }) => type === 'startEvent' || type === 'endEvent')
      .map(({ id }) => error(id, 'People start the steps of an ad-hoc sub-process. Remove the start or end event.'));
    if (misplaced.length > 0 || node.starts.some((index) => isActivity(graph.nodes[index]?.type ?? '')))
      return misplaced;
    return [error(node.id, 'The ad-hoc sub-process has no step that could be started. Draw at least one.')];
  });

function isActivity(type: string): boolean {
  return /task|activity|process|transaction/i.test(type);
}
