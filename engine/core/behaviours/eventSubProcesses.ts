import { eventPlacesOf } from '../../bpmn/index.ts';
import type { Occurrence } from '../element.ts';
import { StaleTrigger } from '../failure.ts';
import type { Step } from '../step.ts';
import { eventSubProcessesOf, isInterrupting, startEventSubProcess } from './scopes.ts';
import { occur } from './waits.ts';

/** What the start event of an event sub-process of `scope` waits for has occurred (BPMN 2.0.2, 13.5.4). */
export function occurEventSubProcess(step: Step, scope: number, occurrence: Occurrence): void {
  const found = eventSubProcessesOf(step, scope).find(({ start }) =>
    eventPlacesOf(start).some(({ at }) => at === occurrence.element),
  );
  if (!found) {
    throw new StaleTrigger(`Expected “${occurrence.element}” to start an event sub-process here, but it does not.`);
  }
  // BPMN 2.0.2, 13.5.4: after an interrupting one no other starts; its subscriptions are gone.
  const running = step.inside(scope).find((token) => isInterrupting(step, token));
  if (running) throw new StaleTrigger(`“${running.at}” has interrupted the rest already.`);
  if (!occur(step, scope, found.start, occurrence, !found.start.interrupting)) return;
  startEventSubProcess(step, scope, found.node, found.start);
}
