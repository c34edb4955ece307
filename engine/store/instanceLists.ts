import type { JsonObject } from '../contract/json.ts';
import type { InstanceState } from '../core/index.ts';
import { published } from './dossierLists.ts';
import { reading } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** An instance as lists show it. */
export interface InstanceEntry {
  readonly id: string;
  readonly definitionKey: string;
  readonly definitionVersion: number;
  readonly deploymentId: string;
  readonly status: InstanceState['status'];
  readonly suspended: boolean;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly dossierId: string | null;
  readonly parentId: string | null;
}

const ENTRY = `i.id, i.definition_key as "definitionKey", i.definition_version as "definitionVersion",
  i.deployment_id as "deploymentId", i.status, (i.state -> 'suspended') is not null as suspended, i.started_at as "startedAt",
  i.ended_at as "endedAt", i.dossier_id as "dossierId", i.parent_id as "parentId"`;

/** Which instances. */
export interface InstanceFilter {
  readonly dossierId?: string | undefined;
  readonly process?: string | undefined;
  readonly status?: string | undefined;
  /** Only those without a dossier or with a published one, by the day of this time zone (IANA). */
  readonly publishedInZone?: string | undefined;
}

// Ids are made in the order of time, so the primary key gives the order of starting.
const LIST = reading(`
  select ${ENTRY} from instances i
  where i.office_id = $1 and i.id < $2::uuid and ($4::uuid is null or i.dossier_id = $4) and ($5::text is null or i.definition_key = $5)
    and ($6::text is null or i.status = $6) and ($7::text is null or ${published('i', '$7::text')})
  order by i.id desc limit $3`);

/** A page of instances, latest start first. */
export function listInstances(
  trx: Transaction,
  officeId: string,
  filter: InstanceFilter,
  page: { readonly beforeId: string; readonly limit: number },
): Promise<readonly InstanceEntry[]> {
  const { dossierId, process, status, publishedInZone } = filter;
  return trx.run<InstanceEntry>(LIST, [
    officeId,
    page.beforeId,
    page.limit,
    dossierId ?? null,
    process ?? null,
    status ?? null,
    publishedInZone ?? null,
  ]);
}

/** An instance with where it stands. */
export interface WholeInstance extends InstanceEntry {
  readonly state: InstanceState;
  readonly variables: JsonObject;
  readonly isPublished: boolean;
}

const WHOLE = reading(`
  select ${ENTRY}, i.state, i.variables, ${published('i', '$3::text')} as "isPublished"
  from instances i where i.office_id = $1 and i.id = $2`);

/** `timeZone`: IANA, decides whether its dossier is published by now. */
export async function readWholeInstance(
  trx: Transaction,
  officeId: string,
  id: string,
  timeZone: string,
): Promise<WholeInstance | null> {
  const [row] = await trx.run<WholeInstance>(WHOLE, [officeId, id, timeZone]);
  return row ?? null;
}

/** How often an element completed or a flow was taken. */
export interface PathCount {
  readonly type: 'elementCompleted' | 'flowTaken';
  readonly key: string;
  readonly count: number;
}

// The instance's start keeps older partitions out of the search.
const PATH = reading(`
  select e ->> 'type' as type, coalesce(e ->> 'element', e ->> 'flow') as key, count(*)::integer as count
  from history h cross join lateral jsonb_array_elements(
    case when jsonb_typeof(h.data -> 'events') = 'array' then h.data -> 'events' else '[]' end) with ordinality as x (e, position)
  where h.office_id = $1 and h.instance_id = $2 and e ->> 'type' in ('elementCompleted', 'flowTaken')
    and h.at >= coalesce((select i.started_at from instances i where i.office_id = $1 and i.id = $2), '-infinity')
  group by 1, 2 order by min(array[h.seq, x.position])`);

/** The path that an instance has taken, counted from its history, in the order in which it was first taken. */
export function pathOfInstance(trx: Transaction, officeId: string, id: string): Promise<readonly PathCount[]> {
  return trx.run<PathCount>(PATH, [officeId, id]);
}
