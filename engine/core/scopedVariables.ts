import type { Json, JsonObject } from '../contract/json.ts';
import type { Loops } from './loops.ts';
import type { Token } from './state.ts';
import type { Tokens } from './tokens.ts';

/** The variables of an instance during one step: those of the process, and of tokens that hold their own (BPMN 2.0.2, 10.4.1). */
export class ScopedVariables {
  readonly #process: Map<string, Json>;
  readonly #tokens: Tokens;
  readonly #loops: Loops;
  /** How often something that expressions see has changed. */
  written = 0;

  constructor(variables: JsonObject, tokens: Tokens, loops: Loops) {
    this.#process = new Map(Object.entries(variables));
    this.#tokens = tokens;
    this.#loops = loops;
  }

  /** Those of the process; those of inner scopes are hidden. */
  get process(): ReadonlyMap<string, Json> {
    return this.#process;
  }

  /** All that is seen from a scope, an inner variable before an outer one of the same name. */
  visible(scope: number): JsonObject {
    const holder = this.#tokens.holder(scope);
    if (!holder) return Object.fromEntries(this.#process);
    return { ...this.visible(holder.in), ...this.#loopFacts(holder), ...holder.vars };
  }

  /** The value of a variable as it is seen from a scope, undefined when there is none. */
  read(scope: number, variable: string): Json | undefined {
    const owner = this.#owner(scope, variable);
    return owner ? owner.vars?.[variable] : this.#process.get(variable);
  }

  /** Writes a variable where it is, in the process when there is none; tells where (token id). */
  write(scope: number, variable: string, value: Json): number {
    const owner = this.#owner(scope, variable);
    if (owner) this.declare(owner, { [variable]: value });
    else this.#process.set(variable, value);
    this.written += 1;
    return owner?.id ?? 0;
  }

  /** Gives a token variables of its own, in place of those of the same name. */
  declare(token: Token, values: JsonObject): void {
    this.#tokens.set({ ...token, vars: { ...token.vars, ...values } });
    this.written += 1;
  }

  /** The token whose own variable a name means there; undefined = the process. */
  #owner(scope: number, variable: string): Token | undefined {
    for (let at = this.#tokens.holder(scope); at; at = this.#tokens.holder(at.in))
      if (at.vars && Object.hasOwn(at.vars, variable)) return at;
    return undefined;
  }

  /** What is known of a repeated activity from inside it (BPMN 2.0.2, table 10.29). */
  #loopFacts(token: Token): JsonObject {
    if (!token.loop) return {};
    const { total, started, completed } = this.#loops.of(token);
    if (total === undefined) return { loopCounter: started };
    const active = this.#tokens.inside(token.id).size;
    return {
      numberOfInstances: total,
      numberOfActiveInstances: active,
      numberOfCompletedInstances: completed,
      numberOfTerminatedInstances: started - completed - active,
    };
  }
}
