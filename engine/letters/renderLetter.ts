import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { JobFailure } from '../contract/jobFailure.ts';
import type { RenderedLetter } from './compileLetter.ts';
import { readFonts } from './fonts.ts';
import type { LetterRequest } from './letterRequest.ts';

export type { RenderedLetter } from './compileLetter.ts';

/** What the worker thread says. */
export type WorkerAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'rendered'; readonly letter: RenderedLetter }
  | { readonly type: 'failed'; readonly sentence: string; readonly cause: string };

/** How letters are rendered. */
export interface LetterRendererOptions {
  /** Threads, started when there is work; 1 when left out. */
  readonly threads?: number;
  /** For one letter, from the moment a ready thread gets it; 5 000 when left out (data.md, 2). */
  readonly limitMilliseconds?: number;
}

/** Sets letters in threads of its own. */
export interface LetterRenderer {
  /**
   * Throws `JobFailure`: retryable when the thread took too long or died, not retryable when this letter can never be set (a
   * character that no font has, too large, a picture of the wrong kind).
   */
  render(request: LetterRequest): Promise<RenderedLetter>;
  /** Ends the threads; letters still waiting fail as retryable. */
  close(): Promise<void>;
}

interface Waiting {
  readonly request: LetterRequest;
  readonly resolve: (letter: RenderedLetter) => void;
  readonly reject: (failure: JobFailure) => void;
}

/**
 * One thread. It is *starting* until it says ready, then *idle* or *busy* with one letter, and *ended* by a letter that takes too
 * long, by its own death or by closing. An ended thread never comes back: the pool starts another when there is work.
 */
interface Thread {
  readonly worker: Worker;
  state: 'starting' | 'idle' | 'busy' | 'ended';
  letter: Waiting | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** A build has `renderWorker.js` beside the bundled file; in development the thread itself registers tsx and runs the source. */
function startWorker(workspace: string): Worker {
  const options = { workerData: { workspace }, execArgv: [], env: {} };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./renderWorker.js', import.meta.url), options);
  const source = new URL('./renderWorker.ts', import.meta.url);
  // By its place: a thread that starts from a data URL has no folder to find packages from.
  const tsx = new URL(
    'dist/esm/api/index.mjs',
    pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json')),
  );
  const start = `import { register } from ${JSON.stringify(tsx.href)};
    register();
    await import(${JSON.stringify(source.href)});`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(start)}`), options);
}

class Pool implements LetterRenderer {
  readonly #threads = new Set<Thread>();
  readonly #queue: Waiting[] = [];
  readonly #workspace: string;
  readonly #size: number;
  readonly #limitMilliseconds: number;
  #isClosed = false;

  constructor(options: LetterRendererOptions) {
    this.#size = options.threads ?? 1;
    this.#limitMilliseconds = options.limitMilliseconds ?? 5_000;
    this.#workspace = mkdtempSync(join(tmpdir(), 'officina-letters-'));
  }

  render(request: LetterRequest): Promise<RenderedLetter> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) {
        reject(new JobFailure('The renderer of letters is closed.', { retryable: true }));
        return;
      }
      this.#queue.push({ request, resolve, reject });
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const failure = new JobFailure('The renderer of letters was closed.', { retryable: true });
    for (const waiting of this.#queue.splice(0)) waiting.reject(failure);
    const ended = [...this.#threads].map((thread) => this.#end(thread, failure));
    await Promise.all(ended);
    await rm(this.#workspace, { recursive: true, force: true });
  }

  /** Gives waiting letters to idle threads and starts threads for the rest. */
  #dispatch(): void {
    for (const thread of this.#threads) {
      if (thread.state !== 'idle') continue;
      const waiting = this.#queue.shift();
      if (waiting) this.#give(thread, waiting);
    }
    const starting = [...this.#threads].filter((thread) => thread.state === 'starting').length;
    if (this.#queue.length > starting && this.#threads.size < this.#size) this.#start();
  }

  #start(): void {
    const worker = startWorker(this.#workspace);
    const thread: Thread = { worker, state: 'starting', letter: undefined, timer: undefined };
    this.#threads.add(thread);
    worker.on('message', (answer: WorkerAnswer) => this.#take(thread, answer));
    worker.on('error', (cause) => this.#died(thread, cause));
    worker.on('exit', () => this.#died(thread, undefined));
  }

  #give(thread: Thread, waiting: Waiting): void {
    thread.state = 'busy';
    thread.letter = waiting;
    thread.worker.ref();
    thread.timer = setTimeout(() => {
      const sentence = `Expected the letter to be set within ${this.#limitMilliseconds} ms, but it took longer.`;
      void this.#end(thread, new JobFailure(sentence, { retryable: true }));
      this.#dispatch();
    }, this.#limitMilliseconds);
    thread.worker.postMessage(waiting.request);
  }

  #take(thread: Thread, answer: WorkerAnswer): void {
    if (thread.state === 'ended') return;
    const { letter } = thread;
    clearTimeout(thread.timer);
    thread.state = 'idle';
    thread.letter = undefined;
    // An idle thread does not keep the process alive.
    thread.worker.unref();
    if (answer.type === 'rendered') letter?.resolve(answer.letter);
    if (answer.type === 'failed')
      letter?.reject(new JobFailure(answer.sentence, { retryable: false, cause: answer.cause }));
    this.#dispatch();
  }

  /** A thread that dies takes its letter with it; one that dies while starting takes the letters it was started for. */
  #died(thread: Thread, cause: unknown): void {
    if (thread.state === 'ended') return;
    const failure = new JobFailure('The thread that sets letters ended.', { retryable: true, cause });
    if (thread.state === 'starting') for (const waiting of this.#queue.splice(0)) waiting.reject(failure);
    void this.#end(thread, failure);
    this.#dispatch();
  }

  /** Ends a thread at once for the pool; native code that still runs in it ends by itself, bounded by the limits of a letter. */
  async #end(thread: Thread, failure: JobFailure): Promise<void> {
    thread.state = 'ended';
    clearTimeout(thread.timer);
    this.#threads.delete(thread);
    thread.letter?.reject(failure);
    thread.letter = undefined;
    await thread.worker.terminate();
  }
}

/** Makes a renderer with an empty workspace of its own; throws when a font of the layouts is missing. */
export function createLetterRenderer(options: LetterRendererOptions = {}): LetterRenderer {
  readFonts();
  return new Pool(options);
}
