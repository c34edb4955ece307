import type { Arrival } from './arrivals.ts';
import { metConditions } from './behaviours/conditions.ts';
import { fireBoundary } from './behaviours/boundaries.ts';
import { occurEventSubProcess } from './behaviours/eventSubProcesses.ts';
import { beginRepetition, isRepeated } from './behaviours/loops.ts';
import { standsStill } from './behaviours/suspension.ts';
import { settleJoins } from './behaviours/waitingJoins.ts';
import { isNoted } from './behaviours/waits.ts';
import { isOccurrence, type Occurrence, type TokenTrigger } from './element.ts';
import { elementOf } from './elements/index.ts';
import { StaleTrigger } from './failure.ts';
import type { Token } from './state.ts';
import type { Step } from './step.ts';

/**
 * Runs until every token waits or has ended: what has been thrown inside the instance first, then tokens on their way, and
 * when nothing else can move the conditions that have become true and the gateways to which nothing more can come.
 */
export function run(step: Step): void {
  for (;;) {
    const occurrence = step.occurrences.shift();
    if (occurrence) {
      if (isWaitedFor(step, occurrence)) resume(step, occurrence);
      continue;
    }
    const arrival = step.nextArrival();
    if (arrival) {
      step.scope = arrival.scope;
      enter(step, arrival);
      continue;
    }
    if (step.status !== 'active') return;
    step.occurrences.push(...metConditions(step));
    if (step.occurrences.length === 0 && !settleJoins(step)) return;
  }
}

/** A token arrives: it waits for others of its kind, begins a repetition, or enters the element. */
function enter(step: Step, arrival: Arrival): void {
  const { node, scope, flow } = arrival;
  const isInside = step.token(scope)?.at === node.id;
  const { startQuantity = 1 } = node;
  if (startQuantity > 1 && !isInside && !step.joins.gather(node.id, scope, flow?.id ?? '', startQuantity)) return;
  if (isRepeated(step, node, scope)) beginRepetition(step, node, scope);
  else elementOf(node).enter(step, node, arrival);
}

/** Whoever waited when it was thrown may have been ended by another who heard it first. */
function isWaitedFor(step: Step, { type, token, element }: Occurrence): boolean {
  if (token !== 0 && !step.token(token)) return false;
  if (type === 'broadcastSignal') return isNoted(step, token, element, 'signal');
  return type !== 'conditionMet' || isNoted(step, token, element, 'condition');
}

/** Takes a trigger to the token, or to the event sub-process of the process itself, that waits for it. */
export function resume(step: Step, trigger: TokenTrigger): void {
  const isHeld = ['completeTask', 'fireTimer', 'startAdHocActivity'].includes(trigger.type);
  if (isHeld && step.suspended && standsStill(step, trigger.token)) {
    throw new StaleTrigger(
      `The case is suspended since ${step.suspended.since}; this goes on when the suspension is lifted.`,
    );
  }
  step.scope = trigger.token;
  if (trigger.token === 0 && isOccurrence(trigger)) return occurEventSubProcess(step, 0, trigger);
  const token = step.alive(trigger.token);
  const node = step.node(token.at);
  if (token.loop) return resumeWhole(step, token, trigger);
  const element = elementOf(node);
  if (!element.resume) throw new StaleTrigger(`“${node.id}” waits for nothing.`);
  element.resume(step, node, token, trigger);
}

/** Of a repeated activity as a whole only its boundary events occur. */
function resumeWhole(step: Step, token: Token, trigger: TokenTrigger): void {
  if (isOccurrence(trigger)) return fireBoundary(step, token, trigger);
  throw new StaleTrigger(`Expected an instance of “${token.at}” to be named, but it was the activity as a whole.`);
}
