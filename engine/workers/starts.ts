import { fireStart } from '../commands/fireStart.ts';
import { Refusal } from '../contract/problem.ts';
import { claimTimerStarts, nextTimerStartAt, type TimerStart } from '../store/index.ts';
import type { Round } from './loop.ts';
import { untilDue } from './pauses.ts';
import type { WorkerServices } from './services.ts';

const BATCH = 16;

/** Begins the processes in force whose timer start event is due by the database's time, the oldest first. */
export async function fireDueStarts(services: WorkerServices): Promise<Round> {
  const { store } = services.runtime;
  const { leaseSeconds } = services.settings;
  const due = await store.acrossOffices((trx) => claimTimerStarts(trx, { limit: BATCH, leaseSeconds }));
  if (due.length === 0) return { done: 0, nextInMs: await untilDue(store, nextTimerStartAt) };
  for (const start of due) await fire(services, start);
  return { done: due.length };
}

async function fire({ runtime, log }: WorkerServices, start: TimerStart): Promise<void> {
  const { officeId, definitionKey, element } = start;
  try {
    await fireStart(runtime, { officeId, actor: { type: 'system', id: 'timers' } }, start);
  } catch (error) {
    // Fired by another node, or replaced by a new version.
    if (error instanceof Refusal) return;
    const reason = error instanceof Error ? error.message : String(error);
    log.error('A process could not be begun by its timer.', { definitionKey, element, error: reason });
  }
}
