import type { Json, JsonObject } from '../contract/json.ts';
import { NOW } from './clock.ts';
import { select, take } from './columns.ts';
import { dossierEntryColumns, type DossierEntry } from './dossiers.ts';
import { reading } from './statements.ts';
import type { Row, Transaction } from './transaction.ts';

/** SQL: is the dossier of this row published by now? Rows without a dossier count as published. $zone: the office's time zone. */
export const published = (alias: string, zone: string): string => `(${alias}.dossier_id is null or exists (
  select from dossier_index pub where pub.office_id = ${alias}.office_id and pub.dossier_id = ${alias}.dossier_id
    and pub.published_on <= (${NOW} at time zone ${zone})::date))`;

/** A dossier as far as it must be known to decide who may see it. */
export interface DossierStanding {
  readonly id: string;
  readonly version: number;
  readonly isPublished: boolean;
}

const STANDING = `d.id, d.version,
  coalesce(e.published_on <= (${NOW} at time zone $3::text)::date, false) as "isPublished"`;
const FROM = `from dossiers d left join dossier_index e on e.office_id = d.office_id and e.dossier_id = d.id`;
const READ_STANDING = reading(`select ${STANDING} ${FROM} where d.office_id = $1 and d.id = $2`);

/** Is there this dossier, and is it published by the office's day? `timeZone`: IANA. */
export async function dossierStanding(
  trx: Transaction,
  officeId: string,
  id: string,
  timeZone: string,
): Promise<DossierStanding | null> {
  const [row] = await trx.run<DossierStanding>(READ_STANDING, [officeId, id, timeZone]);
  return row ?? null;
}

/** A dossier with what lists show of it and its data. */
export interface WholeDossier extends DossierStanding {
  readonly entry: DossierEntry;
  readonly data: JsonObject;
}

const READ_WHOLE = reading(`
  select ${STANDING}, d.data, ${select(dossierEntryColumns, 'e', 'entry.')} ${FROM} where d.office_id = $1 and d.id = $2`);

export async function readWholeDossier(
  trx: Transaction,
  officeId: string,
  id: string,
  timeZone: string,
): Promise<WholeDossier | null> {
  const [row] = await trx.run(READ_WHOLE, [officeId, id, timeZone]);
  const entry = row === undefined ? null : take<DossierEntry>(row, dossierEntryColumns, 'entry.');
  if (row === undefined || entry === null) return null;
  const { version, isPublished, data } = row as unknown as WholeDossier;
  return { id, version, isPublished, data, entry };
}

/** An instance of a dossier, without its state. */
export interface InstanceOfDossier {
  readonly id: string;
  readonly definitionKey: string;
  readonly deploymentId: string;
  readonly status: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly parentId: string | null;
}

const INSTANCES = reading(`
  select i.id, i.definition_key as "definitionKey", i.deployment_id as "deploymentId", i.status, i.started_at as "startedAt",
    i.ended_at as "endedAt", i.parent_id as "parentId"
  from instances i where i.office_id = $1 and i.dossier_id = $2 order by i.started_at, i.id limit $3`);

/** The instances of a dossier, oldest first. */
export function dossierInstances(
  trx: Transaction,
  officeId: string,
  dossierId: string,
  limit: number,
): Promise<readonly InstanceOfDossier[]> {
  return trx.run<InstanceOfDossier>(INSTANCES, [officeId, dossierId, limit]);
}

/** A message that an instance of a dossier waits for. */
export interface AwaitedMessage {
  readonly instanceId: string;
  readonly definitionKey: string;
  readonly deploymentId: string;
  readonly element: string;
  readonly message: string;
  readonly key: string;
}

const AWAITED = reading(`
  select s.instance_id as "instanceId", i.definition_key as "definitionKey", i.deployment_id as "deploymentId", s.element,
    s.message, s.correlation_key as key
  from instances i join subscriptions s on s.office_id = i.office_id and s.instance_id = i.id
  where i.office_id = $1 and i.dossier_id = $2 and i.status = 'active'
  order by s.created_at, s.instance_id, s.token, s.element limit $3`);

/** What the instances of a dossier wait to hear, longest waiting first. */
export function awaitedOfDossier(
  trx: Transaction,
  officeId: string,
  dossierId: string,
  limit: number,
): Promise<readonly AwaitedMessage[]> {
  return trx.run<AwaitedMessage>(AWAITED, [officeId, dossierId, limit]);
}

const INCIDENTS = reading(`
  select count(*)::integer as count from instances i join incidents n on n.office_id = i.office_id and n.instance_id = i.id
  where i.office_id = $1 and i.dossier_id = $2 and n.state = 'open'`);

/** How many incidents of a dossier are open. */
export async function countIncidents(trx: Transaction, officeId: string, dossierId: string): Promise<number> {
  const [row] = await trx.run<{ count: number }>(INCIDENTS, [officeId, dossierId]);
  return row?.count ?? 0;
}

/** An entry of the history of a dossier with the process that it belongs to; null for acts outside an instance. */
export interface TimelineRow {
  readonly id: string;
  readonly at: string;
  readonly seq: number;
  readonly type: string;
  readonly actor: { readonly type: string; readonly id: string; readonly name: string };
  readonly data: JsonObject;
  readonly process: string | null;
  readonly deploymentId: string | null;
}

const TIMELINE = reading(`
  select h.id, h.at, h.seq, h.type, h.actor_type as "actorType", h.actor_id as "actorId", h.actor_name as "actorName", h.data,
    i.definition_key as process, i.deployment_id as "deploymentId"
  from (
    select * from history h where h.office_id = $1 and h.dossier_id = $2
      and (h.at, h.seq, h.id) < ($3::timestamptz, $4::integer, $5::uuid)
    order by h.at desc, h.seq desc, h.id desc limit $6) h
  left join instances i on i.office_id = h.office_id and i.id = h.instance_id
  order by h.at desc, h.seq desc, h.id desc`);

/** A page of what happened to a dossier, latest first. */
export async function timelineRows(
  trx: Transaction,
  officeId: string,
  dossierId: string,
  page: { readonly before: { readonly at: string; readonly seq: number; readonly id: string }; readonly limit: number },
): Promise<readonly TimelineRow[]> {
  const { at, seq, id } = page.before;
  const rows = await trx.run(TIMELINE, [officeId, dossierId, at, seq, id, page.limit]);
  return rows.map((row: Row) => {
    const { actorType, actorId, actorName, ...rest } = row as Record<string, Json>;
    return { ...rest, actor: { type: actorType, id: actorId, name: actorName } } as unknown as TimelineRow;
  });
}
