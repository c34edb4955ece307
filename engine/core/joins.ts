import type { Join } from './state.ts';

/** How often each flow of a join has brought a token that still waits. */
type Counts = Map<string, number>;

/** The parallel joins of an instance during one step, by scope and gateway. */
export class Joins {
  readonly #scopes = new Map<number, Map<string, Counts>>();

  constructor(joins: readonly Join[]) {
    for (const { at, in: scope, flows } of joins) for (const flow of flows) add(this.#counts(scope, at), flow);
  }

  /** A token came by this flow. True when each of `size` flows has brought one: one of each is consumed then, the rest stays. */
  arrive(at: string, scope: number, flow: string, size: number): boolean {
    const counts = this.#counts(scope, at);
    add(counts, flow);
    if (counts.size < size) return false;
    for (const [each, count] of counts) {
      if (count === 1) counts.delete(each);
      else counts.set(each, count - 1);
    }
    if (counts.size === 0) this.#remove(scope, at);
    return true;
  }

  isAnyIn(scope: number): boolean {
    return this.#scopes.has(scope);
  }

  /** Forgets those of a scope. */
  drop(scope: number): void {
    this.#scopes.delete(scope);
  }

  list(): readonly Join[] {
    return [...this.#scopes].flatMap(([scope, gateways]) =>
      [...gateways].map(([at, counts]) => ({
        at,
        in: scope,
        flows: [...counts].flatMap(([flow, count]) => new Array<string>(count).fill(flow)),
      })),
    );
  }

  #counts(scope: number, at: string): Counts {
    let gateways = this.#scopes.get(scope);
    if (!gateways) this.#scopes.set(scope, (gateways = new Map<string, Counts>()));
    let counts = gateways.get(at);
    if (!counts) gateways.set(at, (counts = new Map<string, number>()));
    return counts;
  }

  #remove(scope: number, at: string): void {
    const gateways = this.#scopes.get(scope);
    gateways?.delete(at);
    if (gateways?.size === 0) this.#scopes.delete(scope);
  }
}

function add(counts: Counts, flow: string): void {
  counts.set(flow, (counts.get(flow) ?? 0) + 1);
}
