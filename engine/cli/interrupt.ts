import { constants } from 'node:os';

/** npm passes on to its child what the terminal has told the whole group already: within this time both are one Ctrl-C. */
const SAME_MS = 300;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof SIGNALS)[number];

/** A command that did not come to its end because somebody ended it. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  /** As shells tell a death by signal. */
  readonly exitCode: number;

  constructor(signal: Signal) {
    super('Ended before it was done.');
    this.exitCode = exitCodeOf(signal);
  }
}

const controller = new AbortController();

/** Aborted at the first Ctrl-C, SIGTERM or SIGHUP; its reason is an `Interrupted`. */
export const interruption: AbortSignal = controller.signal;

/** From now on the first signal only aborts `interruption`; a second one ends the process at once. */
export function heedSignals(): void {
  let firstAt: number | undefined;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      const now = performance.now();
      firstAt ??= now;
      if (firstAt === now) controller.abort(new Interrupted(signal));
      else if (now - firstAt > SAME_MS) process.exit(exitCodeOf(signal));
    });
  }
}

/** Resolves at the first signal. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    if (interruption.aborted) resolve();
    else
      interruption.addEventListener('abort', () => {
        resolve();
      });
  });
}

/**
 * The result of work that may be abandoned: what it does is kept whole or not at all by the database.
 * @throws Interrupted
 */
export async function unlessInterrupted<T>(work: Promise<T>): Promise<T> {
  // Abandoned work fails when the database is closed under it; nobody waits for that any more.
  work.catch(() => undefined);
  const ended = interrupted().then(() => {
    throw interruption.reason as Interrupted;
  });
  ended.catch(() => undefined);
  return Promise.race([work, ended]);
}

function exitCodeOf(signal: Signal): number {
  return 128 + constants.signals[signal];
}
