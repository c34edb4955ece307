import { may, maySeeDossier } from '../access/index.ts';
import { Refusal } from '../contract/problem.ts';
import {
  appendDossierHistory,
  dossierStanding,
  insertDocument,
  now,
  type FiledDocument,
  type StoredDocument,
} from '../store/index.ts';
import { uuidv7 } from './shared/ids.ts';
import { once } from './shared/once.ts';
import { actorRecord, type Call, type Runtime } from './shared/runtime.ts';

/** A document that has arrived; its bytes lie in the document store already. */
export interface Arrival {
  readonly dossierId: string;
  readonly kind: string;
  readonly title: string;
  /** ISO 639; null: not said. */
  readonly language: string | null;
  readonly content: StoredDocument;
  readonly mediaType: string;
  readonly fileName: string | null;
  /** Of the office (IANA): decides whether the dossier is published by now. */
  readonly timeZone: string;
}

/**
 * Files an incoming document in a dossier, with an entry in the dossier's own history, in one transaction. The document counts as
 * received at the server's time when it was complete.
 * @throws Refusal NOT_FOUND (also when the dossier may not be known), FORBIDDEN
 */
export function fileDocument(runtime: Runtime, call: Call, arrival: Arrival): Promise<FiledDocument> {
  return once(runtime, call, 'fileDocument', async (trx) => {
    const { officeId, actor } = call;
    const { dossierId, kind, title, language, content, mediaType, fileName, timeZone } = arrival;
    if (!may(actor, 'document.upload')) throw new Refusal('FORBIDDEN', 'You may not file documents.');
    const dossier = await dossierStanding(trx, officeId, dossierId, timeZone);
    if (!dossier || !maySeeDossier(actor, { published: dossier.isPublished }))
      throw new Refusal('NOT_FOUND', 'There is nothing at this address.');
    const at = await now(trx);
    const by = actorRecord(actor);
    const document = {
      id: uuidv7(),
      kind,
      direction: 'incoming' as const,
      title: { [language ?? 'en']: title },
      number: null,
      language,
      sha256: content.sha256,
      bytes: content.bytes,
      mediaType,
      fileName,
      letterKey: null,
      details: {},
    };
    await insertDocument(trx, officeId, { ...document, dossierId, filedAt: at, filedBy: by.name });
    const data = { document: document.id, kind, title: document.title, sha256: content.sha256, bytes: content.bytes };
    await appendDossierHistory(trx, officeId, dossierId, { id: uuidv7(), at, type: 'documentFiled', actor: by, data });
    return { ...document, dossierId, instanceId: null, filedAt: at, filedBy: by.name };
  });
}
