import { startPlaces } from '../bpmn/index.ts';
import { parseTimer, timerDueAt } from '../calendar/index.ts';
import type { JsonObject } from '../contract/json.ts';
import type { EventOf } from '../core/index.ts';
import { takeForm } from '../forms/index.ts';
import type { VirtualInstance, VirtualOffice } from './virtualOffice.ts';

interface KeptMessage {
  readonly name: string;
  /** Undefined: whoever waits for a message of that name. */
  readonly key: string | undefined;
  readonly payload: JsonObject;
  readonly expiresAt: string;
}

interface Receiver {
  readonly virtual: VirtualInstance;
  readonly row: EventOf<'subscribed'>;
}

const DEFAULT_TIME_TO_LIVE = 'P30D';
/** Messages and signals that answer each other without end are stopped. */
const MOST_DELIVERIES = 1_000;

/** Messages on their way, and those that came before their receiver: kept until their time to live ends. */
export class VirtualMessages {
  readonly #office: VirtualOffice;
  #kept: readonly KeptMessage[] = [];
  #isDelivering = false;

  constructor(office: VirtualOffice) {
    this.#office = office;
  }

  /** Messages thrown in a step that has been taken. */
  keep(thrown: readonly EventOf<'messageThrown'>[]): void {
    for (const { message, correlationKey, payload, timeToLive } of thrown)
      this.#keep(message, correlationKey, payload, timeToLive);
  }

  /** A message from outside: to the one who waits for it, as the start of a process that begins with it, or kept. */
  async send(name: string, key: string | undefined, payload: JsonObject): Promise<string | null> {
    const sentence = this.#unaccepted(name, key, payload);
    if (sentence !== undefined) return sentence;
    this.#keep(name, key, payload, null);
    return this.deliver();
  }

  /** Delivers signals, then messages that somebody waits for, oldest first, with all that follows. A sentence when one is refused. */
  async deliver(): Promise<string | null> {
    if (this.#isDelivering) return null;
    this.#isDelivering = true;
    try {
      for (let left = MOST_DELIVERIES; left > 0; left--) {
        const next = this.#next();
        if (!next) return null;
        const refusal = await next();
        if (refusal !== null) return refusal;
      }
    } finally {
      this.#isDelivering = false;
    }
    return `More than ${MOST_DELIVERIES} messages and signals followed from each other; they probably answer each other without end.`;
  }

  #next(): (() => Promise<string | null>) | undefined {
    const office = this.#office;
    const broadcast = office.broadcasts.next();
    if (broadcast) return broadcast;
    this.#kept = this.#kept.filter((each) => Date.parse(each.expiresAt) > Date.parse(office.now));
    for (const message of this.#kept) {
      const receiver = this.#receiver(message.name, message.key);
      const begun = receiver ? undefined : this.#startOf(message.name);
      if (!receiver && !begun) continue;
      this.#kept = this.#kept.filter((each) => each !== message);
      if (receiver) return () => this.#give(receiver, message.payload);
      if (begun) return () => this.#begin(begun, message.payload);
    }
    return undefined;
  }

  #give({ virtual, row }: Receiver, payload: JsonObject): Promise<string | null> {
    const { token, element } = row;
    return this.#office.apply(virtual, { type: 'correlateMessage', token, element, payload });
  }

  async #begin({ process, at }: { process: string; at: string }, payload: JsonObject): Promise<string | null> {
    const started = await this.#office.start(process, payload, at);
    return typeof started === 'string' ? started : null;
  }

  #keep(name: string, key: string | undefined, payload: JsonObject, timeToLive: string | null): void {
    const { timeZone } = this.#office.definitions.calendar;
    const timer = parseTimer(timeToLive ?? DEFAULT_TIME_TO_LIVE, { timeZone, kind: 'duration' });
    if (timer.type === 'problem') throw new Error(timer.sentence);
    const expiresAt = timerDueAt(timer, this.#office.now, timeZone);
    this.#kept = [...this.#kept, { name, key, payload, expiresAt }];
  }

  /** The waiting side of a message, in the order of the instances. */
  #receiver(name: string, key: string | undefined): Receiver | undefined {
    for (const virtual of this.#office.instances.values()) {
      for (const row of virtual.subscriptionRows.values()) {
        if ((row.kind ?? 'message') !== 'message') continue;
        if (row.message === name && (key === undefined || row.correlationKey === key)) return { virtual, row };
      }
    }
    return undefined;
  }

  #startOf(name: string): { readonly process: string; readonly at: string } | undefined {
    for (const [process, { graph }] of this.#office.definitions.processes) {
      const place = startPlaces(graph, 'message').find(({ definition }) => definition.message === name);
      if (place) return { process, at: place.at };
    }
    return undefined;
  }

  /** The form of the waiting element may not accept what staff recorded of the message. */
  #unaccepted(name: string, key: string | undefined, payload: JsonObject): string | undefined {
    const { definitions } = this.#office;
    const receiver = this.#receiver(name, key);
    const node = receiver && receiver.virtual.graph.nodes[receiver.virtual.graph.byId.get(receiver.row.element) ?? -1];
    const form = node && 'form' in node && node.form !== undefined ? definitions.forms.get(node.form) : undefined;
    const taken = form && takeForm(form, payload, definitions.validate);
    if (!form || !taken || taken.ok) return undefined;
    const places = taken.problems.map((each) => `${each.pointer} ${each.sentence}`).join(' ');
    return `The form “${form.key}” does not accept this: ${places}`;
  }
}
