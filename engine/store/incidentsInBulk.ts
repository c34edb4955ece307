import { published } from './dossierLists.ts';
import { reading } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** Which open incidents are meant; what is missing does not matter. `publishedInZone` (IANA) hides those of unpublished dossiers. */
export interface IncidentFilter {
  readonly ids?: readonly string[] | undefined;
  readonly process?: string | undefined;
  readonly element?: string | undefined;
  readonly code?: string | undefined;
  readonly openedBefore?: string | undefined;
  readonly publishedInZone?: string | undefined;
}

const MATCHING = reading(`
  select n.id, count(*) over ()::integer as found
  from incidents n join instances i on i.office_id = $1 and i.id = n.instance_id
  where n.office_id = $1 and n.state = 'open' and ($3::uuid[] is null or n.id = any($3))
    and ($4::text is null or i.definition_key = $4) and ($5::text is null or n.element = $5)
    and ($6::text is null or n.code = $6) and ($7::timestamptz is null or n.opened_at < $7)
    and ($8::text is null or ${published('i', '$8::text')})
  order by n.opened_at, n.id
  limit $2`);

/** The open incidents meant by a filter, oldest first, at most so many, and how many there are in all. One statement. */
export async function matchingIncidents(
  trx: Transaction,
  officeId: string,
  filter: IncidentFilter,
  limit: number,
): Promise<{ readonly ids: readonly string[]; readonly found: number }> {
  const { ids, process, element, code, openedBefore, publishedInZone } = filter;
  const conditions = [ids, process, element, code, openedBefore, publishedInZone].map((one) => one ?? null);
  const rows = await trx.run<{ id: string; found: number }>(MATCHING, [officeId, limit, ...conditions]);
  return { ids: rows.map(({ id }) => id), found: rows[0]?.found ?? 0 };
}
