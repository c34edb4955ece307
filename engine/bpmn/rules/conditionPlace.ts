import type { Finding, Rule } from '../lint.ts';

const withoutConditions = new Set([
  'parallelGateway',
  'eventBasedGateway',
  'startEvent',
  'boundaryEvent',
  'intermediateCatchEvent',
  'intermediateThrowEvent',
]);

/**
 * Conditions are read at exclusive, inclusive and complex gateways and after activities only (BPMN 2.0.2, 8.4.13 and 13.4). A
 * parallel gateway goes every way without asking any (10.6.4), so that there it is a warning.
 */
export const conditionPlace: Rule = (graph) =>
  graph.flows.flatMap((flow): Finding[] => {
    const source = graph.nodes[flow.source];
    if (flow.condition === undefined || source === undefined || !withoutConditions.has(source.type)) return [];
    const sentence = `The condition would not be read, because the flow leaves "${source.id}". Put an exclusive gateway before it.`;
    const severity = source.type === 'parallelGateway' ? 'warning' : 'error';
    return [{ severity, element: flow.id, sentence }];
  });
