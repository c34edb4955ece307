import type { JsonObject } from '../contract/json.ts';
import { select, type Columns } from './columns.ts';
import { reading, writing } from './statements.ts';
import type { DocumentWrite } from './stepTypes.ts';
import type { Transaction } from './transaction.ts';

/** A document of a dossier; its bytes lie in the document store under `sha256`. */
export interface FiledDocument extends DocumentWrite {
  readonly dossierId: string;
  readonly instanceId: string | null;
  readonly title: JsonObject;
  /** Receipt or issue: the server's time when the document was complete. */
  readonly filedAt: string;
  /** Name of who filed it. */
  readonly filedBy: string;
}

export const documentColumns: Columns<FiledDocument> = {
  id: 'id',
  dossierId: 'dossier_id',
  instanceId: 'instance_id',
  kind: 'kind',
  direction: 'direction',
  title: 'title',
  number: 'number',
  language: 'language',
  sha256: 'sha256',
  bytes: 'bytes',
  mediaType: 'media_type',
  fileName: 'file_name',
  letterKey: 'letter_key',
  details: 'details',
  filedAt: 'filed_at',
  filedBy: 'filed_by',
};

const INSERT = writing(`
  insert into documents (office_id, id, dossier_id, kind, direction, title, number, language, sha256, bytes, media_type,
    file_name, letter_key, details, filed_at, filed_by)
  values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11, $12, $13, $14::jsonb, $15, $16)`);

/** Files a document outside a step, e.g. an upload. Its bytes must be in the document store already. */
export async function insertDocument(
  trx: Transaction,
  officeId: string,
  document: DocumentWrite & { readonly dossierId: string; readonly filedAt: string; readonly filedBy: string },
): Promise<void> {
  const d = document;
  const bytes = [d.sha256, d.bytes, d.mediaType, d.fileName, d.letterKey];
  await trx.run(INSERT, [
    officeId,
    d.id,
    d.dossierId,
    d.kind,
    d.direction,
    JSON.stringify(d.title),
    d.number,
    d.language,
    ...bytes,
    JSON.stringify(d.details),
    d.filedAt,
    d.filedBy,
  ]);
}

const READ = reading(`select ${select(documentColumns, 'd')} from documents d where d.office_id = $1 and d.id = $2`);

export async function readDocument(trx: Transaction, officeId: string, id: string): Promise<FiledDocument | null> {
  const [document] = await trx.run<FiledDocument>(READ, [officeId, id]);
  return document ?? null;
}

const OF_DOSSIER = reading(`
  select ${select(documentColumns, 'd')} from documents d where d.office_id = $1 and d.dossier_id = $2 order by d.filed_at desc, d.id desc`);

/** All documents of a dossier, latest first. */
export function documentsOfDossier(
  trx: Transaction,
  officeId: string,
  dossierId: string,
): Promise<readonly FiledDocument[]> {
  return trx.run<FiledDocument>(OF_DOSSIER, [officeId, dossierId]);
}

const USED = reading('select distinct sha256 from documents where office_id = $1 and sha256 = any($2::text[])');

/** Which of these contents a document of the office refers to; the others may be collected after their grace period. */
export async function contentsInUse(
  trx: Transaction,
  officeId: string,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await trx.run<{ sha256: string }>(USED, [officeId, hashes]);
  return new Set(rows.map((row) => row.sha256));
}
