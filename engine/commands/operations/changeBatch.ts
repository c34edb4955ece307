import { may } from '../../access/index.ts';
import { Refusal } from '../../contract/problem.ts';
import { readBatchEntry, setBatchState, type BatchEntry, type BatchState } from '../../store/index.ts';
import { requestName } from '../shared/answered.ts';
import { once } from '../shared/once.ts';
import type { Call, Runtime } from '../shared/runtime.ts';

const changes = {
  pauseBatch: { to: 'paused', from: ['running'] },
  resumeBatch: { to: 'running', from: ['paused'] },
  cancelBatch: { to: 'cancelled', from: ['running', 'paused'] },
} as const satisfies Record<string, { to: BatchState; from: readonly BatchState[] }>;

async function change(
  runtime: Runtime,
  call: Call,
  batchId: string,
  command: keyof typeof changes,
): Promise<BatchEntry> {
  if (!may(call.actor, 'instance.operate')) throw new Refusal('FORBIDDEN', 'You may not operate on cases.');
  const changed = await once(runtime, call, requestName(command, batchId), async (trx) => {
    const { to, from } = changes[command];
    const isDone = await setBatchState(trx, call.officeId, { id: batchId, to, from });
    const entry = await readBatchEntry(trx, call.officeId, batchId);
    if (!entry) throw new Refusal('NOT_FOUND', `Expected a batch ${batchId}, but there is none.`);
    if (!isDone && entry.state !== to) throw new Refusal('INVALID_STATE', `The batch is ${entry.state}.`);
    return entry;
  });
  runtime.wake('batches');
  return changed;
}

/**
 * Lets a batch rest: what is being done is done to its end, nothing else is begun.
 * @throws Refusal FORBIDDEN, NOT_FOUND, INVALID_STATE (it has ended)
 */
export function pauseBatch(runtime: Runtime, call: Call, batchId: string): Promise<BatchEntry> {
  return change(runtime, call, batchId, 'pauseBatch');
}

/** Lets a batch that rests go on. @throws Refusal FORBIDDEN, NOT_FOUND, INVALID_STATE (it has ended) */
export function resumeBatch(runtime: Runtime, call: Call, batchId: string): Promise<BatchEntry> {
  return change(runtime, call, batchId, 'resumeBatch');
}

/** Ends a batch; what has been done stays done. @throws Refusal FORBIDDEN, NOT_FOUND, INVALID_STATE (it has ended) */
export function cancelBatch(runtime: Runtime, call: Call, batchId: string): Promise<BatchEntry> {
  return change(runtime, call, batchId, 'cancelBatch');
}
