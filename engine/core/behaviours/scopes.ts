import type { GraphNode, StartEventNode, SubProcessNode } from '../../bpmn/index.ts';
import type { Step } from '../step.ts';
import type { Token } from '../state.ts';
import { compensableAfter, dropCompensations, undoNext } from './compensation.ts';
import { mayEnd } from './adHoc.ts';
import { collect } from './loops.ts';
import { completed, entered, take } from './flows.ts';
import { giveOut } from './locals.ts';
import { closeWaits, openWaits } from './waits.ts';

/** Ends a token and all that lies inside it: rows are closed, called instances cancelled, its suspension is lifted. */
export function terminate(step: Step, token: Token): void {
  terminateInside(step, token.id);
  dropCompensations(step, token.id);
  if (step.suspended?.by === token.id) step.orphan = token.at;
  if (token.child !== undefined) step.emit({ type: 'callCancelled', child: token.child });
  step.close(token, 'terminated');
}

/** Ends everything directly and indirectly in a scope; the scope itself lives on. */
export function terminateInside(step: Step, scope: number): void {
  for (const token of step.inside(scope)) terminate(step, token);
  step.forget(scope);
}

/** Event sub-processes directly in a scope. */
export function eventSubProcessesOf(
  step: Step,
  scope: number,
): readonly { node: SubProcessNode; start: StartEventNode }[] {
  const token = scope === 0 ? undefined : step.alive(scope);
  // Each instance of a repeated sub-process is a scope, the whole is none.
  if (token?.loop) return [];
  const owner = token ? step.node(token.at) : step.graph;
  const indexes = 'eventSubProcesses' in owner ? owner.eventSubProcesses : [];
  return indexes.flatMap((index) => {
    const node = step.nodeAt(index);
    if (node.type !== 'eventSubProcess') return [];
    const start = node.starts
      .map((each) => step.nodeAt(each))
      .find((each): each is StartEventNode => each.type === 'startEvent');
    return start ? [{ node, start }] : [];
  });
}

/** Opens what the event sub-processes of a scope wait for, when the scope begins (BPMN 2.0.2, 13.5.4). */
export function openEventSubProcesses(step: Step, scope: number): void {
  step.scope = scope;
  for (const { start } of eventSubProcessesOf(step, scope)) openWaits(step, scope, start);
}

/** Starts an event sub-process: an interrupting one ends everything else in its scope first. */
export function startEventSubProcess(step: Step, scope: number, node: SubProcessNode, start: StartEventNode): void {
  if (start.interrupting) {
    terminateInside(step, scope);
    for (const other of eventSubProcessesOf(step, scope)) closeWaits(step, scope, other.start);
  }
  entered(step, node);
  const token = step.open(node, scope);
  openEventSubProcesses(step, token.id);
  entered(step, start);
  completed(step, start);
  take(step, start, token.id);
}

/** A scope that holds nothing any more is complete. */
export function checkScope(step: Step, scope: number): void {
  if (step.isBusy(scope)) return;
  if (scope === 0) return endInstance(step, 'completed');
  const token = step.token(scope);
  if (!token) return;
  if (token.undo) return undoNext(step, token);
  if (mayEnd(token, step.node(token.at))) completeScope(step, token);
}

/** A sub-process is complete: what it gives out is written around it, its flows are taken. */
export function completeScope(step: Step, token: Token): void {
  const node = step.node(token.at);
  step.scope = token.id;
  if (node.loop) collect(step, node, token);
  if ('output' in node || node.copiesOut) giveOut(step, node, token, 'output' in node ? node.output : []);
  compensableAfter(step, node, token.in, token);
  step.forget(token.id);
  step.close(token, 'completed');
  completed(step, node);
  if (node.type === 'eventSubProcess') return checkScope(step, token.in);
  take(step, node, token.in);
}

/** The instance is over: whatever still waits for it is closed. */
export function endInstance(
  step: Step,
  how: 'completed' | 'terminated' | 'failed',
  error?: { readonly code: string; readonly message: string },
): void {
  if (step.status !== 'active') return;
  for (const { start } of eventSubProcessesOf(step, 0)) closeWaits(step, 0, start);
  step.compensations = [];
  step.forget(0);
  step.status = how;
  step.suspended = undefined;
  step.emit({ type: 'instanceEnded', how, ...(error ? { error } : {}) });
}

/** True when `scope` is `ancestor` or lies inside it. */
export function isWithin(step: Step, scope: number, ancestor: number): boolean {
  for (let each: number | undefined = scope; each !== undefined;) {
    if (each === ancestor) return true;
    if (each === 0) return false;
    each = step.token(each)?.in;
  }
  return false;
}

/** The innermost event sub-process around a scope: its token id, undefined outside any. */
export function eventSubProcessAround(step: Step, scope: number): number | undefined {
  for (let each = scope; each !== 0;) {
    const token = step.alive(each);
    if (step.node(token.at).type === 'eventSubProcess') return token.id;
    each = token.in;
  }
  return undefined;
}

/** True for the token of an event sub-process that has interrupted its scope: nothing else starts in that scope any more. */
export function isInterrupting(step: Step, token: Token): boolean {
  const node = step.node(token.at);
  if (node.type !== 'eventSubProcess') return false;
  return node.starts.some((index) => {
    const start = step.nodeAt(index);
    return start.type === 'startEvent' && start.interrupting;
  });
}

/** The boundary events attached to a node. */
export function boundariesOf(step: Step, node: GraphNode): readonly Extract<GraphNode, { type: 'boundaryEvent' }>[] {
  return node.boundaries.flatMap((index) => {
    const boundary = step.nodeAt(index);
    return boundary.type === 'boundaryEvent' ? [boundary] : [];
  });
}
