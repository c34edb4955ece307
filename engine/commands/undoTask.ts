import { eventPlacesOf } from '../bpmn/index.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { Refusal } from '../contract/problem.ts';
import type { InstanceState, Token } from '../core/index.ts';
import {
  commitSteps,
  deleteStatusEvents,
  historyOfInstance,
  jobsBegun,
  openTasksOfInstance,
  readStep,
  readUndo,
  reopenTask,
  type StepWrite,
  type StoredInstance,
  type StoredTask,
  type Transaction,
  type UndoPoint,
} from '../store/index.ts';
import { answeredBefore, requestName } from './shared/answered.ts';
import { dossierOf, seenDossier } from './shared/dossierData.ts';
import type { Draft } from './shared/draft.ts';
import { Ids } from './shared/ids.ts';
import { Lost, retryLost } from './shared/retry.ts';
import { actorRecord, type Call, type Runtime } from './shared/runtime.ts';
import { Session } from './shared/session.ts';
import { chain, emptyWrite, idempotencyOf } from './shared/writes.ts';

interface Before {
  readonly state: InstanceState;
  readonly variables: JsonObject;
  readonly dossier: { readonly data: JsonObject; readonly state: string | null } | null;
  /** Of the dossier after the completion: undone only while nothing else has changed it. */
  readonly dossierVersion: number | null;
  readonly statusEvents: readonly string[];
}

/**
 * Takes back one's own completion of a task while its time runs and nothing that it opened has begun: the instance, its dossier and the
 * task stand as before, history keeps both.
 * @throws Refusal NOT_FOUND, FORBIDDEN, INVALID_STATE (too late, or it has gone on)
 */
export function undoTask(runtime: Runtime, call: Call, taskId: string): Promise<{ ok: true }> {
  return retryLost(() => runtime.store.transaction(call.officeId, (trx) => tryUndo(runtime, call, taskId, trx)));
}

async function tryUndo(runtime: Runtime, call: Call, taskId: string, trx: Transaction): Promise<{ ok: true }> {
  const key =
    call.idempotencyKey === undefined ? undefined : { actorId: actorRecord(call.actor).id, key: call.idempotencyKey };
  const read = await readStep(trx, call.officeId, { type: 'task', taskId }, key);
  if (answeredBefore(read.answered, requestName('undoTask', taskId)) !== undefined) return { ok: true };
  const { task, instance } = read;
  if (!task || !instance) throw new Refusal('NOT_FOUND', `Expected a task ${taskId}, but there is none.`);
  if (call.actor.type !== 'member' || task.completedBy !== call.actor.userId)
    throw new Refusal('FORBIDDEN', 'Only who completed a task can take it back.');
  const point = await readUndo(trx, call.officeId, taskId);
  if (!point) throw new Refusal('INVALID_STATE', 'It is too late to take this back.');
  const before = point.before as unknown as Before;
  if (await hasGoneOn(trx, call.officeId, instance, point, before))
    throw new Refusal('INVALID_STATE', 'The case has gone on in the meantime; this cannot be taken back any more.');
  const inForce = await runtime.deployments.get(call.officeId, read.deploymentId ?? instance.deploymentId);
  const session = new Session({
    runtime,
    call,
    trx,
    read,
    inForce,
    ids: new Ids(),
    rows: new Map([[instance.id, instance]]),
  });
  const draft = await session.draftOf(instance.id);
  if (!draft) throw new Refusal('NOT_FOUND', `Expected a task ${taskId}, but there is none.`);
  if ((session.dossier?.stored?.version ?? null) !== before.dossierVersion) {
    throw new Refusal('INVALID_STATE', 'The dossier has changed in the meantime; this cannot be taken back any more.');
  }
  if (session.dossier && before.dossier) {
    session.dossier.data = before.dossier.data;
    session.dossier.state = before.dossier.state;
  }
  await reopenTask(trx, call.officeId, taskId);
  await deleteStatusEvents(trx, call.officeId, before.statusEvents);
  const write = restoring(session, draft, task, before);
  if ((await commitSteps(trx, call.officeId, [write])) === 'lost') throw new Lost();
  return { ok: true };
}

/** Has anything happened since the completion that rests on it, or has a worker begun what it opened? The jobs are locked until the end. */
async function hasGoneOn(
  trx: Transaction,
  officeId: string,
  instance: StoredInstance,
  point: UndoPoint,
  before: Before,
): Promise<boolean> {
  const tokens = openedSince(before, instance.state);
  if (await jobsBegun(trx, officeId, { instanceId: instance.id, tokens })) return true;
  const steps = instance.version - point.instanceVersion;
  if (steps === 0) return false;
  if (steps < 0) return true;
  // Another task that only changed hands is in nobody's way; each time is one version and one entry.
  const page = { afterSeq: Math.max(0, instance.historySeq - steps), limit: steps };
  const entries = await historyOfInstance(trx, officeId, instance.id, page);
  const tasks = await openTasksOfInstance(trx, officeId, instance.id);
  const others = new Set<unknown>(tasks.filter((task) => !tokens.includes(task.token)).map((task) => task.id));
  return !entries.every(({ type, data }) => changesHands.has(type) && others.has(data['task']));
}

const changesHands = new Set(['taskClaimed', 'taskReleased', 'taskAssigned']);

function openedSince(before: Before, state: InstanceState): readonly number[] {
  return state.tokens.filter((token) => !before.state.tokens.some(({ id }) => id === token.id)).map(({ id }) => id);
}

function restoring(session: Session, draft: Draft, task: StoredTask, before: Before): StepWrite {
  const now = draft.before.state.tokens;
  const opened = now.filter((token) => openedSince(before, draft.before.state).includes(token.id));
  const restored = before.state.tokens.filter((token) => !now.some((each) => each.id === token.id));
  const history = chain(session, draft, [
    { type: 'taskCompletionUndone', data: { task: task.id, element: task.element, outcome: task.outcome } },
  ]);
  const last = history.at(-1);
  const empty = emptyWrite(session, draft);
  return {
    ...empty,
    instance: {
      ...empty.instance,
      // Token ids go on growing: an id is never used twice.
      state: { ...before.state, next: draft.before.state.next },
      status: before.state.status,
      variables: before.variables,
      historySeq: last?.seq ?? 0,
      historyHash: last?.hash ?? '',
    },
    dossier: dossierOf(session),
    seenDossier: seenDossier(session),
    history,
    closedTokens: opened.map((token) => token.id),
    timers: restored.flatMap((token) =>
      (token.timers ?? []).map((timer) => ({
        token: token.id,
        element: timer.at,
        dueAt: timer.dueAt,
        limit: timer.limit?.key ?? null,
      })),
    ),
    subscriptions: restored.flatMap((token) => boundaryWaits(session, draft, token)),
    timeLimits: [...limits(opened, 'cancelled'), ...limits(restored, 'running')],
    idempotency: idempotencyOf(session, requestName('undoTask', task.id), { ok: true }),
  };
}

function limits(tokens: readonly Token[], state: 'cancelled' | 'running'): StepWrite['timeLimits'] {
  const steps: Json = null;
  return tokens.flatMap((token) =>
    (token.timers ?? []).flatMap((timer) =>
      timer.limit ? [{ token: token.id, element: timer.at, state, ...timer.limit, steps }] : [],
    ),
  );
}

/** What the boundary events of a restored task wait for again, under the business key. */
function boundaryWaits(session: Session, draft: Draft, token: Token): StepWrite['subscriptions'] {
  const { nodes, byId } = draft.process.graph;
  const came = new Set(token.events?.flatMap(({ at, type }) => (type === 'occurred' ? [at] : [])));
  const correlationKey = session.dossier?.id ?? draft.id;
  const boundaries = (nodes[byId.get(token.at) ?? -1]?.boundaries ?? []).flatMap((index) => nodes[index] ?? []);
  return boundaries.flatMap(eventPlacesOf).flatMap(({ at, definition }): StepWrite['subscriptions'] => {
    const place = { token: token.id, element: at };
    if (came.has(at)) return [];
    if (definition.type === 'message') return [{ ...place, message: definition.message, correlationKey }];
    if (definition.type === 'signal')
      return [{ ...place, kind: 'signal', message: definition.signal, correlationKey: '' }];
    return definition.type === 'conditional' ? [{ ...place, kind: 'condition', message: '', correlationKey }] : [];
  });
}
