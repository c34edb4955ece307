import { dayOf } from '../calendar/index.ts';
import type { Graph } from '../bpmn/index.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import {
  changesOf,
  newInstance,
  type Changes,
  type EventOf,
  type Instance,
  type LimitChange,
  type Trigger,
} from '../core/index.ts';
import type { ScenarioOffice, Stepper } from './office.ts';
import { VirtualBroadcasts } from './virtualBroadcasts.ts';
import { VirtualMessages } from './virtualMessages.ts';
import { StepRefused, StepStopped, VirtualStep } from './virtualStep.ts';

/** A running instance with what it waits for, as rows of the database would be. */
export interface VirtualInstance {
  readonly id: string;
  readonly process: string;
  readonly graph: Graph;
  readonly parent: { readonly id: string; readonly token: number } | null;
  readonly taskRows: Map<number, EventOf<'taskOpened'>>;
  readonly jobRows: Map<number, EventOf<'jobOpened'>>;
  readonly timerRows: Map<string, EventOf<'timerArmed'>>;
  readonly subscriptionRows: Map<string, EventOf<'subscribed'>>;
  instance: Instance;
}

export interface VirtualIncident {
  readonly instance: string;
  readonly element: string;
  readonly sentence: string;
  /** What is tried again when the incident is resolved; null: the job that failed is open still. */
  readonly trigger: Trigger | null;
}

/** The place of a row among its kind. */
export const place = (at: { readonly token: number; readonly element: string }): string => `${at.token} ${at.element}`;
const DOSSIER_ID = 'dossier-1';

/** An office in memory with a virtual clock: what `commands/` and the database are for the server, for scenarios. */
export class VirtualOffice {
  readonly definitions: ScenarioOffice;
  readonly stepper: Stepper;
  readonly instances = new Map<string, VirtualInstance>();
  readonly messages: VirtualMessages;
  readonly broadcasts: VirtualBroadcasts;
  readonly trace: string[] = [];
  readonly ended: string[] = [];
  readonly statusEvents: string[] = [];
  readonly letters: string[] = [];
  readonly limits = new Map<string, LimitChange>();
  incidents: VirtualIncident[] = [];
  serials: ReadonlyMap<string, number> = new Map();
  ids = 0;
  now: string;
  dossier: JsonObject | null = null;
  dossierState: string | null = null;
  readonly #reload: boolean;

  constructor(definitions: ScenarioOffice, stepper: Stepper, at: string, reload: boolean) {
    this.definitions = definitions;
    this.stepper = stepper;
    this.now = at;
    this.#reload = reload;
    this.messages = new VirtualMessages(this);
    this.broadcasts = new VirtualBroadcasts(this);
  }

  /** The key under which messages find the instances of the dossier. */
  businessKey(instanceId: string): string {
    return this.dossier === null ? instanceId : DOSSIER_ID;
  }

  today(): string {
    return dayOf(this.now, this.definitions.calendar.timeZone);
  }

  /** An instance that has not been started; undefined when there is no such process. */
  newInstance(process: string, id: string, parent: VirtualInstance['parent'] = null): VirtualInstance | undefined {
    const graph = this.definitions.processes.get(process)?.graph;
    if (!graph) return undefined;
    const rows = { taskRows: new Map(), jobRows: new Map(), timerRows: new Map(), subscriptionRows: new Map() };
    return { id, process, graph, parent, ...rows, instance: newInstance() };
  }

  /** Starts an instance; a sentence when it cannot be. It stands there with an incident when its first step failed. */
  async start(process: string, variables: JsonObject, at?: string): Promise<VirtualInstance | string> {
    const virtual = this.newInstance(process, `instance-${++this.ids}`);
    if (!virtual) return `There is no process “${process}” in the bundle.`;
    const { dossierKind } = virtual.graph;
    if (dossierKind !== undefined) this.dossier ??= {};
    const refusal = await this.apply(virtual, { type: 'start', variables, ...(at === undefined ? {} : { at }) });
    if (refusal !== null) return refusal;
    this.instances.set(virtual.id, virtual);
    return virtual;
  }

  /**
   * One stimulus of an instance with all that follows from it, then the signals and messages that can be delivered now. Null when taken,
   * also where it ended in an incident; else the sentence that refuses it.
   */
  async apply(virtual: VirtualInstance, trigger: Trigger): Promise<string | null> {
    const step = new VirtualStep(this);
    try {
      await step.apply(virtual, trigger);
    } catch (error) {
      if (error instanceof StepRefused) return error.message;
      if (!(error instanceof StepStopped)) throw error;
      const { element, message: sentence } = error;
      this.incidents.push({ instance: virtual.id, element, sentence, trigger });
      return null;
    }
    this.#commit(step);
    return this.messages.deliver();
  }

  /** Due timers up to an instant, the earliest next. */
  nextTimer(until: string): { virtual: VirtualInstance; row: EventOf<'timerArmed'> } | undefined {
    let first: { virtual: VirtualInstance; row: EventOf<'timerArmed'> } | undefined;
    for (const virtual of this.instances.values()) {
      for (const row of virtual.timerRows.values()) {
        if (Date.parse(row.dueAt) > Date.parse(until)) continue;
        if (!first || Date.parse(row.dueAt) < Date.parse(first.row.dueAt)) first = { virtual, row };
      }
    }
    return first;
  }

  /** Fires a timer; the clock moves to when it is due, never back. */
  async fire(virtual: VirtualInstance, row: EventOf<'timerArmed'>): Promise<string | null> {
    if (Date.parse(row.dueAt) > Date.parse(this.now)) this.now = row.dueAt;
    const { token, element, dueAt } = row;
    const refusal = await this.apply(virtual, { type: 'fireTimer', token, element, dueAt });
    // Fired for good, also when it ended in an incident; armed again it has another row.
    if (refusal === null && virtual.timerRows.get(place(row)) === row) virtual.timerRows.delete(place(row));
    return refusal;
  }

  async completeJob(virtual: VirtualInstance, row: EventOf<'jobOpened'>, result: Json): Promise<string | null> {
    const refusal = await this.apply(virtual, { type: 'completeJob', token: row.token, result });
    if (refusal === null && row.kind === 'letter' && !virtual.jobRows.has(row.token)) this.letters.push(row.key);
    return refusal;
  }

  /** As a database gives it back: through JSON. */
  reloaded(instance: Instance): Instance {
    return this.#reload ? (JSON.parse(JSON.stringify(instance)) as Instance) : instance;
  }

  #commit(step: VirtualStep): void {
    this.serials = step.serials;
    this.ids = step.ids;
    this.dossier = step.dossier;
    this.dossierState = step.dossierState;
    for (const { virtual, event } of step.log) {
      if (event.type === 'statusEventRecorded') this.statusEvents.push(event.event);
      if (event.type !== 'elementCompleted') continue;
      this.trace.push(event.element);
      if (virtual.graph.nodes[virtual.graph.byId.get(event.element) ?? -1]?.type === 'endEvent')
        this.ended.push(event.element);
    }
    for (const { virtual, before, current, events } of step.drafts.values()) {
      this.instances.set(virtual.id, virtual);
      virtual.instance = current;
      this.#write(virtual, changesOf(before, events));
    }
    this.incidents = this.incidents.filter((incident) => this.#isStanding(incident));
  }

  #write(virtual: VirtualInstance, changes: Changes): void {
    const closed = new Set(changes.closedTokens);
    for (const rows of [virtual.taskRows, virtual.jobRows]) for (const token of closed) rows.delete(token);
    for (const rows of [virtual.timerRows, virtual.subscriptionRows]) {
      for (const [key, row] of rows) if (closed.has(row.token)) rows.delete(key);
    }
    for (const gone of changes.disarmed) virtual.timerRows.delete(place(gone));
    for (const gone of changes.unsubscribed) virtual.subscriptionRows.delete(place(gone));
    for (const row of changes.tasks) virtual.taskRows.set(row.token, row);
    for (const row of changes.jobs) virtual.jobRows.set(row.token, row);
    for (const row of changes.timers) virtual.timerRows.set(place(row), row);
    for (const row of changes.subscriptions) virtual.subscriptionRows.set(place(row), row);
    for (const change of changes.limits) this.limits.set(`${virtual.id} ${place(change)} ${change.limit.key}`, change);
    this.messages.keep(changes.messages);
    this.broadcasts.keep(virtual, changes.signals);
    if (changes.isDossierChanged) this.broadcasts.changed(virtual);
  }

  /** An incident is over with its instance or with the token whose step had failed. */
  #isStanding({ instance, trigger }: VirtualIncident): boolean {
    const virtual = this.instances.get(instance);
    if (!virtual || virtual.instance.state.status !== 'active') return false;
    if (trigger === null || !('token' in trigger) || trigger.token === 0) return true;
    return virtual.instance.state.tokens.some((token) => token.id === trigger.token);
  }
}
