import { createStore, type SentStatement } from '../../engine/store/index.ts';
import { runDueJobs } from '../../engine/workers/jobs.ts';
import type { WorkerServices } from '../../engine/workers/services.ts';
import { runtimeOn } from '../../test/commands/officeTemplate.ts';
import { onClone, prepare, type Course } from '../course.ts';

const STEPS = 10;

/** W1d: cases whose ten service steps are durable jobs, each waiting for its first. */
export function durable(count: number): Promise<Course> {
  return prepare(count, async (office) => {
    await office.start('bench-durable', {}, { markText: 'DURABLE' });
    return { run: () => Promise.resolve(), request: null };
  });
}

export interface Jobs {
  readonly jobs: number;
  readonly seconds: number;
  /** Transactions that wrote something and were committed. */
  readonly commits: number;
  /** Of them, those that took a batch of jobs. */
  readonly claims: number;
  readonly roundTrips: number;
}

/** Runs all jobs by one process with so many at a time. */
export function runJobs(course: Course, concurrency: number): Promise<Jobs> {
  return onClone(course, async ({ app }) => {
    const sent: SentStatement[] = [];
    const store = createStore({ app, poolSize: concurrency + 1, observe: (statement) => sent.push(statement) });
    const services = {
      runtime: runtimeOn(store),
      log: console,
      settings: { name: 'bench', concurrency, leaseSeconds: 60, minPauseMs: 200, maxPauseMs: 5000 },
    } as unknown as WorkerServices;
    const began = performance.now();
    let jobs = 0;
    for (let done = 1; done > 0; jobs += done) ({ done } = await runDueJobs(services));
    const seconds = (performance.now() - began) / 1000;
    await store.close();
    if (jobs !== course.deeds.length * STEPS)
      throw new Error(`Expected ${course.deeds.length * STEPS} jobs, but ${jobs} ran.`);
    const claims = sent.filter(({ text }) => text.includes('skip locked')).length;
    const steps = sent.filter(({ text }) => text.includes('as written from step')).length;
    return {
      jobs,
      seconds,
      commits: claims + steps,
      claims,
      roundTrips: sent.filter((each) => each.startsRoundTrip).length,
    };
  });
}
