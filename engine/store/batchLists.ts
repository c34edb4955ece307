import type { BatchItemState, BatchState, StoredBatch } from './batches.ts';
import { reading } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** A batch with how far it has come. */
export interface BatchEntry extends Omit<StoredBatch, 'plan'> {
  readonly plan: StoredBatch['plan'];
  readonly counts: Readonly<Record<BatchItemState, number>>;
}

const ENTRY = `
  b.id, b.kind, b.state, b.dry_run as "dryRun", b.definition_key as process, b.plan, b.reason, b.total,
  b.created_at as "createdAt", b.created_by as "createdBy", b.ended_at as "endedAt",
  jsonb_build_object('waiting', c.waiting, 'done', c.done, 'possible', c.possible, 'refused', c.refused, 'failed', c.failed) as counts
  from batches b cross join lateral (
    select count(*) filter (where i.state = 'waiting') as waiting, count(*) filter (where i.state = 'done') as done,
      count(*) filter (where i.state = 'possible') as possible, count(*) filter (where i.state = 'refused') as refused,
      count(*) filter (where i.state = 'failed') as failed
    from batch_items i where i.office_id = b.office_id and i.batch_id = b.id) c`;

const LIST = reading(`
  select ${ENTRY} where b.office_id = $1 and ($2::text is null or b.state = $2) and (b.created_at, b.id) < ($3, $4)
  order by b.created_at desc, b.id desc limit $5`);

/** Batches, the latest first. */
export function listBatches(
  trx: Transaction,
  officeId: string,
  query: {
    readonly state: BatchState | null;
    readonly before: { readonly at: string; readonly id: string };
    readonly limit: number;
  },
): Promise<readonly BatchEntry[]> {
  return trx.run<BatchEntry>(LIST, [officeId, query.state, query.before.at, query.before.id, query.limit]);
}

const ONE = reading(`select ${ENTRY} where b.office_id = $1 and b.id = $2`);

export async function readBatchEntry(trx: Transaction, officeId: string, id: string): Promise<BatchEntry | null> {
  const [entry] = await trx.run<BatchEntry>(ONE, [officeId, id]);
  return entry ?? null;
}

/** What has come of one instance. */
export interface BatchItemEntry {
  readonly instanceId: string;
  readonly state: BatchItemState;
  readonly sentences: readonly string[];
  readonly changedAt: string;
}

const ITEMS = reading(`
  select i.instance_id as "instanceId", i.state, i.sentences, i.changed_at as "changedAt"
  from batch_items i
  where i.office_id = $1 and i.batch_id = $2 and ($3::text is null or i.state = $3) and i.instance_id > $4
  order by i.instance_id limit $5`);

/** The instances of a batch by their ids. */
export function listBatchItems(
  trx: Transaction,
  officeId: string,
  query: {
    readonly batchId: string;
    readonly state: BatchItemState | null;
    readonly after: string;
    readonly limit: number;
  },
): Promise<readonly BatchItemEntry[]> {
  return trx.run<BatchItemEntry>(ITEMS, [officeId, query.batchId, query.state, query.after, query.limit]);
}
