import type { WorkKind } from '../commands/shared/runtime.ts';
import { workBatches } from './batches.ts';
import { askStaleConditions } from './conditions.ts';
import { deliverMessages } from './messages.ts';
import { keepHouse } from './housekeeping.ts';
import { fireDueTimers } from './timers.ts';
import { JobSlots } from './jobSlots.ts';
import { Loop, type Round } from './loop.ts';
import type { WorkerServices } from './services.ts';
import { deliverSignals } from './signals.ts';
import { fireDueStarts } from './starts.ts';

/** The loops of one process. */
export interface Workers {
  wake(kind: WorkKind): void;
  /** Ends after what is being worked on; jobs that take too long are given back. */
  stop(): Promise<void>;
}

const HOUSEKEEPING_MS = 3_600_000;

/** Starts the loops of jobs, timers, messages, signals, conditions and starts, and one that keeps house once an hour. */
export function startWorkers(services: WorkerServices): Workers {
  const { log } = services;
  const { minPauseMs, maxPauseMs } = services.settings;
  const loop = (name: WorkKind, run: () => Promise<Round>): Loop =>
    new Loop({ name, run, log, minPauseMs, maxPauseMs });
  const slots = new JobSlots(services, () => {
    loops.jobs.wake();
  });
  const loops: Record<WorkKind, Loop> = {
    jobs: loop('jobs', () => slots.fill()),
    timers: loop('timers', () => fireDueTimers(services)),
    signals: loop('signals', () => deliverSignals(services)),
    messages: loop('messages', () => deliverMessages(services)),
    batches: loop('batches', () => workBatches(services)),
  };
  const more = [
    new Loop({ name: 'conditions', run: () => askStaleConditions(services), log, minPauseMs, maxPauseMs }),
    new Loop({ name: 'starts', run: () => fireDueStarts(services), log, minPauseMs, maxPauseMs }),
  ];
  const house = new Loop({
    name: 'housekeeping',
    run: () => keepHouse(services),
    log,
    minPauseMs: HOUSEKEEPING_MS,
    maxPauseMs: HOUSEKEEPING_MS,
  });
  return {
    wake: (kind) => {
      loops[kind].wake();
    },
    stop: async () => {
      await Promise.all([house, ...more, ...Object.values(loops)].map((each) => each.stop()));
      await slots.end();
    },
  };
}
