import { outgoingOf } from '../graphWalk.ts';
import type { Finding, Rule } from '../lint.ts';

/** At an exclusive gateway a flow without condition is always taken; flows behind it never are. */
export const alwaysTaken: Rule = (graph) =>
  graph.nodes.flatMap((node): Finding[] => {
    const flows = outgoingOf(graph, node);
    if (node.type !== 'exclusiveGateway' || flows.length < 2) return [];
    return flows
      .filter((flow) => flow.condition === undefined && !flow.isDefault)
      .map(({ id }) => ({
        severity: 'warning',
        element: id,
        sentence:
          'The flow has no condition and is not the default flow: it is always taken. Give it a condition, or mark it as default.',
      }));
  });
