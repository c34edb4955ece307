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
  type World,
} from '../core/index.ts';
import type { ScenarioOffice, Stepper } from './office.ts';

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
  readonly trigger: Trigger;
}

const place = (at: { readonly token: number; readonly element: string }): string => `${at.token} ${at.element}`;
const DOSSIER_ID = 'dossier-1';

/** An office in memory with a virtual clock: what `commands/` and the database are for the server, for scenarios. */
export class VirtualOffice {
  readonly instances = new Map<string, VirtualInstance>();
  readonly trace: string[] = [];
  readonly ended: string[] = [];
  readonly statusEvents: string[] = [];
  readonly letters: string[] = [];
  readonly limits = new Map<string, LimitChange>();
  incidents: VirtualIncident[] = [];
  /** Called after each timer that fires while the clock moves. */
  afterStimulus: (() => Promise<void>) | undefined;
  now: string;
  dossier: JsonObject | null = null;
  dossierState: string | null = null;
  readonly #office: ScenarioOffice;
  readonly #stepper: Stepper;
  readonly #reload: boolean;
  readonly #serials = new Map<string, number>();
  #messages: EventOf<'messageThrown'>[] = [];
  #ids = 0;

  constructor(office: ScenarioOffice, stepper: Stepper, at: string, reload: boolean) {
    this.#office = office;
    this.#stepper = stepper;
    this.#reload = reload;
    this.now = at;
  }

  get office(): ScenarioOffice {
    return this.#office;
  }

  /** The key under which messages find the instances of the dossier. */
  businessKey(instanceId: string): string {
    return this.dossier === null ? instanceId : DOSSIER_ID;
  }

  today(): string {
    return dayOf(this.now, this.#office.calendar.timeZone);
  }

  async start(
    process: string,
    variables: JsonObject,
    more: { at?: string; id?: string; parent?: VirtualInstance['parent'] } = {},
  ): Promise<VirtualInstance> {
    const definition = this.#office.processes.get(process);
    if (!definition) throw new Error(`There is no process “${process}” in the bundle.`);
    const virtual: VirtualInstance = {
      id: more.id ?? this.#newId(),
      process,
      graph: definition.graph,
      parent: more.parent ?? null,
      taskRows: new Map(),
      jobRows: new Map(),
      timerRows: new Map(),
      subscriptionRows: new Map(),
      instance: newInstance(),
    };
    this.instances.set(virtual.id, virtual);
    await this.apply(virtual, { type: 'start', variables, ...(more.at === undefined ? {} : { at: more.at }) });
    return virtual;
  }

  /** One step with all that follows from it in other instances. A refusal comes back as a sentence. */
  async apply(virtual: VirtualInstance, trigger: Trigger): Promise<string | null> {
    const before = this.#before(virtual);
    const answer = await this.#stepper(virtual.process, virtual.graph, before, trigger, this.#world(virtual));
    if (answer.type === 'refused') return answer.sentence;
    if (answer.type === 'incident') {
      this.incidents.push({ instance: virtual.id, element: answer.element, sentence: answer.sentence, trigger });
      return null;
    }
    virtual.instance = answer.instance;
    this.dossier = answer.instance.dossier;
    this.dossierState = answer.instance.dossierState;
    for (const event of answer.events) {
      if (event.type !== 'elementCompleted') continue;
      this.trace.push(event.element);
      if (virtual.graph.nodes[virtual.graph.byId.get(event.element) ?? -1]?.type === 'endEvent')
        this.ended.push(event.element);
    }
    const changes = changesOf(before, answer.events);
    this.#write(virtual, changes);
    await this.#follow(virtual, changes);
    return null;
  }

  /** The waiting side of a message, in the order of the instances; undefined when nobody waits. */
  receiver(
    message: string,
    key: string | undefined,
  ): { virtual: VirtualInstance; row: EventOf<'subscribed'> } | undefined {
    for (const virtual of this.instances.values()) {
      for (const row of virtual.subscriptionRows.values()) {
        if (row.message === message && (key === undefined || row.correlationKey === key)) return { virtual, row };
      }
    }
    return undefined;
  }

  async send(message: string, key: string | undefined, payload: JsonObject): Promise<string | null> {
    const found = this.receiver(message, key);
    if (found)
      return this.apply(found.virtual, {
        type: 'correlateMessage',
        token: found.row.token,
        element: found.row.element,
        payload,
      });
    this.#messages.push({
      type: 'messageThrown',
      element: '',
      message,
      correlationKey: key ?? DOSSIER_ID,
      timeToLive: null,
      payload,
    });
    return null;
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

  async fire(virtual: VirtualInstance, row: EventOf<'timerArmed'>): Promise<string | null> {
    if (Date.parse(row.dueAt) > Date.parse(this.now)) this.now = row.dueAt;
    virtual.timerRows.delete(place(row));
    return this.apply(virtual, { type: 'fireTimer', token: row.token, element: row.element, dueAt: row.dueAt });
  }

  async completeJob(virtual: VirtualInstance, row: EventOf<'jobOpened'>, result: Json): Promise<string | null> {
    if (row.kind === 'letter') this.letters.push(row.key);
    return this.apply(virtual, { type: 'completeJob', token: row.token, result });
  }

  #before(virtual: VirtualInstance): Instance {
    const whole: Instance = { ...virtual.instance, dossier: this.dossier, dossierState: this.dossierState };
    return this.#reload ? (JSON.parse(JSON.stringify(whole)) as Instance) : whole;
  }

  #world(virtual: VirtualInstance): World {
    const office = this.#office;
    const today = this.today();
    return {
      now: this.now,
      instanceId: virtual.id,
      called: virtual.parent !== null,
      businessKey: this.businessKey(virtual.id),
      office: office.facts(today),
      calendar: office.calendar,
      timeLimits: office.timeLimits,
      laneRoles: office.laneRoles,
      decide: (key, context) => office.decide(key, context),
      nextNumber: (series) => {
        const serial = (this.#serials.get(series) ?? 0) + 1;
        this.#serials.set(series, serial);
        return office.number(series, serial, today);
      },
      newId: () => this.#newId(),
    };
  }

  #newId(): string {
    return `instance-${++this.#ids}`;
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
    for (const change of changes.limits)
      this.limits.set(`${virtual.id} ${change.token} ${change.element} ${change.limit.key}`, change);
    for (const event of changes.statusEvents) this.statusEvents.push(event.event);
    if (changes.ended) virtual.subscriptionRows.clear();
  }

  /** What a step leads to in other instances: children, the caller, messages (both ways). */
  async #follow(virtual: VirtualInstance, changes: Changes): Promise<void> {
    for (const child of changes.cancelledChildren) {
      const found = this.instances.get(child);
      if (found) await this.apply(found, { type: 'cancel', reason: 'the calling activity was cancelled' });
    }
    for (const call of changes.calls) {
      await this.start(call.process, call.variables, { id: call.child, parent: { id: virtual.id, token: call.token } });
    }
    for (const message of changes.messages) await this.send(message.message, message.correlationKey, message.payload);
    for (const row of changes.subscriptions) await this.#deliverBuffered(virtual, row);
    if (changes.ended && virtual.parent && changes.ended.how !== 'terminated') {
      const parent = this.instances.get(virtual.parent.id);
      const { error } = changes.ended;
      if (parent) {
        await this.apply(parent, {
          type: 'childEnded',
          token: virtual.parent.token,
          variables: virtual.instance.variables,
          ...(error ? { error } : {}),
        });
      }
    }
  }

  async #deliverBuffered(virtual: VirtualInstance, row: EventOf<'subscribed'>): Promise<void> {
    const kept = this.#messages.find(
      (each) => each.message === row.message && each.correlationKey === row.correlationKey,
    );
    if (!kept || !virtual.subscriptionRows.has(place(row))) return;
    this.#messages = this.#messages.filter((each) => each !== kept);
    await this.apply(virtual, {
      type: 'correlateMessage',
      token: row.token,
      element: row.element,
      payload: kept.payload,
    });
  }
}
