import type { Static } from '@sinclair/typebox';
import type { TimeLimitView } from '../contract/dossier.ts';
import type { Page } from '../contract/page.ts';
import { timeLimitPage, type StoredTimeLimit } from '../store/index.ts';
import type { Look } from './look.ts';
import type { OfficeWords } from './officeWords.ts';
import { FIRST_ID, pageOf, placeOf, rowsFor, type PageQuery } from './paging.ts';
import { visibleDossier } from './visible.ts';

type View = Static<typeof TimeLimitView>;

/** A page of the time limits of a dossier in the order of expiry, each with its arithmetic in words. Two statements. */
export async function timeLimits(look: Look, dossierId: string, query: PageQuery): Promise<Page<View>> {
  const place = placeOf(query, ['day', 'id']);
  const after = { at: String(place?.[0] ?? '-infinity'), id: String(place?.[1] ?? FIRST_ID) };
  const rows = await look.store.transaction(look.officeId, async (trx) => {
    await visibleDossier(look, trx, dossierId);
    return timeLimitPage(trx, look.officeId, dossierId, { after, limit: rowsFor(query) });
  });
  return pageOf(
    query,
    rows,
    (row) => timeLimitView(row, look.words),
    (row) => [row.expiresOn, row.id],
  );
}

/** A time limit in the office's words. */
export function timeLimitView(limit: StoredTimeLimit, words: OfficeWords): View {
  const { name, legalBasis } = words.timeLimit(limit.key);
  return {
    id: limit.id,
    key: limit.key,
    name,
    element: limit.element,
    baseOn: limit.baseOn,
    rawOn: limit.rawOn,
    expiresOn: limit.expiresOn,
    state: limit.state,
    extensions: limit.extensions,
    legalBasis,
    explanation: Object.fromEntries(
      Object.entries(words.explain(limit.steps)).map(([language, sentences]) => [language, [...sentences]]),
    ),
  };
}
