import type { Json, JsonObject } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import { dayOf } from '../../calendar/index.ts';
import {
  advance,
  changesOf,
  isReadableState,
  MAX_FOLLOW_UPS,
  type Advance,
  newInstance,
  type Changes,
  type Instance,
  type Trigger,
  type TriggerType,
  type World,
} from '../../core/index.ts';
import { readStep, type DossierRow, type StepRead, type StoredInstance, type Transaction } from '../../store/index.ts';
import type { Draft, Entry, NewInstanceRow } from './draft.ts';
import type { Ids } from './ids.ts';
import { Numbers } from './numbers.ts';
import type { Call, DeployedOffice, Runtime } from './runtime.ts';
import { calledDeployment } from './binding.ts';
import { StepIncident } from './stepIncident.ts';
import { suspendCalled } from './suspension.ts';
import { worldOf } from './world.ts';

/** The dossier of a command: shared by all its instances, written once. */
export interface DossierDraft {
  readonly id: string;
  readonly kind: string;
  readonly stored: DossierRow | null;
  data: JsonObject;
  state: string | null;
}

const entryTypes: Record<TriggerType, string> = {
  start: 'instanceStarted',
  completeTask: 'taskCompleted',
  completeJob: 'jobCompleted',
  failJob: 'jobFailed',
  fireTimer: 'timerFired',
  correlateMessage: 'messageReceived',
  broadcastSignal: 'signalReceived',
  evaluateConditions: 'conditionsEvaluated',
  childEscalated: 'escalationReceived',
  startAdHocActivity: 'activityStarted',
  childEnded: 'calledInstanceEnded',
  setVariables: 'variablesSet',
  cancel: 'instanceCancelled',
  modify: 'instanceModified',
  suspend: 'instanceSuspended',
  resume: 'instanceResumed',
};

/**
 * One command in one transaction: the instances it touches, their dossier, and what follows from one in another (children,
 * callers). Nothing is written here; `writes.ts` turns it into rows.
 */
export class Session {
  readonly runtime: Runtime;
  readonly call: Call;
  readonly trx: Transaction;
  readonly read: StepRead;
  readonly inForce: DeployedOffice;
  readonly numbers: Numbers;
  readonly ids: Ids;
  readonly drafts = new Map<string, Draft>();
  dossier: DossierDraft | null = null;
  readonly #rows: Map<string, StoredInstance>;
  /** Instant that the office reckons with: that of the step, or that at which its timer was due, whenever a node gets round to it. */
  #at: string;
  #depth = 0;

  constructor(parts: {
    runtime: Runtime;
    call: Call;
    trx: Transaction;
    read: StepRead;
    inForce: DeployedOffice;
    ids: Ids;
    rows: Map<string, StoredInstance>;
  }) {
    this.runtime = parts.runtime;
    this.call = parts.call;
    this.trx = parts.trx;
    this.read = parts.read;
    this.inForce = parts.inForce;
    this.ids = parts.ids;
    this.#rows = parts.rows;
    this.#at = parts.read.now;
    this.numbers = new Numbers(parts.inForce.definitions, () => this.today());
    const { dossier } = parts.read;
    if (dossier)
      this.dossier = { id: dossier.id, kind: dossier.kind, stored: dossier, data: dossier.data, state: dossier.state };
  }

  /** The office's day that the step reckons with. */
  today(): string {
    return dayOf(this.#at, this.inForce.definitions.calendar.timeZone);
  }

  /** The instance that the command addresses, or one that it leads to; pinned to the deployment it was started with. */
  async draftOf(instanceId: string): Promise<Draft | undefined> {
    const standing = this.drafts.get(instanceId);
    if (standing) return standing;
    const stored = await this.#row(instanceId);
    if (!stored) return undefined;
    const deployed = await this.runtime.deployments.get(this.call.officeId, stored.deploymentId);
    const before: Instance = {
      state: stored.state,
      variables: stored.variables,
      dossier: this.dossier?.data ?? null,
      dossierState: this.dossier?.state ?? null,
    };
    const parent = stored.parentId === null ? null : { id: stored.parentId, token: stored.parentToken ?? 0 };
    return this.#add(stored.id, stored, parent, deployed, stored.definitionKey, before);
  }

  /** A new instance of a process of that deployment. */
  newDraft(deployed: DeployedOffice, process: string, row: NewInstanceRow): Draft {
    const parent = row.parentId === null ? null : { id: row.parentId, token: row.parentToken ?? 0 };
    return this.#add(
      row.id,
      null,
      parent,
      deployed,
      process,
      newInstance(this.dossier?.data ?? null, this.dossier?.state ?? null),
    );
  }

  /** Forgets everything that the steps taken so far have changed. */
  rollBack(root: Draft): void {
    root.current = root.before;
    root.events.length = 0;
    root.entries.length = 0;
    this.drafts.clear();
    this.drafts.set(root.id, root);
    if (this.dossier) {
      this.dossier.data = root.before.dossier ?? {};
      this.dossier.state = root.before.dossierState;
    }
  }

  /**
   * Takes one step and all that follows from it in other instances.
   * @throws Refusal CONFLICT when what the trigger addresses has ended, INVALID_STATE when the case is suspended; StepIncident when the
   * step cannot be taken
   */
  async apply(draft: Draft, trigger: Trigger): Promise<void> {
    if (++this.#depth > MAX_FOLLOW_UPS) {
      throw new StepIncident(
        draft.process.key,
        'CALL_DEPTH_EXCEEDED',
        `More than ${MAX_FOLLOW_UPS} processes call each other in one step; “${draft.process.key}” probably calls itself without end.`,
      );
    }
    const instance: Instance = {
      ...draft.current,
      dossier: this.dossier?.data ?? null,
      dossierState: this.dossier?.state ?? null,
    };
    if (trigger.type === 'fireTimer') this.#at = trigger.dueAt;
    const world = worldOf({
      now: this.#at,
      pinned: draft.deployed.definitions,
      inForce: this.inForce.definitions,
      instanceId: draft.id,
      dossierId: this.dossier?.id ?? null,
      called: draft.parent !== null,
      nextNumber: (series) => this.numbers.next(series),
      newId: () => this.ids.next(),
    });
    const answer = kernelAnswer(draft, instance, trigger, world);
    if (answer.type === 'refused') {
      // The row of a timer or job was read together with the state: where they disagree, trying again would never end.
      if (trigger.type === 'fireTimer' || trigger.type === 'completeJob' || trigger.type === 'failJob')
        throw new StepIncident('element' in trigger ? trigger.element : draft.process.key, 'DEFECT', answer.sentence);
      const isHeld = instance.state.suspended !== undefined && trigger.type === 'completeTask';
      throw new Refusal(isHeld ? 'INVALID_STATE' : 'CONFLICT', answer.sentence);
    }
    if (answer.type === 'incident') throw new StepIncident(answer.element, answer.code, answer.sentence);
    draft.current = answer.instance;
    if (this.dossier) {
      this.dossier.data = answer.instance.dossier ?? {};
      this.dossier.state = answer.instance.dossierState;
    }
    draft.events.push(...answer.events);
    draft.entries.push(entryOf(trigger, answer.events));
    await this.#follow(draft, changesOf(instance, answer.events));
    await suspendCalled(this, draft, instance.state, answer.events);
  }

  /** What a step leads to in other instances: cancellation goes down, called processes start, the caller hears of an end. */
  async #follow(draft: Draft, changes: Changes): Promise<void> {
    for (const child of changes.cancelledChildren) {
      const found = await this.draftOf(child);
      if (found?.current.state.status === 'active')
        await this.apply(found, { type: 'cancel', reason: `cancelled with “${draft.process.key}”` });
    }
    for (const call of changes.calls) {
      const deployed = await calledDeployment(this, draft, call);
      const child = this.newDraft(deployed, call.process, {
        id: call.child,
        parentId: draft.id,
        parentToken: call.token,
      });
      await this.apply(child, { type: 'start', variables: call.variables });
    }
    for (const { code } of changes.escalations) await this.#escalate(draft, code);
    const { ended } = changes;
    if (ended && draft.parent && ended.how !== 'terminated') {
      const parent = await this.#callerOf(draft);
      const trigger: Trigger = {
        type: 'childEnded',
        token: draft.parent.token,
        variables: draft.current.variables,
        ...(ended.error ? { error: ended.error } : {}),
      };
      if (parent) await this.apply(parent, trigger);
    }
  }

  /** The caller hears of an escalation that nobody catches here, while it still waits for this instance. */
  async #escalate(draft: Draft, code: string): Promise<void> {
    const caller = await this.#callerOf(draft);
    if (caller && draft.parent) await this.apply(caller, { type: 'childEscalated', token: draft.parent.token, code });
  }

  /** The instance that waits for this one; undefined when none does, or no longer. */
  async #callerOf({ id, parent }: Draft): Promise<Draft | undefined> {
    const caller = parent === null ? undefined : await this.draftOf(parent.id);
    if (caller?.current.state.status !== 'active') return undefined;
    const { tokens } = caller.current.state;
    return tokens.some((token) => token.id === parent?.token && token.child === id) ? caller : undefined;
  }

  async #row(instanceId: string): Promise<StoredInstance | undefined> {
    const known = this.#rows.get(instanceId);
    if (known) return known;
    const { instance } = await readStep(this.trx, this.call.officeId, { type: 'instance', instanceId });
    if (instance) this.#rows.set(instanceId, instance);
    return instance ?? undefined;
  }

  #add(
    id: string,
    stored: StoredInstance | null,
    parent: Draft['parent'],
    deployed: DeployedOffice,
    key: string,
    before: Instance,
  ): Draft {
    const process = deployed.definitions.processes.get(key);
    if (!process) throw new Refusal('NOT_FOUND', `Expected a process “${key}”, but none is deployed.`);
    const draft: Draft = { id, stored, parent, deployed, process, before, current: before, events: [], entries: [] };
    this.drafts.set(id, draft);
    return draft;
  }
}

/** A defect of the kernel shows again at every try: the instance is put aside with an incident instead of being tried for ever. */
function kernelAnswer(draft: Draft, instance: Instance, trigger: Trigger, world: World): Advance {
  try {
    if (!isReadableState(instance.state))
      throw new TypeError('its stored state is damaged, or was written by a later version');
    return advance(draft.process.graph, instance, trigger, world);
  } catch (error) {
    if (error instanceof StepIncident || error instanceof Refusal) throw error;
    const element = 'element' in trigger ? trigger.element : draft.process.key;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new StepIncident(
      element,
      'DEFECT',
      `The engine itself failed at “${element}” (${reason}). Nothing was changed.`,
    );
  }
}

/** A history entry of one trigger with its events; what tables keep in full (arithmetic, called variables) is left out. */
function entryOf(trigger: Trigger, events: Draft['events'] | readonly unknown[]): Entry {
  const about: Record<string, Json> = {};
  if ('element' in trigger) about['element'] = trigger.element;
  if ('outcome' in trigger) about['outcome'] = trigger.outcome;
  if ('token' in trigger) about['token'] = trigger.token;
  if (trigger.type === 'fireTimer') about['dueAt'] = trigger.dueAt;
  if ('reason' in trigger && trigger.reason !== undefined) about['reason'] = trigger.reason;
  if (trigger.type === 'modify') about['moves'] = trigger.moves;
  if (trigger.type === 'failJob') about['code'] = trigger.code;
  const kept = (events as readonly JsonObject[]).map((event) =>
    Object.fromEntries(
      Object.entries(event).filter(([key]) => key !== 'steps' && key !== 'variables' && key !== 'input'),
    ),
  );
  return { type: entryTypes[trigger.type], data: { ...about, events: kept } };
}
