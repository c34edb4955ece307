import type { Join } from './state.ts';

/** What a gateway has received in one scope. */
interface Received {
  /** How often each flow has brought a token that still waits. */
  readonly counts: Map<string, number>;
  /** Of a complex gateway that waits for reset: the flows it took tokens from when it fired. */
  fired?: readonly string[];
}

/** The joins of an instance during one step, by scope and gateway. */
export class Joins {
  readonly #scopes = new Map<number, Map<string, Received>>();

  constructor(joins: readonly Join[]) {
    for (const { at, in: scope, flows, fired } of joins) {
      const received = this.#received(scope, at);
      for (const flow of flows) add(received.counts, flow);
      if (fired) received.fired = fired;
    }
  }

  /** A token came by this flow. True when each of `size` flows has brought one: one of each is consumed then, the rest stays. */
  arrive(at: string, scope: number, flow: string, size: number): boolean {
    const { counts } = this.#received(scope, at);
    add(counts, flow);
    if (counts.size < size) return false;
    this.consume(at, scope);
    return true;
  }

  /** A token came by this flow. True when there are `size` of them, whatever their flows: they are consumed then. */
  gather(at: string, scope: number, flow: string, size: number): boolean {
    this.put(at, scope, flow);
    const { counts } = this.#received(scope, at);
    let total = 0;
    for (const count of counts.values()) total += count;
    if (total < size) return false;
    this.#remove(scope, at);
    return true;
  }

  /** A token came by this flow and waits. */
  put(at: string, scope: number, flow: string): void {
    add(this.#received(scope, at).counts, flow);
  }

  /** The gateways of a scope before which a token waits. */
  waitingIn(scope: number): readonly string[] {
    return [...(this.#scopes.get(scope) ?? [])].flatMap(([at, { counts }]) => (counts.size > 0 ? [at] : []));
  }

  /** The flows on which a token waits. */
  flows(at: string, scope: number): readonly string[] {
    return [...(this.#scopes.get(scope)?.get(at)?.counts.keys() ?? [])];
  }

  /** Tokens that wait, by flow. */
  counts(at: string, scope: number): ReadonlyMap<string, number> {
    return this.#scopes.get(scope)?.get(at)?.counts ?? new Map<string, number>();
  }

  /** Takes one token from each of the flows on which one waits; all flows when none are named. */
  consume(at: string, scope: number, flows = this.flows(at, scope)): void {
    const received = this.#received(scope, at);
    for (const flow of flows) {
      const count = received.counts.get(flow) ?? 0;
      if (count > 1) received.counts.set(flow, count - 1);
      else received.counts.delete(flow);
    }
    this.#tidy(scope, at, received);
  }

  /** The flows a complex gateway has fired with; undefined while it waits for start. */
  fired(at: string, scope: number): readonly string[] | undefined {
    return this.#scopes.get(scope)?.get(at)?.fired;
  }

  /** A complex gateway has fired with tokens of these flows; undefined: it has been reset. */
  setFired(at: string, scope: number, flows: readonly string[] | undefined): void {
    const received = this.#received(scope, at);
    if (flows) received.fired = flows;
    else delete received.fired;
    this.#tidy(scope, at, received);
  }

  /** True while a token waits in the scope. */
  isAnyIn(scope: number): boolean {
    for (const { counts } of this.#scopes.get(scope)?.values() ?? []) if (counts.size > 0) return true;
    return false;
  }

  /** Forgets those of a scope. */
  drop(scope: number): void {
    this.#scopes.delete(scope);
  }

  list(): readonly Join[] {
    return [...this.#scopes].flatMap(([scope, gateways]) =>
      [...gateways].map(([at, { counts, fired }]) => ({
        at,
        in: scope,
        flows: [...counts].flatMap(([flow, count]) => new Array<string>(count).fill(flow)),
        ...(fired ? { fired } : {}),
      })),
    );
  }

  #received(scope: number, at: string): Received {
    let gateways = this.#scopes.get(scope);
    if (!gateways) this.#scopes.set(scope, (gateways = new Map<string, Received>()));
    let received = gateways.get(at);
    if (!received) gateways.set(at, (received = { counts: new Map<string, number>() }));
    return received;
  }

  #tidy(scope: number, at: string, { counts, fired }: Received): void {
    if (counts.size === 0 && !fired) this.#remove(scope, at);
  }

  #remove(scope: number, at: string): void {
    const gateways = this.#scopes.get(scope);
    gateways?.delete(at);
    if (gateways?.size === 0) this.#scopes.delete(scope);
  }
}

function add(counts: Map<string, number>, flow: string): void {
  counts.set(flow, (counts.get(flow) ?? 0) + 1);
}
