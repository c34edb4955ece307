import type { GraphNode } from '../../bpmn/index.ts';
import type { Occurrence } from '../element.ts';
import { StaleTrigger } from '../failure.ts';
import type { Token } from '../state.ts';
import type { Step } from '../step.ts';
import { leave } from './flows.ts';
import { isInstance } from './loops.ts';
import { boundariesOf, terminate } from './scopes.ts';
import { occur, openWaits } from './waits.ts';

/** Opens what the boundary events of an activity wait for (BPMN 2.0.2, 13.5.3). */
export function openBoundaries(step: Step, node: GraphNode, token: Token): void {
  if (isInstance(step, token)) return;
  for (const boundary of boundariesOf(step, node)) openWaits(step, token.id, boundary);
}

/** A boundary event of the token's activity occurred: the interrupting one ends the activity, the other leaves it alone. */
export function fireBoundary(step: Step, token: Token, occurrence: Occurrence): void {
  const boundary = step.node(occurrence.element);
  if (boundary.type !== 'boundaryEvent' || step.nodeAt(boundary.attachedTo).id !== token.at) {
    throw new StaleTrigger(`Expected “${occurrence.element}” to be attached to “${token.at}”, but it is not.`);
  }
  step.scope = token.in;
  if (!occur(step, token.id, boundary, occurrence, !boundary.interrupting)) return;
  if (boundary.interrupting) terminate(step, step.alive(token.id));
  leave(step, boundary, token.in);
}
