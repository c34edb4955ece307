import type { Step } from '../step.ts';
import { catcherOf, type Origin } from './catchers.ts';
import { leave } from './flows.ts';
import { startEventSubProcess, terminate } from './scopes.ts';

/**
 * Throws an escalation: the innermost catcher takes it (BPMN 2.0.2, 10.5.6 and 13.5.3). Unlike an error it need not be
 * caught, and whoever threw it goes on unless the catcher interrupts. True when it has: the thrower is gone.
 */
export function escalate(step: Step, from: Origin, element: string, code: string): boolean {
  const catcher = catcherOf(step, from, { type: 'escalation', code });
  step.emit({ type: 'escalationThrown', element, code, caught: catcher !== undefined });
  if (!catcher) return false;
  if (catcher.type === 'eventSubProcess') {
    startEventSubProcess(step, catcher.scope, catcher.node, catcher.start);
    return catcher.start.interrupting;
  }
  const { token, boundary } = catcher;
  if (boundary.interrupting) terminate(step, token);
  leave(step, boundary, token.in);
  return boundary.interrupting;
}
