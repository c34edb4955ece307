import { historyHash } from './historyHash.ts';
import { reading, writing } from './statements.ts';
import type { ActorRecord, HistoryWrite } from './stepTypes.ts';
import type { Row, Transaction } from './transaction.ts';

/** An entry of the history as written. */
export interface StoredHistory extends HistoryWrite {
  readonly instanceId: string | null;
  readonly dossierId: string | null;
}

const COLUMNS = `h.id, h.instance_id as "instanceId", h.dossier_id as "dossierId", h.seq, h.at, h.type, h.actor_type as "actorType",
  h.actor_id as "actorId", h.actor_name as "actorName", h.data, encode(h.prev_hash, 'hex') as "prevHash", encode(h.hash, 'hex') as hash`;

// The instance's start keeps older partitions out of the search.
const OF_INSTANCE = reading(`
  select ${COLUMNS} from history h
  where h.office_id = $1 and h.instance_id = $2 and h.seq > $3
    and h.at >= coalesce((select i.started_at from instances i where i.office_id = $1 and i.id = $2), '-infinity')
  order by h.seq limit $4`);

/** A page of an instance's history in its order, beginning after entry number `afterSeq` (0: from the start). */
export async function historyOfInstance(
  trx: Transaction,
  officeId: string,
  instanceId: string,
  page: { readonly afterSeq: number; readonly limit: number },
): Promise<readonly StoredHistory[]> {
  return (await trx.run(OF_INSTANCE, [officeId, instanceId, page.afterSeq, page.limit])).map(toHistory);
}

const OF_DOSSIER = reading(`
  select ${COLUMNS} from history h
  where h.office_id = $1 and h.dossier_id = $2 and (h.at, h.seq, h.id) < ($3::timestamptz, $4::integer, $5::uuid)
    and ($7::text[] is null or h.type = any($7))
  order by h.at desc, h.seq desc, h.id desc limit $6`);

/** Where a page of a dossier's history ended. */
export interface HistoryPlace {
  readonly at: string;
  readonly seq: number;
  readonly id: string;
}

const LATEST: HistoryPlace = { at: 'infinity', seq: 2_147_483_647, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** A page of what happened to a dossier in all its instances, latest first, of these types only when given. */
export async function historyOfDossier(
  trx: Transaction,
  officeId: string,
  dossierId: string,
  page: { readonly before?: HistoryPlace | null; readonly limit: number; readonly types?: readonly string[] },
): Promise<readonly StoredHistory[]> {
  const { at, seq, id } = page.before ?? LATEST;
  return (await trx.run(OF_DOSSIER, [officeId, dossierId, at, seq, id, page.limit, page.types ?? null])).map(toHistory);
}

/** A row of the select list above. */
function toHistory(row: Row): StoredHistory {
  const { actorType, actorId, actorName, ...entry } = row;
  const actor = { type: actorType, id: actorId, name: actorName } as ActorRecord;
  return { ...entry, actor } as unknown as StoredHistory;
}

const DOSSIER_HEAD = writing(`
  select history_seq as seq, history_hash as hash from dossiers where office_id = $1 and id = $2 for no key update`);
const APPEND = writing(`
  with head as (
    update dossiers set history_seq = $5, history_hash = $12 where office_id = $1 and id = $2 returning id)
  insert into history (office_id, dossier_id, id, at, seq, type, actor_type, actor_id, actor_name, data, prev_hash, hash)
  select $1, head.id, $3::uuid, $4::timestamptz, $5, $6, $7, $8, $9, $10::jsonb, decode($11, 'hex'), decode($12, 'hex') from head`);

/** Appends an act outside any instance to the dossier's own chain. The dossier's row is locked until the end of the transaction. */
export async function appendDossierHistory(
  trx: Transaction,
  officeId: string,
  dossierId: string,
  entry: Omit<HistoryWrite, 'seq' | 'prevHash' | 'hash'>,
): Promise<void> {
  const [head] = await trx.run<{ seq: number; hash: string }>(DOSSIER_HEAD, [officeId, dossierId]);
  if (head === undefined)
    throw new Error(`Expected the dossier ${dossierId}, but the office ${officeId} has none of this id.`);
  const chained = { ...entry, seq: head.seq + 1, prevHash: head.hash };
  const { id, at, type, actor, data } = entry;
  const values = [id, at, chained.seq, type, actor.type, actor.id, actor.name, JSON.stringify(data), head.hash];
  await trx.run(APPEND, [officeId, dossierId, ...values, historyHash(officeId, dossierId, chained)]);
}
