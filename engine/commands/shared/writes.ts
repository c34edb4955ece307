import { parseTimer, timerDueAt } from '../../calendar/index.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import { changesOf, type Changes } from '../../core/index.ts';
import { FIRST_HASH, historyHash, type HistoryWrite, type StepWrite } from '../../store/index.ts';
import { dossierOf, seenDossier } from './dossierData.ts';
import type { Draft, Entry, Extras } from './draft.ts';
import { actorRecord } from './runtime.ts';
import type { Session } from './session.ts';
import { taskOf } from './taskWrite.ts';
import { heldTokens } from './suspension.ts';
import { uuidv7 } from './ids.ts';
import { askedIn } from './broadcasts.ts';
import { beforeOf, undoUntil } from './undoable.ts';

/**
 * The rows of all instances of a session; the dossier goes with the first, `root` gets the extras. Standing instances come by id, lest
 * two transactions wait for each other; new ones behind them in the order in which they were called, for each refers to its caller.
 */
export function writesOf(
  session: Session,
  root: Draft,
  extras: Extras,
  response: Json | null,
  command: string,
): readonly StepWrite[] {
  const touched = [...session.drafts.values()].filter((draft) => draft.entries.length > 0);
  const standing = touched.filter((draft) => draft.stored !== null).sort((a, b) => (a.id < b.id ? -1 : 1));
  const ordered = [...standing, ...touched.filter((draft) => draft.stored === null)];
  return ordered.map((draft, index) => {
    const isRoot = draft.id === root.id;
    const write = writeOf(session, draft, isRoot ? extras : {}, extras.undoFor);
    return {
      ...write,
      dossier: index === 0 ? dossierOf(session) : null,
      seenDossier: index === 0 ? seenDossier(session) : null,
      numbers: isRoot ? session.numbers.given : [],
      idempotency: isRoot ? idempotencyOf(session, command, response) : null,
      undo: isRoot ? undoOf(session, draft, extras, write.statusEvents) : null,
    };
  });
}

function undoOf(
  session: Session,
  draft: Draft,
  extras: Extras,
  statusEvents: StepWrite['statusEvents'],
): StepWrite['undo'] {
  const until = extras.completedTask ? undoUntil(session, draft) : null;
  if (until === null || !extras.completedTask) return null;
  const before = beforeOf(
    session,
    draft,
    statusEvents.map((event) => event.id),
  );
  return { taskId: extras.completedTask.id, until, before };
}

/** The idempotency record of a command, when the client gave a key. */
export function idempotencyOf(session: Session, command: string, response: Json): StepWrite['idempotency'] {
  const { idempotencyKey, actor } = session.call;
  return idempotencyKey === undefined
    ? null
    : { key: idempotencyKey, actorId: actorRecord(actor).id, command, response };
}

function writeOf(session: Session, draft: Draft, extras: Extras, undoFor: string | undefined): StepWrite {
  const changes = changesOf(draft.before, draft.events);
  const { status } = draft.current.state;
  const { state, variables } = draft.current;
  const write = withHistory(session, draft, emptyWrite(session, draft), draft.entries);
  return {
    ...write,
    instance: { ...write.instance, status, state, variables },
    completedTask: extras.completedTask ?? null,
    completedJob: extras.completedJob ?? null,
    consumedMessage: extras.consumedMessage ?? null,
    consumedSignal: extras.consumedSignal ?? null,
    firedStart: extras.firedStart ?? null,
    ...askedIn(session, draft),
    receivedMessage: extras.receivedMessage ?? null,
    resolvedIncident: extras.resolvedIncident ?? null,
    ...workOf(session, draft, changes, undoFor),
    ...waitsOf(session, changes),
    ...recordsOf(changes, extras),
  };
}

/** Work for people and machines; both wait for the undo delay of a person's completion. */
function workOf(
  session: Session,
  draft: Draft,
  changes: Changes,
  undoFor: string | undefined,
): Pick<StepWrite, 'closedTokens' | 'tasks' | 'jobs' | 'heldTokens'> {
  const { now } = session.read;
  const held = heldTokens(draft.current.state);
  const later = Date.parse(now) + session.runtime.undoSeconds * 1000;
  const laterAt = undoFor === undefined ? now : new Date(later).toISOString();
  return {
    closedTokens: changes.closedTokens,
    tasks: changes.tasks.map((event) => taskOf(session, draft, event, laterAt, undoFor)),
    jobs: changes.jobs.map(({ token, element, kind, key, input, retries }) => ({
      id: uuidv7(),
      token,
      element,
      kind,
      key,
      input,
      maxAttempts: retries,
      dueAt: laterAt,
      held: held.includes(token),
      external: kind === 'connector' && draft.deployed.definitions.connectors.has(key),
    })),
    ...(draft.before.state.suspended || draft.current.state.suspended ? { heldTokens: held } : {}),
  };
}

function waitsOf(
  session: Session,
  changes: Changes,
): Pick<StepWrite, 'timers' | 'disarmed' | 'subscriptions' | 'unsubscribed' | 'messages'> {
  return {
    timers: changes.timers.map(({ token, element, dueAt, limit }) => ({
      token,
      element,
      dueAt,
      limit: limit?.key ?? null,
    })),
    disarmed: changes.disarmed,
    subscriptions: changes.subscriptions.map(({ kind, token, element, message, correlationKey }) => ({
      ...(kind === undefined ? {} : { kind }),
      token,
      element,
      message,
      correlationKey,
    })),
    unsubscribed: changes.unsubscribed.map(({ token, element }) => ({ token, element })),
    messages: changes.messages.map((event) => ({
      id: uuidv7(),
      name: event.message,
      correlationKey: event.correlationKey,
      payload: event.payload,
      expiresAt: messageExpiry(session, event.timeToLive),
    })),
  };
}

/** What is kept of the step with the dossier. */
function recordsOf(changes: Changes, extras: Extras): Pick<StepWrite, 'timeLimits' | 'statusEvents' | 'documents'> {
  return {
    timeLimits: changes.limits.map(({ token, element, limit, state, steps }) => ({
      token,
      element,
      state,
      ...limit,
      steps: (steps ?? null) as Json,
    })),
    statusEvents: changes.statusEvents.map(({ event, on, element, note }) => ({
      id: uuidv7(),
      event,
      on,
      element,
      note,
    })),
    documents: [...(extras.documents ?? []), ...filed(changes)],
  };
}

/** A write with entries of the instance's history. */
export function withHistory(session: Session, draft: Draft, write: StepWrite, entries: readonly Entry[]): StepWrite {
  const history = chain(session, draft, entries);
  const { seq, hash } = history.at(-1) ?? { seq: write.instance.historySeq, hash: write.instance.historyHash };
  return { ...write, instance: { ...write.instance, historySeq: seq, historyHash: hash }, history };
}

/** A write of an instance that changes nothing yet. */
export function emptyWrite(session: Session, draft: Draft): StepWrite {
  const { stored } = draft;
  return {
    at: session.read.now,
    actor: actorRecord(session.call.actor),
    instance: {
      id: draft.id,
      expectedVersion: stored?.version ?? null,
      definitionKey: draft.process.key,
      definitionVersion: stored?.definitionVersion ?? draft.deployed.versions.get(`process/${draft.process.key}`) ?? 1,
      deploymentId: draft.deployed.deploymentId,
      parentId: draft.parent?.id ?? null,
      parentToken: draft.parent?.token ?? null,
      dossierId: stored ? stored.dossierId : (session.dossier?.id ?? null),
      status: draft.before.state.status,
      state: draft.before.state,
      variables: draft.before.variables,
      historySeq: stored?.historySeq ?? 0,
      historyHash: stored?.historyHash ?? FIRST_HASH,
    },
    dossier: null,
    closedTokens: [],
    completedTask: null,
    tasks: [],
    jobs: [],
    timers: [],
    disarmed: [],
    subscriptions: [],
    unsubscribed: [],
    timeLimits: [],
    history: [],
    statusEvents: [],
    documents: [],
    messages: [],
    completedJob: null,
    consumedMessage: null,
    idempotency: null,
    undo: null,
    incident: null,
    resolvedIncident: null,
  };
}

/** History entries chained to the instance's last one. */
export function chain(session: Session, draft: Draft, entries: readonly Entry[]): readonly HistoryWrite[] {
  let seq = draft.stored?.historySeq ?? 0;
  let prevHash = draft.stored?.historyHash ?? FIRST_HASH;
  return entries.map((entry) => {
    const linked = {
      id: uuidv7(),
      seq: ++seq,
      at: session.read.now,
      type: entry.type,
      actor: actorRecord(session.call.actor),
      data: entry.data,
      prevHash,
    };
    prevHash = historyHash(session.call.officeId, draft.id, linked);
    return { ...linked, hash: prevHash };
  });
}

const DEFAULT_TIME_TO_LIVE = 'P30D';

function messageExpiry(session: Session, timeToLive: string | null): string {
  const { calendar } = session.inForce.definitions;
  const timer = parseTimer(timeToLive ?? DEFAULT_TIME_TO_LIVE, { timeZone: calendar.timeZone, kind: 'duration' });
  if (timer.type === 'problem') throw new Refusal('INVALID_INPUT', timer.sentence);
  return timerDueAt(timer, session.read.now, calendar.timeZone);
}

function filed(changes: Changes): StepWrite['documents'] {
  return changes.documents.map((event) => ({
    id: uuidv7(),
    kind: event.kind,
    direction: 'incoming',
    title: { en: event.title } satisfies JsonObject,
    number: null,
    language: null,
    sha256: null,
    bytes: null,
    mediaType: null,
    fileName: null,
    letterKey: null,
    details: event.details,
  }));
}
