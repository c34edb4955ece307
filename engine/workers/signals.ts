import { deliverSignal } from '../commands/deliverSignal.ts';
import { Overtaken } from '../commands/shared/retry.ts';
import type { Call } from '../commands/shared/runtime.ts';
import { Refusal } from '../contract/problem.ts';
import { claimSignals, dropReceiver, type DueSignal } from '../store/index.ts';
import { inLanes } from './lanes.ts';
import type { Round } from './loop.ts';
import type { WorkerServices } from './services.ts';

const BATCH = 64;

/**
 * Takes signals to those who waited when they were thrown, each in a step of its own: two round trips to take a batch of 64, two for each
 * of them. One receiver hears signals in the order in which they were thrown.
 */
export async function deliverSignals(services: WorkerServices): Promise<Round> {
  const { runtime, settings } = services;
  const due = await runtime.store.acrossOffices((trx) =>
    claimSignals(trx, { limit: BATCH, leaseSeconds: settings.leaseSeconds }),
  );
  await inLanes(
    due,
    (signal) => signal.receiver,
    settings.concurrency,
    (signal) => deliver(services, signal),
  );
  return { done: due.length };
}

async function deliver(services: WorkerServices, due: DueSignal): Promise<void> {
  const { officeId, receiver, element, signalId } = due;
  const call: Call = { officeId, actor: { type: 'system', id: 'signals' } };
  const { store } = services.runtime;
  try {
    await deliverSignal(services.runtime, call, due);
  } catch (error) {
    // An incident is recorded and the signal used up, or somebody else was busy with the case: it comes again with its lease.
    if (error instanceof Overtaken || (error instanceof Refusal && error.details?.['incidentId'] !== undefined)) return;
    // It waits no more, or cannot begin at all; what it had already is gone with that step.
    if (error instanceof Refusal) {
      services.log.info('A signal passed by.', { signalId, receiver, element, sentence: error.message });
      await store.transaction(officeId, (trx) => dropReceiver(trx, officeId, due));
      return;
    }
    const reason = error instanceof Error ? error.message : String(error);
    services.log.error('A signal could not be handed on.', { signalId, receiver, element, error: reason });
  }
}
