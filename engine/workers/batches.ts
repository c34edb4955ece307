import { workBatchItem } from '../commands/operations/workBatchItem.ts';
import { Overtaken } from '../commands/shared/retry.ts';
import { claimBatchItems, settleBatchItem, type DueItem } from '../store/index.ts';
import { inLanes } from './lanes.ts';
import type { Round } from './loop.ts';
import type { WorkerServices } from './services.ts';

/** So few that a pause is soon felt, so many that a round is worth its claim. */
const CHUNK = 16;

/** Does a chunk of what batches have ordered; of one instance one thing after the other. */
export async function workBatches(services: WorkerServices): Promise<Round> {
  const { store } = services.runtime;
  const { leaseSeconds, concurrency } = services.settings;
  const due = await store.acrossOffices((trx) => claimBatchItems(trx, { limit: CHUNK, leaseSeconds }));
  await inLanes(
    due,
    ({ instanceId }) => instanceId,
    concurrency,
    (item) => work(services, item),
  );
  return { done: due.length };
}

async function work(services: WorkerServices, item: DueItem): Promise<void> {
  try {
    await workBatchItem(services.runtime, item);
  } catch (error) {
    // Its turn comes again when its lease is over.
    if (error instanceof Overtaken) return;
    const sentence = error instanceof Error ? error.message : String(error);
    services.log.error('A batch could not be carried out in an instance.', { ...item, sentence });
    const result = { state: 'failed', sentences: [sentence] } as const;
    await services.runtime.store.transaction(item.officeId, (trx) => settleBatchItem(trx, item.officeId, item, result));
  }
}
