import type { Readable } from 'node:stream';
import type { DocumentStore, FiledDocument } from '../../store/index.ts';
import { contentDisposition } from './fileNames.ts';

/** Types that browsers show themselves without running anything of ours. */
const SHOWN = new Set(['application/pdf', 'image/png', 'image/jpeg']);
const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/tiff': 'tif',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/plain; charset=utf-8': 'txt',
};

/**
 * The bytes of a document on their way out, checked against their hash. Nothing but PDF, PNG and JPEG is shown in place, and nothing
 * at all may run: what people file is not ours.
 */
export async function contentAnswer(
  documents: DocumentStore,
  document: FiledDocument & { readonly sha256: string },
): Promise<{ readonly stream: Readable; readonly headers: Readonly<Record<string, string>> }> {
  const { stream, bytes } = await documents.open(document.sha256);
  const type = document.mediaType ?? 'application/octet-stream';
  const isShown = SHOWN.has(type);
  // Chromium's PDF viewer does not work in a sandbox; a PDF runs nothing in our origin.
  const sandbox = type === 'application/pdf' ? '' : ' sandbox;';
  return {
    stream,
    headers: {
      'Content-Type': type in extensions ? type : 'application/octet-stream',
      'Content-Length': String(bytes),
      'Content-Disposition': contentDisposition(isShown ? 'inline' : 'attachment', nameOf(document, type)),
      'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline';${sandbox} frame-ancestors 'none'`,
    },
  };
}

function nameOf(document: FiledDocument, type: string): string {
  if (document.fileName !== null) return document.fileName;
  const title = Object.values(document.title).find((text) => typeof text === 'string' && text !== '');
  const parts = [typeof title === 'string' ? title : document.kind, document.number ?? ''].filter(
    (part) => part !== '',
  );
  const extension = extensions[type];
  return `${parts.join(' ')}${extension === undefined ? '' : `.${extension}`}`;
}
