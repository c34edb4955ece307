import type { WorkKind } from '../commands/shared/runtime.ts';
import { deliverMessages } from './messages.ts';
import { fireDueTimers } from './timers.ts';
import { runDueJobs } from './jobs.ts';
import { Loop, type Round } from './loop.ts';
import type { WorkerServices } from './services.ts';

/** The loops of one process. */
export interface Workers {
  wake(kind: WorkKind): void;
  /** Ends after what is being worked on. */
  stop(): Promise<void>;
}

/** Starts the job, timer and message loops. */
export function startWorkers(services: WorkerServices): Workers {
  const { log } = services;
  const { minPauseMs, maxPauseMs } = services.settings;
  const loop = (name: WorkKind, run: () => Promise<Round>): Loop =>
    new Loop({ name, run, log, minPauseMs, maxPauseMs });
  const loops: Record<WorkKind, Loop> = {
    jobs: loop('jobs', () => runDueJobs(services)),
    timers: loop('timers', () => fireDueTimers(services)),
    messages: loop('messages', () => deliverMessages(services)),
  };
  return {
    wake: (kind) => {
      loops[kind].wake();
    },
    stop: async () => {
      await Promise.all(Object.values(loops).map((each) => each.stop()));
    },
  };
}
