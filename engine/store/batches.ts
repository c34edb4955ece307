import type { JsonObject } from '../contract/json.ts';
import { NOW } from './clock.ts';
import { select, type Columns } from './columns.ts';
import { reading, writing } from './statements.ts';
import type { ActorRecord } from './stepTypes.ts';
import type { Transaction } from './transaction.ts';

/** What a batch does to each of its instances. */
export type BatchKind = 'migrate' | 'cancel' | 'suspend' | 'resume' | 'setVariables' | 'retryIncidents';
export type BatchState = 'running' | 'paused' | 'cancelled' | 'completed';
/** `possible`: what a dry run says of an instance that would be done. */
export type BatchItemState = 'waiting' | 'done' | 'possible' | 'refused' | 'failed';

/** An operation on many instances, as somebody has ordered it. Instants ISO 8601 UTC. */
export interface StoredBatch {
  readonly id: string;
  readonly kind: BatchKind;
  readonly state: BatchState;
  readonly dryRun: boolean;
  /** Key of the process. */
  readonly process: string;
  readonly plan: JsonObject;
  readonly reason: string;
  readonly total: number;
  readonly createdAt: string;
  readonly createdBy: ActorRecord;
  readonly endedAt: string | null;
}

const batchColumns: Columns<StoredBatch> = {
  id: 'id',
  kind: 'kind',
  state: 'state',
  dryRun: 'dry_run',
  process: 'definition_key',
  plan: 'plan',
  reason: 'reason',
  total: 'total',
  createdAt: 'created_at',
  createdBy: 'created_by',
  endedAt: 'ended_at',
};

/** Which instances of the process a batch is for: those that are active, and meet whatever else is said. */
export interface BatchFilter {
  readonly instanceIds: readonly string[] | null;
  readonly versions: readonly number[] | null;
  /** Element at which a token stands. */
  readonly element: string | null;
  /** Left out: what runs this deployment already. */
  readonly exceptDeploymentId: string | null;
  /** Only those with an open incident. */
  readonly hasIncident: boolean;
}

const CHOSEN = `
  from instances i
  where i.office_id = $1 and i.definition_key = $2 and i.status = 'active'
    and ($3::uuid[] is null or i.id = any($3)) and ($4::integer[] is null or i.definition_version = any($4))
    and ($5::text is null or exists (
      select from jsonb_array_elements(i.state -> 'tokens') token where token ->> 'at' = $5))
    and ($6::uuid is null or i.deployment_id <> $6)
    and (not $7::boolean or exists (
      select from incidents n where n.office_id = $1 and n.instance_id = i.id and n.state = 'open'))`;

const chosenValues = (officeId: string, process: string, filter: BatchFilter): readonly unknown[] => [
  officeId,
  process,
  filter.instanceIds,
  filter.versions,
  filter.element,
  filter.exceptDeploymentId,
  filter.hasIncident,
];

const SOURCES = reading(`select i.deployment_id as "deploymentId" ${CHOSEN} group by i.deployment_id`);

/** The deployments that the chosen instances run. */
export async function deploymentsOfChosen(
  trx: Transaction,
  officeId: string,
  process: string,
  filter: BatchFilter,
): Promise<readonly string[]> {
  const rows = await trx.run<{ deploymentId: string }>(SOURCES, chosenValues(officeId, process, filter));
  return rows.map(({ deploymentId }) => deploymentId);
}

const INSERT = writing(`
  insert into batches (office_id, id, kind, state, dry_run, definition_key, plan, reason, total, created_at, created_by)
  select $1, $8, $9, 'running', $10, $2, $11::jsonb, $12, (select count(*) ${CHOSEN}), ${NOW}, $13::jsonb`);
const INSERT_ITEMS = writing(`
  insert into batch_items (office_id, batch_id, instance_id, changed_at)
  select $1, $8, i.id, ${NOW} ${CHOSEN}`);

/** Orders an operation on all instances that the filter chooses now. */
export async function insertBatch(
  trx: Transaction,
  officeId: string,
  batch: Pick<StoredBatch, 'id' | 'kind' | 'dryRun' | 'process' | 'plan' | 'reason' | 'createdBy'>,
  filter: BatchFilter,
): Promise<void> {
  const chosen = chosenValues(officeId, batch.process, filter);
  const { id, kind, dryRun, plan, reason, createdBy } = batch;
  await trx.run(INSERT, [...chosen, id, kind, dryRun, JSON.stringify(plan), reason, JSON.stringify(createdBy)]);
  await trx.run(INSERT_ITEMS, [...chosen, id]);
  await trx.run(COUNT, [officeId, id]);
  await trx.run(FINISH, [officeId, id]);
}

// Counted once more from the items: an instance may have ended between the two statements.
const COUNT = writing(`
  update batches set total = (select count(*) from batch_items i where i.office_id = $1 and i.batch_id = $2)
  where office_id = $1 and id = $2`);

const FINISH = writing(`
  update batches set state = 'completed', ended_at = ${NOW}
  where office_id = $1 and id = $2 and state = 'running' and not exists (
    select from batch_items i where i.office_id = $1 and i.batch_id = $2 and i.state = 'waiting')
  returning id`);

/** Ends a batch that has nothing left to do. */
export async function finishBatch(trx: Transaction, officeId: string, batchId: string): Promise<void> {
  await trx.run(FINISH, [officeId, batchId]);
}

const READ = reading(`select ${select(batchColumns, 'b')} from batches b where b.office_id = $1 and b.id = $2`);

export async function readBatch(trx: Transaction, officeId: string, id: string): Promise<StoredBatch | null> {
  const [batch] = await trx.run<StoredBatch>(READ, [officeId, id]);
  return batch ?? null;
}

const SET_STATE = writing(`
  update batches set state = $3, ended_at = case when $3 = 'cancelled' then ${NOW} end
  where office_id = $1 and id = $2 and state = any($4::text[]) returning id`);

/** @returns false when the batch is in none of the states that this is possible from */
export async function setBatchState(
  trx: Transaction,
  officeId: string,
  change: { readonly id: string; readonly to: BatchState; readonly from: readonly BatchState[] },
): Promise<boolean> {
  return (await trx.run(SET_STATE, [officeId, change.id, change.to, change.from])).length === 1;
}

/** An instance whose turn it is. */
export interface DueItem {
  readonly officeId: string;
  readonly batchId: string;
  readonly instanceId: string;
}

// Leases run on the real clock, as those of jobs.
const CLAIM = writing(`
  with due as (
    select i.office_id, i.batch_id, i.instance_id
    from batches b join batch_items i on i.office_id = b.office_id and i.batch_id = b.id
    where b.state = 'running' and i.state = 'waiting' and (i.locked_until is null or i.locked_until < clock_timestamp())
    order by b.created_at, i.instance_id
    limit $1
    for update of i skip locked)
  update batch_items i set locked_until = clock_timestamp() + $2::float8 * interval '1 second'
  from due where i.office_id = due.office_id and i.batch_id = due.batch_id and i.instance_id = due.instance_id
  returning i.office_id as "officeId", i.batch_id as "batchId", i.instance_id as "instanceId"`);

/** Takes instances of running batches, of all offices when the transaction is across offices; what a dead node had taken comes again. */
export function claimBatchItems(
  trx: Transaction,
  claim: { readonly limit: number; readonly leaseSeconds: number },
): Promise<readonly DueItem[]> {
  return trx.run<DueItem>(CLAIM, [claim.limit, claim.leaseSeconds]);
}

const SETTLE = writing(`
  update batch_items set state = $4, sentences = $5::text[], locked_until = null, changed_at = ${NOW}
  where office_id = $1 and batch_id = $2 and instance_id = $3 and state = 'waiting' returning true as settled`);

/** Notes what has come of an instance. @returns false when somebody else has: what was done must be undone then */
export async function settleBatchItem(
  trx: Transaction,
  officeId: string,
  item: Omit<DueItem, 'officeId'>,
  result: { readonly state: BatchItemState; readonly sentences: readonly string[] },
): Promise<boolean> {
  const { batchId, instanceId } = item;
  return (await trx.run(SETTLE, [officeId, batchId, instanceId, result.state, result.sentences])).length === 1;
}
