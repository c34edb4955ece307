import { StaleTrigger } from '../failure.ts';
import type { Step } from '../step.ts';
import type { Trigger } from '../triggers.ts';
import { eventSubProcessesOf, isInterrupting, startEventSubProcess } from './scopes.ts';
import { receive } from './subscriptions.ts';

/** A message for the start event of an event sub-process of `scope` arrived. */
export function occurEventSubProcess(
  step: Step,
  scope: number,
  trigger: Extract<Trigger, { type: 'correlateMessage' }>,
): void {
  const found = eventSubProcessesOf(step, scope).find(({ start }) => start.id === trigger.element);
  if (!found || found.start.event.type !== 'message') {
    throw new StaleTrigger(`Expected “${trigger.element}” to start an event sub-process here, but it does not.`);
  }
  // BPMN 2.0.2, 13.5.4: after an interrupting one no other starts; its subscriptions are gone.
  const running = step.inside(scope).find((token) => isInterrupting(step, token));
  if (running) throw new StaleTrigger(`“${running.at}” has interrupted the rest already.`);
  receive(step, found.start, found.start.event, trigger.payload);
  startEventSubProcess(step, scope, found.node, found.start);
}
