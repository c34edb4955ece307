import { may } from '../access/index.ts';
import type { DocumentRow } from '../contract/dossier.ts';
import type { Page } from '../contract/page.ts';
import { documentPage, readDocument, type FiledDocument } from '../store/index.ts';
import type { Look } from './look.ts';
import { LAST_ID, pageOf, placeOf, rowsFor, type PageQuery } from './paging.ts';
import { nothingHere, visibleDossier } from './visible.ts';

/** A page of the documents of a dossier, latest first. Two statements. */
export async function documents(look: Look, dossierId: string, query: PageQuery): Promise<Page<DocumentRow>> {
  const place = placeOf(query, ['instant', 'id']);
  const before = { at: String(place?.[0] ?? 'infinity'), id: String(place?.[1] ?? LAST_ID) };
  const rows = await look.store.transaction(look.officeId, async (trx) => {
    await visibleDossier(look, trx, dossierId);
    return documentPage(trx, look.officeId, dossierId, { before, limit: rowsFor(query) });
  });
  return pageOf(
    query,
    rows,
    (row) => documentRow(look.officeId, row),
    (row) => [row.filedAt, row.id],
  );
}

/**
 * A document that the actor may read. Two statements.
 * @throws Refusal NOT_FOUND when there is none, its dossier may not be known, or it has no bytes
 */
export async function documentContent(look: Look, id: string): Promise<FiledDocument & { readonly sha256: string }> {
  return look.store.transaction(look.officeId, async (trx) => {
    const document = await readDocument(trx, look.officeId, id);
    if (!document || document.sha256 === null || !may(look.actor, 'document.view')) throw nothingHere();
    await visibleDossier(look, trx, document.dossierId);
    return { ...document, sha256: document.sha256 };
  });
}

/** A document as lists show it. */
export function documentRow(officeId: string, document: FiledDocument): DocumentRow {
  return {
    id: document.id,
    kind: document.kind,
    title: document.title as DocumentRow['title'],
    direction: document.direction,
    number: document.number,
    language: document.language,
    mediaType: document.mediaType,
    fileName: document.fileName,
    bytes: document.bytes,
    sha256: document.sha256,
    filedAt: document.filedAt,
    href: document.sha256 === null ? null : `/api/offices/${officeId.toLowerCase()}/documents/${document.id}/content`,
  };
}
