import { fireTimer } from '../commands/fireTimer.ts';
import { Refusal } from '../contract/problem.ts';
import { claimTimers, nextTimerDueAt, type StoredTimer } from '../store/index.ts';
import { inLanes } from './lanes.ts';
import type { Round } from './loop.ts';
import { untilDue } from './pauses.ts';
import type { WorkerServices } from './services.ts';

const BATCH = 64;

/** Fires what is due by the database's time, the oldest first; timers of one instance one after the other. */
export async function fireDueTimers(services: WorkerServices): Promise<Round> {
  const { store } = services.runtime;
  const due = await store.acrossOffices((trx) =>
    claimTimers(trx, { limit: BATCH, leaseSeconds: services.settings.leaseSeconds }),
  );
  if (due.length === 0) return { done: 0, nextInMs: await untilDue(store, nextTimerDueAt) };
  await inLanes(
    due,
    (timer) => timer.instanceId,
    services.settings.concurrency,
    (timer) => fire(services, timer),
  );
  return { done: due.length };
}

async function fire(services: WorkerServices, timer: StoredTimer): Promise<void> {
  const { instanceId, token, element, officeId } = timer;
  try {
    await fireTimer(
      services.runtime,
      { officeId, actor: { type: 'system', id: 'timers' } },
      { instanceId, token, element },
    );
  } catch (error) {
    // Another node was faster, or the step failed and its incident is recorded.
    if (error instanceof Refusal) return;
    // Its lease keeps it from being tried again at once, over and over.
    services.log.error('A timer could not be fired.', {
      instanceId,
      element,
      error: error instanceof Error ? error.message : String(error),
    });
  }
}
