import type { GraphNode } from './graph.ts';
import { readExpression } from './loops.ts';
import { flag, tagOf, text } from './moddle.ts';
import type { NodeBase } from './nodes.ts';
import { present, type Place, type Reading } from './values.ts';

/** A gateway; nothing when the element is none. */
export function readGateway(reading: Reading, place: Place, base: NodeBase): GraphNode | undefined {
  const tag = tagOf(place.element);
  switch (tag) {
    case 'exclusiveGateway':
    case 'parallelGateway':
    case 'inclusiveGateway':
      return { ...base, type: tag };
    case 'complexGateway':
      return {
        ...base,
        type: tag,
        ...present('activation', readExpression(reading, place, place.element, 'activationCondition')),
      };
    case 'eventBasedGateway':
      return {
        ...base,
        type: tag,
        instantiate: flag(place.element, 'instantiate'),
        parallel: text(place.element, 'eventGatewayType') === 'Parallel',
      };
    default:
      return undefined;
  }
}
