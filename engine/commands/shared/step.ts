import type { Json } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import type { Trigger } from '../../core/index.ts';
import {
  commitSteps,
  readStep,
  retryJob,
  startSeries,
  takeNumbers,
  throwSignals,
  writeSteps,
  type SignalWrite,
  type StepAddress,
  type StepRead,
  type StepWrite,
  type StoredInstance,
  type Transaction,
} from '../../store/index.ts';
import { answeredBefore, requestName } from './answered.ts';
import type { Draft, Extras } from './draft.ts';
import { Ids } from './ids.ts';
import { recordIncident } from './incident.ts';
import type { Call, DeployedOffice, Runtime, WorkKind } from './runtime.ts';
import { actorRecord } from './runtime.ts';
import type { Demand } from './numbers.ts';
import { Lost, retryLost } from './retry.ts';
import { Session } from './session.ts';
import { signalsOf } from './broadcasts.ts';
import { StepIncident } from './stepIncident.ts';
import { writesOf } from './writes.ts';

/** What a command decides once it has read: which instance is woken by what, or the refusal that it throws. */
export interface Decision {
  readonly draft: Draft;
  /** Null: nothing happens in the process; only what the extras say is written. */
  readonly trigger: Trigger | null;
  /** Why the step cannot be taken, when that is known before it is tried. */
  readonly failure?: StepIncident;
  readonly extras?: Extras;
}

/** One command that takes a step. */
export interface StepRequest<R extends Json> {
  readonly command: string;
  readonly address: StepAddress;
  /** Name under which the answer is kept, where the command serves another one; else made of command, address and input. */
  readonly request?: string | undefined;
  /** What the client gave; the idempotency key stands for it too. */
  readonly input?: Json;
  /** Looks at what was read, asks `access/`, checks the input. Runs again after a lost race; no effect outside. */
  decide(session: Session): Decision | Promise<Decision>;
  /** The answer, kept with the idempotency key. */
  respond(session: Session, draft: Draft): R;
}

/**
 * Takes a step: read → decide → advance → write, guarded by versions, one transaction (engine.md 2). Two round trips where
 * nothing is numbered and no other instance is touched: begin, office and read in one, write and commit in the other. A lost
 * race is read and decided again with the same ids; the same idempotency key gives the answer given before.
 * @throws Refusal; INVALID_STATE with the incident's id when the process cannot go on
 */
export async function takeStep<R extends Json>(runtime: Runtime, call: Call, asked: StepRequest<R>): Promise<R> {
  const content = { address: { ...asked.address }, input: asked.input ?? null };
  const request = { ...asked, command: asked.request ?? requestName(asked.command, content) };
  const ids = new Ids();
  let known: StepIncident | undefined;
  const answer = await retryLost(async () => {
    ids.rewind();
    const cause = known;
    known = undefined;
    try {
      return await runtime.store.transaction(call.officeId, (trx) =>
        new Attempt(runtime, call, request, trx, ids).run(cause),
      );
    } catch (error) {
      if (!(error instanceof StepIncident)) throw error;
      // The numbers taken went back with the transaction; the next one records the incident and nothing else.
      known = error;
      throw new Lost();
    }
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

/** One try at a step, in one transaction. */
class Attempt<R extends Json> {
  readonly #runtime: Runtime;
  readonly #call: Call;
  readonly #request: StepRequest<R>;
  readonly #trx: Transaction;
  readonly #ids: Ids;

  constructor(runtime: Runtime, call: Call, request: StepRequest<R>, trx: Transaction, ids: Ids) {
    this.#runtime = runtime;
    this.#call = call;
    this.#request = request;
    this.#trx = trx;
    this.#ids = ids;
  }

  /**
   * @param cause the incident with which the try before ended after it had taken numbers
   * @throws StepIncident when this one does
   */
  async run(cause: StepIncident | undefined): Promise<Answer> {
    const { idempotencyKey: key, officeId, actor } = this.#call;
    const asked = key === undefined ? undefined : { actorId: actorRecord(actor).id, key };
    const read = await readStep(this.#trx, officeId, this.#request.address, asked);
    const answered = answeredBefore(read.answered, this.#request.command);
    if (answered !== undefined) return { response: answered, wakes: new Set() };
    const open = await this.#opener(read);
    let session = open();
    let decision = await this.#decide(session);
    if (cause) return this.#fail(session, decision, cause);
    let isNumbered = false;
    try {
      await this.#apply(session, decision);
      if (session.numbers.demands.size > 0) {
        // Numbered for real: the same step again with the numbers in hand (shared/numbers.ts).
        isNumbered = true;
        const firsts = await takeAll(this.#trx, officeId, [...session.numbers.demands.values()]);
        this.#ids.rewind();
        session = open();
        session.numbers.supply(firsts);
        decision = await this.#decide(session);
        await this.#apply(session, decision);
      }
      return await this.#write(session, decision);
    } catch (error) {
      // With numbers taken nothing may be committed but the whole step, lest the series has a gap.
      if (!(error instanceof StepIncident) || isNumbered) throw error;
      return this.#fail(session, decision, error);
    }
  }

  async #opener(read: StepRead): Promise<() => Session> {
    const inForce = await inForceOf(this.#runtime, this.#call, read);
    const rows = new Map<string, StoredInstance>(read.instance ? [[read.instance.id, read.instance]] : []);
    const parts = { runtime: this.#runtime, call: this.#call, trx: this.#trx, read, inForce, ids: this.#ids, rows };
    return () => new Session(parts);
  }

  async #decide(session: Session): Promise<Decision> {
    const decision = await this.#request.decide(session);
    if (decision.extras?.note) decision.draft.entries.push(decision.extras.note);
    return decision;
  }

  async #apply(session: Session, { draft, trigger, failure }: Decision): Promise<void> {
    if (failure) throw failure;
    if (trigger) await session.apply(draft, trigger);
  }

  async #write(session: Session, { draft, extras = {} }: Decision): Promise<Answer> {
    const { officeId } = this.#call;
    const response = this.#request.respond(session, draft);
    const writes = writesOf(session, draft, extras, response, this.#request.command);
    const wakes = wakesOf(writes);
    if (extras.retriedJob !== undefined) {
      await retryJob(this.#trx, officeId, extras.retriedJob);
      wakes.add('jobs');
    }
    const signals = signalsOf(session);
    if (signals.length > 0) wakes.add('signals');
    await commit(this.#trx, officeId, writes, signals);
    return { response, wakes };
  }

  async #fail(session: Session, decision: Decision, cause: StepIncident): Promise<Answer> {
    const { draft, trigger, extras = {} } = decision;
    if (!trigger) throw cause;
    session.rollBack(draft);
    // A case that could not begin is there all the same: whoever filed it need not file it again.
    const response = draft.stored === null ? this.#request.respond(session, draft) : null;
    const failed = { draft, trigger, extras, command: this.#request.command, response };
    const { write, incidentId } = await recordIncident(session, failed, cause);
    await commit(this.#trx, this.#call.officeId, [write]);
    if (response !== null) return { response, wakes: new Set() };
    const details = { incidentId, element: write.incident?.element ?? cause.element, code: cause.code };
    return { response, refusal: new Refusal('INVALID_STATE', cause.message, { details }), wakes: new Set() };
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

/** Signals reach whoever waits when the step is written: behind all its rows, one round trip more. */
async function commit(
  trx: Transaction,
  officeId: string,
  writes: readonly StepWrite[],
  signals: readonly SignalWrite[] = [],
): Promise<void> {
  if (signals.length === 0) {
    if ((await commitSteps(trx, officeId, writes)) === 'lost') throw new Lost();
    return;
  }
  if ((await writeSteps(trx, officeId, writes)) === 'lost') throw new Lost();
  await throwSignals(trx, officeId, signals);
  await trx.commit();
}

async function inForceOf(runtime: Runtime, call: Call, read: StepRead): Promise<DeployedOffice> {
  if (read.deploymentId === null) throw new Refusal('NOT_FOUND', `Nothing is deployed in office ${call.officeId}.`);
  return runtime.deployments.get(call.officeId, read.deploymentId);
}

function wakesOf(writes: readonly StepWrite[]): Set<WorkKind> {
  const wakes = new Set<WorkKind>();
  if (writes.some((write) => write.jobs.length > 0)) wakes.add('jobs');
  if (writes.some((write) => write.timers.length > 0)) wakes.add('timers');
  if (writes.some((write) => write.messages.length > 0 || write.subscriptions.length > 0)) wakes.add('messages');
  return wakes;
}
