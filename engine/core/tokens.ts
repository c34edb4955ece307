import type { Token } from './state.ts';

/** The live tokens of an instance during one step, by id and by scope; every question costs the same however many there are. */
export class Tokens {
  readonly #byId: Map<number, Token>;
  readonly #byScope = new Map<number, Set<number>>();
  /** How many hold variables of their own, or facts that expressions see. */
  #holders = 0;

  constructor(tokens: readonly Token[]) {
    this.#byId = new Map(tokens.map((token) => [token.id, token]));
    for (const token of tokens) {
      this.#inScope(token.in).add(token.id);
      if (isHolder(token)) this.#holders += 1;
    }
  }

  get(id: number): Token | undefined {
    return this.#byId.get(id);
  }

  /** Adds a token, or puts it in place of the one with its id. */
  set(token: Token): void {
    const before = this.#byId.get(token.id);
    this.#holders += Number(isHolder(token)) - Number(before !== undefined && isHolder(before));
    this.#byId.set(token.id, token);
    if (!before) this.#inScope(token.in).add(token.id);
  }

  remove(id: number): void {
    const token = this.#byId.get(id);
    if (!token) return;
    if (isHolder(token)) this.#holders -= 1;
    this.#byId.delete(id);
    this.#byScope.get(token.in)?.delete(id);
    this.#byScope.delete(id);
  }

  all(): readonly Token[] {
    return [...this.#byId.values()];
  }

  /** Ids of those directly in a scope. */
  inside(scope: number): ReadonlySet<number> {
    return this.#byScope.get(scope) ?? nothing;
  }

  /** The nearest token from a scope outward that holds variables of its own; undefined = the process. */
  holder(scope: number): Token | undefined {
    if (this.#holders === 0) return undefined;
    for (let at = this.#byId.get(scope); at; at = this.#byId.get(at.in)) if (isHolder(at)) return at;
    return undefined;
  }

  #inScope(scope: number): Set<number> {
    let set = this.#byScope.get(scope);
    if (!set) this.#byScope.set(scope, (set = new Set()));
    return set;
  }
}

const nothing: ReadonlySet<number> = new Set();

function isHolder(token: Token): boolean {
  return token.vars !== undefined || token.loop !== undefined;
}
