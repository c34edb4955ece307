import { startPlaces } from '../bpmn/index.ts';
import type { JsonObject } from '../contract/json.ts';
import type { EventOf } from '../core/index.ts';
import { place, type VirtualInstance, type VirtualOffice } from './virtualOffice.ts';

type Delivery = () => Promise<string | null>;

/** Signals on their way to other instances and to starts, and conditions that others may have made true. */
export class VirtualBroadcasts {
  readonly #office: VirtualOffice;
  #pending: readonly Delivery[] = [];

  constructor(office: VirtualOffice) {
    this.#office = office;
  }

  /** Signals thrown in a step that has been taken; whoever waits for them in the same instance has heard them. */
  keep(thrower: VirtualInstance, thrown: readonly EventOf<'signalThrown'>[]): void {
    for (const { signal, payload } of thrown) this.#broadcast(signal, payload, thrower);
  }

  /** A signal from outside, for everybody who waits for it now; nobody need do so. */
  send(signal: string, payload: JsonObject): Promise<string | null> {
    this.#broadcast(signal, payload);
    return this.#office.messages.deliver();
  }

  /** What conditions see besides their own instance has changed: the dossier, by an instance, or the time. */
  changed(by?: VirtualInstance): void {
    for (const virtual of this.#office.instances.values()) {
      if (virtual === by || ![...virtual.subscriptionRows.values()].some(({ kind }) => kind === 'condition')) continue;
      this.#add(() => this.#take(virtual, () => this.#office.apply(virtual, { type: 'evaluateConditions' })));
    }
  }

  /** The next delivery, undefined when there is none. */
  next(): Delivery | undefined {
    const [first, ...rest] = this.#pending;
    this.#pending = rest;
    return first;
  }

  #broadcast(signal: string, payload: JsonObject, thrower?: VirtualInstance): void {
    for (const virtual of this.#office.instances.values()) {
      if (virtual === thrower) continue;
      for (const row of virtual.subscriptionRows.values()) {
        if (row.kind === 'signal' && row.message === signal) this.#add(() => this.#give(virtual, row, payload));
      }
    }
    for (const [process, { graph }] of this.#office.definitions.processes) {
      for (const { at, definition } of startPlaces(graph, 'signal'))
        if (definition.signal === signal) this.#add(() => this.#begin(process, at, payload));
    }
  }

  #give(virtual: VirtualInstance, row: EventOf<'subscribed'>, payload: JsonObject): Promise<string | null> {
    // Another that heard it before may have ended whoever waited.
    if (!virtual.subscriptionRows.has(place(row))) return Promise.resolve(null);
    const { token, element } = row;
    return this.#take(virtual, () => this.#office.apply(virtual, { type: 'broadcastSignal', token, element, payload }));
  }

  async #begin(process: string, at: string, payload: JsonObject): Promise<string | null> {
    const started = await this.#office.start(process, payload, at);
    return typeof started === 'string' ? started : null;
  }

  #take(virtual: VirtualInstance, action: Delivery): Promise<string | null> {
    return virtual.instance.state.status === 'active' ? action() : Promise.resolve(null);
  }

  #add(delivery: Delivery): void {
    this.#pending = [...this.#pending, delivery];
  }
}
