import { alwaysFindsFlow } from '../choices.ts';
import type { Rule } from '../lint.ts';

/**
 * A choice where no condition may hold and no default flow leads on would stop the process with an incident. BPMN (2.0.2, 13.4.2)
 * lets it throw an exception then; an office wants to hear of it before.
 */
export const noMatch: Rule = (graph) =>
  graph.nodes
    .filter(
      (node) => node.type !== 'parallelGateway' && node.type !== 'eventBasedGateway' && !alwaysFindsFlow(graph, node),
    )
    .map(({ id }) => ({
      severity: 'error',
      element: id,
      sentence: 'It may be that no condition holds here. Mark one of the outgoing flows as the default flow.',
    }));
