import type { BoundaryEventNode } from '../../bpmn/index.ts';
import type { Element } from '../element.ts';

/**
 * Boundary event: never entered by a flow; it occurs on the token of its activity (behaviours/boundaries.ts,
 * BPMN 2.0.2, 13.5.3), errors come through behaviours/errors.ts.
 */
export const boundaryEvent: Element<BoundaryEventNode> = {
  enter(_step, node) {
    throw new Error(`a flow leads into boundary event ${node.id}`);
  },
};
