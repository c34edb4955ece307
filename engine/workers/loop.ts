import type { Log } from '../contract/log.ts';

/** What a round of a loop tells: how many things it did, and when the next is due (milliseconds from now; 0: another node has it). */
export interface Round {
  readonly done: number;
  readonly nextInMs?: number | undefined;
}

export interface LoopOptions {
  readonly name: string;
  /** Does what is due, at most a batch; throws only on trouble with the database. */
  run(): Promise<Round>;
  readonly log: Log;
  /** Bounds of the pause between rounds that find nothing to do. */
  readonly minPauseMs: number;
  readonly maxPauseMs: number;
}

/**
 * A loop that works while there is work and sleeps while there is none. States: *resting* (a pause runs), *working* (a round
 * runs), *stopped*. `wake` ends the pause; a wake during a round leads to another round. The pause grows from the lower to the
 * upper bound while nothing is found; polling alone suffices, waking only shortens the wait. After an error the loop pauses
 * and goes on.
 */
export class Loop {
  readonly #options: LoopOptions;
  #stopped = false;
  #woken = false;
  #pauseMs: number;
  #endPause: (() => void) | undefined;
  readonly #finished: Promise<void>;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#pauseMs = options.minPauseMs;
    this.#finished = this.#work();
  }

  wake(): void {
    this.#woken = true;
    this.#endPause?.();
  }

  /** Ends after the round that runs. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#endPause?.();
    await this.#finished;
  }

  async #work(): Promise<void> {
    while (!this.#stopped) {
      this.#woken = false;
      const pauseMs = await this.#round();
      if (pauseMs > 0 && !this.#woken && !this.#stopped) await this.#pause(pauseMs);
    }
  }

  async #round(): Promise<number> {
    const { log, name, minPauseMs, maxPauseMs } = this.#options;
    try {
      const { done, nextInMs } = await this.#options.run();
      if (done > 0) {
        this.#pauseMs = minPauseMs;
        return 0;
      }
      const pauseMs = nextInMs === undefined || nextInMs === 0 ? this.#pauseMs : Math.min(this.#pauseMs, nextInMs);
      this.#pauseMs = Math.min(this.#pauseMs * 2, maxPauseMs);
      return Math.max(minPauseMs, pauseMs);
    } catch (error) {
      log.error(`The ${name} loop failed and will try again.`, {
        error: error instanceof Error ? error.message : String(error),
      });
      return maxPauseMs;
    }
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#endPause = undefined;
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      this.#endPause = end;
    });
  }
}
