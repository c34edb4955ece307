import { createHash } from 'node:crypto';
import type { Actor } from '../../access/index.ts';
import type { SuspensionPolicy } from '../../calendar/index.ts';
import type { JsonObject } from '../../contract/json.ts';
import { Refusal } from '../../contract/problem.ts';
import type { Trigger } from '../../core/index.ts';
import {
  finishBatch,
  openIncidents,
  readBatch,
  settleBatchItem,
  type BatchItemState,
  type DueItem,
  type StoredBatch,
} from '../../store/index.ts';
import { Lost, Overtaken, retryLost } from '../shared/retry.ts';
import { retryIncident } from '../shared/retryIncident.ts';
import type { Call, Runtime } from '../shared/runtime.ts';
import { migrateInstance, type MigrationPlan } from './migration.ts';
import { operate } from './operation.ts';

interface Result {
  readonly state: BatchItemState;
  readonly sentences: readonly string[];
}

/**
 * Does what a batch has ordered in one instance, in the name of who ordered it, and notes what came of it. Exactly once, whatever
 * dies in between: a migration is written with its note, any other operation under a key of its own.
 */
export async function workBatchItem(runtime: Runtime, item: DueItem): Promise<void> {
  const { officeId, batchId, instanceId } = item;
  const batch = await runtime.store.transaction(officeId, (trx) => readBatch(trx, officeId, batchId));
  if (batch?.state !== 'running') return;
  const call: Call = { officeId, actor: actorOf(batch, officeId) };
  if (batch.kind === 'migrate') await migrateItem(runtime, call, batch, item);
  else {
    const work =
      batch.kind === 'retryIncidents'
        ? retryAll(runtime, call, batch, item)
        : operate(runtime, { ...call, idempotencyKey: keyOf(batchId, instanceId) }, operationOf(batch, instanceId));
    const result = await resultOf(work);
    await runtime.store.transaction(officeId, (trx) => settleBatchItem(trx, officeId, item, result));
  }
  await runtime.store.transaction(officeId, (trx) => finishBatch(trx, officeId, batchId));
}

/** Locked, checked, written and noted in one transaction. */
function migrateItem(runtime: Runtime, call: Call, batch: StoredBatch, item: DueItem): Promise<void> {
  const { officeId, instanceId } = item;
  const plan = batch.plan as unknown as MigrationPlan;
  const asked = { instanceId, plan, reason: batch.reason, dryRun: batch.dryRun };
  return retryLost(() =>
    runtime.store.transaction(officeId, async (trx) => {
      const verdict = await migrateInstance(runtime, call, trx, asked);
      const isNoted = await settleBatchItem(trx, officeId, item, verdict);
      // Another node has noted it meanwhile: this one looks again.
      if (!isNoted && verdict.hasChanged) throw new Lost();
    }),
  );
}

/** What is resolved by now is done. @throws Refusal when one fails again */
async function retryAll(runtime: Runtime, call: Call, batch: StoredBatch, item: DueItem): Promise<void> {
  const { officeId, batchId, instanceId } = item;
  const open = await runtime.store.transaction(officeId, (trx) => openIncidents(trx, officeId, instanceId));
  const variables = (batch.plan['variables'] ?? {}) as JsonObject;
  for (const { id } of open) {
    const own = { ...call, idempotencyKey: keyOf(batchId, id) };
    await retryIncident(runtime, own, id, { note: batch.reason, variables });
  }
}

function operationOf(batch: StoredBatch, instanceId: string): Parameters<typeof operate>[2] {
  return { command: `${batch.kind} of batch`, instanceId, trigger: triggerOf(batch), check: isOwn(batch) };
}

function triggerOf({ kind, plan, reason }: StoredBatch): Trigger {
  switch (kind) {
    case 'cancel':
      return { type: 'cancel', reason };
    case 'suspend':
      return { type: 'suspend', reason };
    case 'resume':
      return { type: 'resume', policy: plan['policy'] as SuspensionPolicy, reason };
    default:
      return { type: 'setVariables', variables: (plan['variables'] ?? {}) as JsonObject, reason };
  }
}

function isOwn({ kind }: StoredBatch): (draft: { readonly parent: unknown }) => void {
  return ({ parent }) => {
    if (kind === 'cancel' && parent !== null)
      throw new Refusal(
        'INVALID_STATE',
        'This process was called by another one, which waits for it: cancel that one.',
      );
  };
}

async function resultOf(done: Promise<unknown>): Promise<Result> {
  try {
    await done;
    return { state: 'done', sentences: [] };
  } catch (error) {
    if (error instanceof Refusal && !(error instanceof Overtaken))
      return { state: 'refused', sentences: [error.message] };
    throw error;
  }
}

/** Whoever ordered the batch; what they may do was asked then, and nothing more is given to them now. */
function actorOf({ createdBy }: StoredBatch, officeId: string): Actor {
  const { type, id, name } = createdBy;
  if (type !== 'member') return { type: 'system', id };
  const office = officeId.toLowerCase();
  return { type: 'member', userId: id, name, office, roles: [], permissions: new Map(), unit: null, skills: [] };
}

/** The same for every try at one thing of one batch (RFC 9562, version 8). */
function keyOf(batchId: string, what: string): string {
  const hex = createHash('sha256').update(`${batchId} ${what}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
