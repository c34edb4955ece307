import { StepFailure } from '../failure.ts';
import type { Token } from '../state.ts';
import type { Step } from '../step.ts';
import { leave } from './flows.ts';
import {
  boundariesOf,
  endInstance,
  eventSubProcessesOf,
  isInterrupting,
  startEventSubProcess,
  terminate,
  terminateInside,
} from './scopes.ts';

/**
 * Throws a BPMN error from inside `scope` (or from the activity of token `at`): the innermost catcher takes it, a matching
 * code before a catch-all (BPMN 2.0.2, 10.5.6, 13.5.3 and 13.5.4). Nobody catches: a called instance fails and tells its caller,
 * any other gets an incident.
 */
export function raise(
  step: Step,
  from: { readonly scope: number; readonly at?: number },
  element: string,
  code: string,
  message: string,
): void {
  step.emit({ type: 'errorThrown', element, code, message });
  if (from.at !== undefined && caughtAtBoundary(step, from.at, code)) return;
  let inner: Token | undefined;
  for (let scope = from.scope; ;) {
    // What an interrupting event sub-process throws is not caught beside it, least of all by itself.
    const isInterrupted = inner !== undefined && isInterrupting(step, inner);
    if (!isInterrupted && caughtInside(step, scope, code)) return;
    if (scope === 0) break;
    if (caughtAtBoundary(step, scope, code)) return;
    inner = step.alive(scope);
    scope = inner.in;
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

function best<T>(
  candidates: readonly { readonly code: string | undefined; readonly item: T }[],
  code: string,
): T | undefined {
  return (candidates.find((each) => each.code === code) ?? candidates.find((each) => each.code === undefined))?.item;
}

function caughtAtBoundary(step: Step, tokenId: number, code: string): boolean {
  const token = step.alive(tokenId);
  const boundary = best(
    boundariesOf(step, step.node(token.at)).flatMap((each) =>
      each.event.type === 'error' ? [{ code: each.event.code, item: each }] : [],
    ),
    code,
  );
  if (!boundary) return false;
  terminate(step, token);
  leave(step, boundary, token.in);
  return true;
}

function caughtInside(step: Step, scope: number, code: string): boolean {
  const found = best(
    eventSubProcessesOf(step, scope).flatMap((each) =>
      each.start.event.type === 'error' ? [{ code: each.start.event.code, item: each }] : [],
    ),
    code,
  );
  if (!found) return false;
  // An error always interrupts (BPMN 2.0.2, 10.3.2).
  startEventSubProcess(step, scope, found.node, { ...found.start, interrupting: true });
  return true;
}
