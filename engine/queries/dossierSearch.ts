import type { DossierRow, DossierSearch } from '../contract/dossier.ts';
import type { Page } from '../contract/page.ts';
import { searchDossiers, type DossierEntry } from '../store/index.ts';
import type { Look } from './look.ts';
import type { OfficeWords } from './officeWords.ts';
import { pageOf, placeOf, rowsFor } from './paging.ts';
import { onlyPublished } from './visible.ts';

/**
 * One page of the dossiers that fit, latest filing first. One statement. Without the right to unpublished dossiers these take no
 * part at all: no row, no count, no place in the paging.
 */
export async function dossierSearch(look: Look, query: DossierSearch): Promise<Page<DossierRow>> {
  const place = placeOf(query, ['day', 'id']);
  const after =
    place === null ? null : { filedOn: place[0] === '-infinity' ? null : String(place[0]), id: String(place[1]) };
  const publishedInZone = onlyPublished(look);
  const filter = {
    ...(query.q === undefined ? {} : { text: query.q }),
    ...(query.state === undefined ? {} : { state: query.state }),
    ...(query.class === undefined ? {} : { class: query.class }),
    ...(query.filedFrom === undefined ? {} : { filedFrom: query.filedFrom }),
    ...(query.filedTo === undefined ? {} : { filedTo: query.filedTo }),
    ...(publishedInZone === undefined ? {} : { publishedInZone }),
  };
  const rows = await look.store.transaction(look.officeId, (trx) =>
    searchDossiers(trx, look.officeId, filter, { limit: rowsFor(query), after }),
  );
  return pageOf(
    query,
    rows,
    (row) => dossierRow(row, look.words),
    (row) => [row.filedOn ?? '-infinity', row.id],
  );
}

/** What lists show of a dossier. */
export function dossierRow(entry: DossierEntry, words: OfficeWords): DossierRow {
  const state = entry.state === null ? null : words.state(entry.kind, entry.state);
  return {
    id: entry.id,
    kind: entry.kind,
    number: entry.number,
    title: entry.title,
    applicant: entry.applicant,
    classes: [...entry.classes],
    state: entry.state,
    stateName: state?.name ?? (entry.state === null ? {} : { en: entry.state }),
    result: state?.result ?? 'pending',
    filedOn: entry.filedOn,
    registrationNumber: entry.registrationNumber,
    registeredOn: entry.registeredOn,
    expiresOn: entry.expiresOn,
  };
}
