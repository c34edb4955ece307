import type { GraphNode } from '../../bpmn/index.ts';
import { StaleTrigger } from '../failure.ts';
import type { Token } from '../state.ts';
import type { Step } from '../step.ts';
import { condition } from './expressions.ts';
import { completeScope, terminateInside } from './scopes.ts';

/** Starts an activity of an ad-hoc sub-process, as often as somebody asks for it (BPMN 2.0.2, 13.3.5). */
export function startInside(step: Step, token: Token, element: string): void {
  const owner = step.node(token.at);
  const node = step.node(element);
  if (owner.type !== 'adHocSubProcess' || token.adHoc === undefined || !owner.starts.includes(node.index))
    throw new StaleTrigger(`Expected “${element}” to be a step of “${token.at}” that may be started, but it is not.`);
  if (token.adHoc === 'done')
    throw new StaleTrigger(`“${owner.name ?? owner.id}” takes up no more steps: its completion condition is true.`);
  if (owner.adHoc?.sequential && step.isBusy(token.id))
    throw new StaleTrigger(`“${owner.name ?? owner.id}” runs one step after the other, and one is running.`);
  step.arrive({ node, scope: token.id });
}

/** Asks the completion condition after a step; true when the sub-process has ended with it. */
export function adHocStepEnded(step: Step, node: GraphNode, token: Token): boolean {
  const owner = step.node(token.at);
  if (owner.type !== 'adHocSubProcess' || !isStep(node) || token.adHoc === 'done') return false;
  step.scope = token.id;
  const { completionCondition, cancelRemaining = true } = owner.adHoc ?? {};
  const isDone = completionCondition !== undefined && condition(step, owner, completionCondition);
  step.replace({ ...step.alive(token.id), adHoc: isDone ? 'done' : 'ran' });
  if (!isDone || !cancelRemaining) return false;
  terminateInside(step, token.id);
  completeScope(step, step.alive(token.id));
  return true;
}

function isStep({ type }: GraphNode): boolean {
  return /task|activity|process|transaction/i.test(type);
}

/** Does an ad-hoc sub-process end when nothing runs in it any more? Without a condition as soon as a step has run. */
export function mayEnd(token: Token, node: GraphNode): boolean {
  if (node.type !== 'adHocSubProcess') return true;
  return node.adHoc?.completionCondition ? token.adHoc === 'done' : token.adHoc !== 'open';
}
