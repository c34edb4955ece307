import type { Json } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import type { Trigger } from '../../core/index.ts';
import {
  commitSteps,
  readStep,
  startSeries,
  takeNumbers,
  type StepAddress,
  type StepRead,
  type StepWrite,
  type StoredInstance,
  type Transaction,
} from '../../store/index.ts';
import type { Draft, Extras } from './draft.ts';
import { Ids, uuidv7 } from './ids.ts';
import type { Call, DeployedOffice, Runtime, WorkKind } from './runtime.ts';
import { actorRecord } from './runtime.ts';
import type { Demand } from './numbers.ts';
import { Lost, retryLost } from './retry.ts';
import { Session, StepIncident } from './session.ts';
import { chain, dossierOf, emptyWrite, idempotencyOf, writesOf } from './writes.ts';

/** What a command decides once it has read: which instance is woken by what, or the refusal that it throws. */
export interface Decision {
  readonly draft: Draft;
  readonly trigger: Trigger;
  readonly extras?: Extras;
}

/** One command that takes a step. */
export interface StepRequest<R extends Json> {
  readonly command: string;
  readonly address: StepAddress;
  /** Looks at what was read, asks `access/`, checks the input. Runs again after a lost race; no effect outside. */
  decide(session: Session): Decision | Promise<Decision>;
  /** The answer, kept with the idempotency key. */
  respond(session: Session, draft: Draft): R;
}

/**
 * Takes a step: read → decide → advance → write, guarded by versions, one transaction (engine.md 2). Two round trips where
 * nothing is numbered and no other instance is touched: begin, office and read in one, write and commit in the other. A lost
 * race is read and decided again with the same ids; the same idempotency key gives the answer given before.
 * @throws Refusal
 */
export async function takeStep<R extends Json>(runtime: Runtime, call: Call, request: StepRequest<R>): Promise<R> {
  const ids = new Ids();
  const answer = await retryLost(() => {
    ids.rewind();
    return runtime.store.transaction(call.officeId, (trx) => tryStep(runtime, call, request, trx, ids));
  });
  for (const kind of answer.wakes) runtime.wake(kind);
  if (answer.refusal) throw answer.refusal;
  return answer.response as R;
}

interface Answer {
  readonly response: Json;
  readonly refusal?: Refusal;
  readonly wakes: ReadonlySet<WorkKind>;
}

async function tryStep<R extends Json>(
  runtime: Runtime,
  call: Call,
  request: StepRequest<R>,
  trx: Transaction,
  ids: Ids,
): Promise<Answer> {
  const key =
    call.idempotencyKey === undefined ? undefined : { actorId: actorRecord(call.actor).id, key: call.idempotencyKey };
  const read = await readStep(trx, call.officeId, request.address, key);
  if (read.answered) {
    if (read.answered.command !== request.command)
      throw new Refusal('CONFLICT', `This idempotency key was used for ${read.answered.command} already.`);
    return { response: read.answered.response, wakes: new Set() };
  }
  const inForce = await inForceOf(runtime, call, read);
  const rows = new Map<string, StoredInstance>(read.instance ? [[read.instance.id, read.instance]] : []);
  const open = (): Session => new Session({ runtime, call, trx, read, inForce, ids, rows });

  let session = open();
  let decision = await request.decide(session);
  try {
    await session.apply(decision.draft, decision.trigger);
    if (session.numbers.demands.size > 0) {
      // Numbered for real: the same step again with the numbers in hand (shared/numbers.ts).
      const firsts = await takeAll(trx, call.officeId, [...session.numbers.demands.values()]);
      ids.rewind();
      session = open();
      session.numbers.supply(firsts);
      decision = await request.decide(session);
      await applyNumbered(session, decision);
    }
    const response = request.respond(session, decision.draft);
    const writes = writesOf(session, decision.draft, decision.extras ?? {}, response, request.command);
    await commit(trx, call.officeId, writes);
    return { response, wakes: wakesOf(writes) };
  } catch (error) {
    if (!(error instanceof StepIncident)) throw error;
    return recordIncident(session, decision, error, request.command);
  }
}

/** Takes the numbers in a fixed order of the series, so that two steps never wait for each other. */
async function takeAll(
  trx: Transaction,
  officeId: string,
  demands: readonly Demand[],
): Promise<ReadonlyMap<string, number>> {
  const firsts = new Map<string, number>();
  for (const demand of demands.toSorted((a, b) => (a.series < b.series ? -1 : 1))) {
    const { series, period, count, first } = demand;
    if (first > 1) await startSeries(trx, officeId, { series, period, first });
    firsts.set(series, await takeNumbers(trx, officeId, { series, period, count }));
  }
  return firsts;
}

/** With numbers taken nothing may be committed but the whole step: a failure now rolls them back, lest the series has a gap. */
async function applyNumbered(session: Session, decision: Decision): Promise<void> {
  try {
    await session.apply(decision.draft, decision.trigger);
  } catch (error) {
    throw error instanceof StepIncident ? new Refusal('INVALID_STATE', error.message) : error;
  }
}

async function commit(trx: Transaction, officeId: string, writes: readonly StepWrite[]): Promise<void> {
  if ((await commitSteps(trx, officeId, writes)) === 'lost') throw new Lost();
}

async function inForceOf(runtime: Runtime, call: Call, read: StepRead): Promise<DeployedOffice> {
  if (read.deploymentId === null) throw new Refusal('NOT_FOUND', `Nothing is deployed in office ${call.officeId}.`);
  return runtime.deployments.get(call.officeId, read.deploymentId);
}

/** Drops the step and keeps the incident: what was to be done can be tried again once its cause is gone (engine.md 2). */
async function recordIncident(
  failed: Session,
  decision: Decision,
  cause: StepIncident,
  command: string,
): Promise<Answer> {
  const { draft, trigger, extras } = decision;
  const session = failed;
  const incidentId = uuidv7();
  const element = draft.process.graph.byId.has(cause.element)
    ? cause.element
    : 'element' in trigger
      ? trigger.element
      : cause.element;
  const history = chain(session, draft, [
    { type: 'incidentRaised', data: { incident: incidentId, element, code: cause.code, sentence: cause.message } },
  ]);
  const last = history.at(-1);
  const empty = emptyWrite(session, draft);
  const write: StepWrite = {
    ...empty,
    instance: { ...empty.instance, historySeq: last?.seq ?? 0, historyHash: last?.hash ?? '' },
    // A new case is kept with its dossier as it was filed; what the failed step changed in it is dropped.
    dossier: draft.stored === null && session.dossier?.stored === null ? undoneDossier(session, draft) : null,
    history,
    completedJob: extras?.completedJob ?? null,
    consumedMessage: extras?.consumedMessage ?? null,
    disarmed: extras?.disarmed ?? [],
    incident: {
      id: incidentId,
      token: 'token' in trigger ? trigger.token : null,
      element,
      code: cause.code,
      sentence: cause.message,
      trigger,
      jobId: null,
    },
    resolvedIncident: extras?.resolvedIncident ?? null,
    idempotency:
      trigger.type === 'start'
        ? idempotencyOf(session, command, {
            ok: true,
            instanceId: draft.id,
            dossierId: session.dossier?.id ?? null,
            next: [],
          })
        : null,
  };
  await commit(session.trx, session.call.officeId, [write]);
  const refusal = new Refusal('INVALID_STATE', cause.message, { details: { incidentId, element, code: cause.code } });
  return { response: null, refusal, wakes: new Set() };
}

function undoneDossier(session: Session, draft: Draft): StepWrite['dossier'] {
  if (session.dossier) {
    session.dossier.data = draft.before.dossier ?? {};
    session.dossier.state = draft.before.dossierState;
  }
  return dossierOf(session);
}

function wakesOf(writes: readonly StepWrite[]): ReadonlySet<WorkKind> {
  const wakes = new Set<WorkKind>();
  if (writes.some((write) => write.jobs.length > 0)) wakes.add('jobs');
  if (writes.some((write) => write.timers.length > 0)) wakes.add('timers');
  if (writes.some((write) => write.messages.length > 0 || write.subscriptions.length > 0)) wakes.add('messages');
  return wakes;
}
