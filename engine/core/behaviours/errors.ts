import { StepFailure } from '../failure.ts';
import type { Step } from '../step.ts';
import { catcherOf, type Origin } from './catchers.ts';
import { leave } from './flows.ts';
import { endInstance, startEventSubProcess, terminate, terminateInside } from './scopes.ts';

/**
 * Throws a BPMN error: the innermost catcher takes it and ends what it has been attached to (BPMN 2.0.2, 10.5.6, 13.5.3 and
 * 13.5.4). Nobody catches: a called instance fails and tells its caller, any other gets an incident.
 */
export function raise(step: Step, from: Origin, element: string, code: string, message: string): void {
  step.emit({ type: 'errorThrown', element, code, message });
  const catcher = catcherOf(step, from, { type: 'error', code });
  if (catcher?.type === 'boundary') {
    terminate(step, catcher.token);
    return leave(step, catcher.boundary, catcher.token.in);
  }
  if (catcher) {
    // An error always interrupts (BPMN 2.0.2, 10.3.2).
    return startEventSubProcess(step, catcher.scope, catcher.node, { ...catcher.start, interrupting: true });
  }
  if (!step.world.called) {
    throw new StepFailure(
      element,
      'UNCAUGHT_ERROR',
      `“${element}” reported the error “${code}” and nothing in the process catches it: ${message}`,
    );
  }
  terminateInside(step, 0);
  endInstance(step, 'failed', { code, message });
}
