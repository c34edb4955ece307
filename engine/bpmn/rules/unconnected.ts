import { nodesIn } from '../graphWalk.ts';
import type { Rule } from '../lint.ts';

/** An element that no flow reaches or leaves stands in the diagram by mistake. */
export const unconnected: Rule = (graph) =>
  graph.nodes
    .filter((node) => node.incoming.length === 0 && node.outgoing.length === 0)
    .filter((node) => node.type !== 'eventSubProcess' && node.type !== 'boundaryEvent')
    .filter((node) => nodesIn(graph, node.scope).some((other) => other !== node && other.type !== 'eventSubProcess'))
    .map(({ id }) => ({
      severity: 'error',
      element: id,
      sentence: 'The element is connected to nothing. Connect it or remove it.',
    }));
