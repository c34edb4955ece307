import { claimJobs, nextJobDueAt, type StoredJob } from '../store/index.ts';
import { runJob } from './jobs.ts';
import type { Round } from './loop.ts';
import { untilDue } from './pauses.ts';
import type { WorkerServices } from './services.ts';

const DRAIN_MS = 10_000;

/**
 * The jobs that this process runs, at most as many at a time as its settings say: a slow one keeps its own slot and no other.
 * States: *open* (takes jobs), *ended* (takes none; those that run are waited for, then aborted and given back).
 */
export class JobSlots {
  readonly #services: WorkerServices;
  readonly #onFree: () => void;
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  /** @param onFree told when a slot becomes free */
  constructor(services: WorkerServices, onFree: () => void) {
    this.#services = services;
    this.#onFree = onFree;
  }

  /** Takes due jobs for the free slots and lets them run. */
  async fill(): Promise<Round> {
    const { runtime, settings } = this.#services;
    const { concurrency, name, leaseSeconds } = settings;
    const free = concurrency - this.#running.size;
    if (free <= 0) return { done: 0 };
    const due = await runtime.store.acrossOffices((trx) => claimJobs(trx, { limit: free, worker: name, leaseSeconds }));
    if (due.length === 0) return { done: 0, nextInMs: await untilDue(runtime.store, nextJobDueAt) };
    for (const job of due) this.#begin(job);
    return { done: due.length };
  }

  /** Waits for what runs, as long as the settings say; then it is aborted and given back to other processes. */
  async end(): Promise<void> {
    const timer = setTimeout(() => {
      this.#stop.abort();
    }, this.#services.settings.drainMs ?? DRAIN_MS);
    await Promise.all(this.#running);
    clearTimeout(timer);
  }

  #begin(job: StoredJob): void {
    const run = runJob(this.#services, job, this.#stop.signal)
      // Trouble with the database: the lease runs out, and the job is taken again.
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.#services.log.error('The end of a job could not be noted.', { jobId: job.id, error: reason });
      })
      .finally(() => {
        this.#running.delete(run);
        this.#onFree();
      });
    this.#running.add(run);
  }
}
