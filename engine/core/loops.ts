import type { Json } from '../contract/json.ts';
import type { LoopState, Token } from './state.ts';

/** A repeated activity while a step changes it; lists grow in place, so that n instances cost n. */
export interface Progress {
  readonly total?: number;
  readonly items?: readonly Json[];
  readonly outputs?: Json[];
  started: number;
  completed: number;
}

/** The repeated activities of an instance during one step, by token. */
export class Loops {
  readonly #byToken = new Map<number, Progress>();

  begin(token: Token, progress: Progress): void {
    this.#byToken.set(token.id, progress);
  }

  of(token: Token): Progress {
    let progress = this.#byToken.get(token.id);
    if (!progress) {
      const { loop = { started: 0, completed: 0 } } = token;
      const { outputs, ...rest } = loop;
      this.#byToken.set(token.id, (progress = { ...rest, ...(outputs ? { outputs: [...outputs] } : {}) }));
    }
    return progress;
  }

  /** The token as it is written. */
  saved(token: Token): Token {
    const progress: LoopState | undefined = this.#byToken.get(token.id);
    return progress ? { ...token, loop: { ...progress } } : token;
  }
}
