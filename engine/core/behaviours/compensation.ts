import {
  eventPlacesOf,
  type EventDefinition,
  type GraphNode,
  type StartEventNode,
  type SubProcessNode,
} from '../../bpmn/index.ts';
import type { Compensation, Token } from '../state.ts';
import type { Step } from '../step.ts';
import { completed, leave, take } from './flows.ts';
import {
  boundariesOf,
  checkScope,
  eventSubProcessesOf,
  startEventSubProcess,
  terminate,
  terminateInside,
} from './scopes.ts';

type CompensationDefinition = Extract<EventDefinition, { readonly type: 'compensation' }>;

/**
 * Notes that an activity has completed and can be undone (BPMN 2.0.2, 10.7 and 13.5.5): by the activity that its compensation
 * boundary event leads to; of a sub-process (its `token`) by its compensation event sub-process, or by what completed inside.
 */
export function compensableAfter(step: Step, node: GraphNode, scope: number, token?: Token): void {
  const inside = token ? step.compensations.filter((each) => each.in === token.id) : [];
  if (token) dropCompensations(step, token.id);
  const isUndoable =
    node.compensatedBy !== undefined || inside.length > 0 || (token && compensator(step, token.id) !== undefined);
  if (!isUndoable) return;
  // One instance of a repeated activity that holds no token has its variables in the scope itself.
  const around = step.token(scope);
  const vars = token ? token.vars : around?.at === node.id ? around.vars : undefined;
  const record: Compensation = {
    at: node.id,
    in: scope,
    ...(vars ? { vars } : {}),
    ...(inside.length > 0 && node.compensatedBy === undefined ? { inside } : {}),
  };
  step.compensations = [...step.compensations, record];
}

/** What completed inside a scope that is ended before its own end cannot be undone any more. */
export function dropCompensations(step: Step, scope: number): void {
  if (step.compensations.some((each) => each.in === scope))
    step.compensations = step.compensations.filter((each) => each.in !== scope);
}

/**
 * Throws compensation from an event: what has completed in its scope, or one activity of it, is undone in the reverse order
 * of completion, one after the other. False when there is nothing to undo. The event's token is held meanwhile; with
 * `waitForCompletion` false its flows are taken at once.
 */
export function compensate(step: Step, node: GraphNode, scope: number, definition: CompensationDefinition): boolean {
  const undo = taken(step, scope, definition);
  if (undo.length === 0) return false;
  if (definition.waitForCompletion) {
    undoNext(step, step.open(node, scope, { undo }));
    return true;
  }
  const token = step.open(node, scope, { undo, gone: true });
  take(step, node, scope);
  undoNext(step, token);
  return true;
}

/** Ends a transaction from inside by its cancel end event: what completed in it is undone, then its cancel event is left (13.3.4). */
export function cancelTransaction(step: Step, node: GraphNode, scope: number): void {
  const transaction = transactionAround(step, scope);
  if (!transaction) return checkScope(step, scope);
  terminateInside(step, transaction.id);
  const undo = step.compensations.filter((each) => each.in === transaction.id);
  dropCompensations(step, transaction.id);
  undoNext(step, step.open(node, transaction.id, { undo }));
}

function transactionAround(step: Step, scope: number): Token | undefined {
  for (let at = step.token(scope); at; at = step.token(at.in)) if (step.node(at.at).type === 'transaction') return at;
  return undefined;
}

/** Takes out of the instance's memory what a throwing event undoes. */
function taken(step: Step, scope: number, { activity }: CompensationDefinition): readonly Compensation[] {
  const scopes = visibleFrom(step, scope, activity !== undefined);
  const wanted = activity === undefined ? undefined : step.nodeAt(activity).id;
  const isMeant = (each: Compensation): boolean => scopes.has(each.in) && (wanted === undefined || each.at === wanted);
  const found = step.compensations.filter(isMeant);
  if (found.length > 0) step.compensations = step.compensations.filter((each) => !isMeant(each));
  return found;
}

/** The scope itself; from inside an event sub-process also the scope that it belongs to (10.5.5), for one activity all around. */
function visibleFrom(step: Step, scope: number, isFar: boolean): ReadonlySet<number> {
  const scopes = new Set([scope]);
  for (let at = step.token(scope); at; at = step.token(at.in)) {
    if (!isFar && step.node(at.at).type !== 'eventSubProcess') break;
    scopes.add(at.in);
  }
  return scopes;
}

/** Undoes the last of what is left; with nothing left, whoever has asked for it goes on. */
export function undoNext(step: Step, { id }: Token): void {
  const token = step.alive(id);
  const next = token.undo?.at(-1);
  if (!next) return end(step, token);
  step.replace({ ...token, undo: token.undo?.slice(0, -1) ?? [] });
  const node = step.node(next.at);
  const vars = next.vars ? { vars: next.vars } : {};
  if (node.compensatedBy !== undefined) {
    const handler = step.nodeAt(node.compensatedBy);
    // The activity's own variables are seen by whoever undoes it, as they were.
    const scope = next.vars ? step.open(node, id, { ...vars, undo: [] }).id : id;
    return step.arrive({ node: handler, scope });
  }
  const scope = step.open(node, id, { ...vars, undo: [] });
  const own = compensator(step, scope.id);
  if (!own) {
    step.replace({ ...step.alive(scope.id), undo: next.inside ?? [] });
    return undoNext(step, scope);
  }
  step.compensations = [...step.compensations, ...(next.inside ?? []).map((each) => ({ ...each, in: scope.id }))];
  startEventSubProcess(step, scope.id, own.node, { ...own.start, interrupting: false });
}

function end(step: Step, token: Token): void {
  const node = step.node(token.at);
  dropCompensations(step, token.id);
  step.close(token, 'completed');
  if (node.type === 'endEvent' && isCancelled(node)) return leaveTransaction(step, node, token.in);
  const isThrower = node.type === 'intermediateThrowEvent' || node.type === 'endEvent';
  if (isThrower && !token.gone) return leave(step, node, token.in);
  checkScope(step, token.in);
}

function leaveTransaction(step: Step, cause: GraphNode, transaction: number): void {
  completed(step, cause);
  const token = step.alive(transaction);
  const boundary = boundariesOf(step, step.node(token.at)).find(isCancelled);
  // Of a repeated transaction the whole has the cancel event, which ends the other instances with it.
  const around = step.token(token.in);
  const whole = around?.loop ? around : token;
  terminate(step, whole);
  if (boundary) leave(step, boundary, whole.in);
  else checkScope(step, whole.in);
}

function isCancelled(boundary: GraphNode): boolean {
  return eventPlacesOf(boundary).some(({ definition }) => definition.type === 'cancel');
}

/** The compensation event sub-process of a sub-process. */
function compensator(
  step: Step,
  scope: number,
): { readonly node: SubProcessNode; readonly start: StartEventNode } | undefined {
  return eventSubProcessesOf(step, scope).find(({ start }) => start.event.type === 'compensation');
}
