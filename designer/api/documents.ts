import type { DocumentRow } from '../../engine/contract/dossier.ts';
import type { Page } from '../../engine/contract/page.ts';
import { call, changeHeaders, inOffice, newIntent, problemOf } from './call.ts';
import { ApiProblem, Unreachable } from './problem.ts';

export type { DocumentRow };

/** What a person says about a file that they file in a dossier. */
export interface NewDocument {
  readonly kind: string;
  readonly title: string;
  readonly language: string;
  readonly file: File;
}

export function listDocuments(office: string, dossierId: string, cursor?: string): Promise<Page<DocumentRow>> {
  return call('GET', inOffice(office, 'dossiers', dossierId, 'documents'), { query: { cursor } });
}

/** Path of the bytes of a document, for downloading and for viewing. */
export function documentContent(office: string, document: DocumentRow): string {
  return document.href ?? inOffice(office, 'documents', document.id, 'content');
}

/** The bytes of a document, for the viewer. */
export async function readDocument(href: string, signal: AbortSignal): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(href, { credentials: 'same-origin', signal });
  } catch (cause) {
    throw new Unreachable(cause);
  }
  if (!response.ok) throw problemOf(response.status, undefined, response.headers.get('x-request-id') ?? '');
  return new Uint8Array(await response.arrayBuffer());
}

/** Sends a file as it is read, and tells how much has gone (0 to 1). Fields go before the file: the server streams. */
export function uploadDocument(
  office: string,
  dossierId: string,
  document: NewDocument,
  onProgress: (part: number) => void,
): Promise<DocumentRow> {
  const body = new FormData();
  body.set('kind', document.kind);
  body.set('title', document.title);
  body.set('language', document.language);
  body.set('file', document.file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', inOffice(office, 'dossiers', dossierId, 'documents'));
    for (const [name, value] of Object.entries(changeHeaders(newIntent()))) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new Unreachable(undefined));
    request.onload = () => {
      const answer: unknown = request.response;
      if (request.status < 300) resolve(answer as DocumentRow);
      else reject(problemOf(request.status, answer, request.getResponseHeader('x-request-id') ?? ''));
    };
    request.send(body);
  });
}

/** The file itself was refused: too large, or of a kind the office does not take. */
export function isRefusedFile(error: unknown): boolean {
  return error instanceof ApiProblem && (error.code === 'TOO_LARGE' || error.code === 'UNSUPPORTED_TYPE');
}
