import { select } from './columns.ts';
import { documentColumns, type FiledDocument } from './documents.ts';
import { reading } from './statements.ts';
import { statusEventColumns, type StoredStatusEvent } from './statusEvents.ts';
import { timeLimitColumns, type StoredTimeLimit } from './timeLimits.ts';
import type { Transaction } from './transaction.ts';

// Records of a dossier page by page, each by the order of its index.

/** Where a page of documents or status events ended. */
export interface RecordPlace {
  readonly at: string;
  readonly id: string;
}

const DOCUMENTS = reading(`
  select ${select(documentColumns, 'd')} from documents d
  where d.office_id = $1 and d.dossier_id = $2 and (d.filed_at, d.id) < ($3::timestamptz, $4::uuid)
  order by d.filed_at desc, d.id desc limit $5`);

/** A page of a dossier's documents, latest first. */
export function documentPage(
  trx: Transaction,
  officeId: string,
  dossierId: string,
  page: { readonly before: RecordPlace; readonly limit: number },
): Promise<readonly FiledDocument[]> {
  return trx.run<FiledDocument>(DOCUMENTS, [officeId, dossierId, page.before.at, page.before.id, page.limit]);
}

const EVENTS = reading(`
  select ${select(statusEventColumns, 'e')} from status_events e
  where e.office_id = $1 and e.dossier_id = $2 and (e.on_date, e.id) > ($3::date, $4::uuid)
  order by e.on_date, e.id limit $5`);

/** A page of a dossier's status events in the order of their days. */
export function statusEventPage(
  trx: Transaction,
  officeId: string,
  dossierId: string,
  page: { readonly after: RecordPlace; readonly limit: number },
): Promise<readonly StoredStatusEvent[]> {
  return trx.run<StoredStatusEvent>(EVENTS, [officeId, dossierId, page.after.at, page.after.id, page.limit]);
}

const LIMITS = reading(`
  select ${select(timeLimitColumns, 'l')} from time_limits l
  where l.office_id = $1 and l.dossier_id = $2 and (l.expires_on, l.id) > ($3::date, $4::uuid)
    and ($6::text is null or l.state = $6)
  order by l.expires_on, l.id limit $5`);

/** A page of a dossier's time limits in the order of expiry, of one state when given. */
export function timeLimitPage(
  trx: Transaction,
  officeId: string,
  dossierId: string,
  page: { readonly after: RecordPlace; readonly limit: number; readonly state?: StoredTimeLimit['state'] },
): Promise<readonly StoredTimeLimit[]> {
  const { after, limit, state } = page;
  return trx.run<StoredTimeLimit>(LIMITS, [officeId, dossierId, after.at, after.id, limit, state ?? null]);
}
