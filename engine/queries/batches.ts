import type { Page } from '../contract/page.ts';
import {
  listBatches,
  listBatchItems,
  readBatchEntry,
  type BatchEntry,
  type BatchItemEntry,
  type BatchItemState,
  type BatchState,
} from '../store/index.ts';
import type { Look } from './look.ts';
import { FIRST_ID, LAST_ID, pageOf, placeOf, rowsFor, type PageQuery } from './paging.ts';
import { nothingHere } from './visible.ts';

/** A page of batches with how far they have come, the latest first. */
export async function batches(
  look: Look,
  query: PageQuery & { readonly state?: BatchState | undefined },
): Promise<Page<BatchEntry>> {
  const place = placeOf(query, ['instant', 'id']);
  const before = { at: String(place?.[0] ?? 'infinity'), id: String(place?.[1] ?? LAST_ID) };
  const rows = await look.store.transaction(look.officeId, (trx) =>
    listBatches(trx, look.officeId, { state: query.state ?? null, before, limit: rowsFor(query) }),
  );
  return pageOf(
    query,
    rows,
    (row) => row,
    (row) => [row.createdAt, row.id],
  );
}

/** A batch with how far it has come. @throws Refusal NOT_FOUND */
export async function batch(look: Look, id: string): Promise<BatchEntry> {
  const entry = await look.store.transaction(look.officeId, (trx) => readBatchEntry(trx, look.officeId, id));
  if (!entry) throw nothingHere();
  return entry;
}

/** A page of what has come of each instance of a batch, by their ids. @throws Refusal NOT_FOUND */
export async function batchItems(
  look: Look,
  id: string,
  query: PageQuery & { readonly state?: BatchItemState | undefined },
): Promise<Page<BatchItemEntry>> {
  await batch(look, id);
  const place = placeOf(query, ['id']);
  const asked = {
    batchId: id,
    state: query.state ?? null,
    after: String(place?.[0] ?? FIRST_ID),
    limit: rowsFor(query),
  };
  const rows = await look.store.transaction(look.officeId, (trx) => listBatchItems(trx, look.officeId, asked));
  return pageOf(
    query,
    rows,
    (row) => row,
    (row) => [row.instanceId],
  );
}
