import type { ReceiveTaskNode } from '../../bpmn/index.ts';
import { fireBoundary, openBoundaries } from '../behaviours/boundaries.ts';
import { entered, finish } from '../behaviours/flows.ts';
import { giveOut, withLocals } from '../behaviours/locals.ts';
import { occur, openWaits } from '../behaviours/waits.ts';
import { isOccurrence, type Element } from '../element.ts';
import { StaleTrigger } from '../failure.ts';

/** Receive task: waits for its message; unlike a catch event it may carry boundary events (BPMN 2.0.2, 13.3.3). */
export const receiveTask: Element<ReceiveTaskNode> = {
  enter(step, node, { scope }) {
    entered(step, node);
    const token = step.open(node, scope, withLocals(step, node));
    step.scope = token.id;
    openWaits(step, token.id, node);
    openBoundaries(step, node, token);
  },
  resume(step, node, token, trigger) {
    if (!isOccurrence(trigger)) {
      throw new StaleTrigger(`Expected “${node.id}” to receive a message, but it was asked to ${trigger.type}.`);
    }
    if (trigger.element !== node.id) return fireBoundary(step, token, trigger);
    if (!occur(step, token.id, node, trigger)) return;
    giveOut(step, node, token);
    finish(step, node, token);
  },
};
