import type { Static } from '@sinclair/typebox';
import type { StatusEventRow } from '../contract/dossier.ts';
import type { Page } from '../contract/page.ts';
import { statusEventPage } from '../store/index.ts';
import type { Look } from './look.ts';
import { FIRST_ID, pageOf, placeOf, rowsFor, type PageQuery } from './paging.ts';
import { visibleDossier } from './visible.ts';

/** A page of the status events of a dossier in the order of their days. Two statements. */
export async function statusEvents(
  look: Look,
  dossierId: string,
  query: PageQuery,
): Promise<Page<Static<typeof StatusEventRow>>> {
  const place = placeOf(query, ['day', 'id']);
  const after = { at: String(place?.[0] ?? '-infinity'), id: String(place?.[1] ?? FIRST_ID) };
  const rows = await look.store.transaction(look.officeId, async (trx) => {
    await visibleDossier(look, trx, dossierId);
    return statusEventPage(trx, look.officeId, dossierId, { after, limit: rowsFor(query) });
  });
  return pageOf(
    query,
    rows,
    ({ element: _element, ...row }) => ({ ...row, name: look.words.statusEvent(row.event) }),
    (row) => [row.on, row.id],
  );
}
