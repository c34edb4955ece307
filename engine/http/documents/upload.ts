import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Value } from '@sinclair/typebox/value';
import busboy from 'busboy';
import { UploadFields } from '../../contract/dossier.ts';
import { Refusal, type ProblemPlace } from '../../contract/problem.ts';
import type { DocumentStore, StoredDocument } from '../../store/index.ts';
import { isUnstorable } from '../jsonBody.ts';
import { safeFileName } from './fileNames.ts';
import { withMediaType, type MediaType } from './mediaType.ts';

/** A file that was sent, stored and looked at. */
export interface Upload {
  readonly fields: UploadFields;
  readonly content: StoredDocument;
  readonly mediaType: MediaType;
  readonly fileName: string;
}

const LIMITS = { files: 1, fields: 10, parts: 12, fieldNameSize: 100, fieldSize: 2000, headerPairs: 20 } as const;
/** What the parts' headers and fields may add to the file itself. */
const AROUND_BYTES = 64 * 1024;

/**
 * Reads a form with one file and stores the file while it arrives; nothing is kept in memory. Its type is told by its bytes.
 * @throws Refusal TOO_LARGE, UNSUPPORTED_TYPE, INVALID_INPUT (fields unknown, missing or wrong, no file, more than one, broken off)
 */
export async function readUpload(
  incoming: IncomingMessage,
  documents: DocumentStore,
  maxBytes: number,
): Promise<Upload> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes + AROUND_BYTES)
    throw new Refusal('TOO_LARGE', `Expected a document of at most ${maxBytes} bytes.`, { details: { maxBytes } });
  const parser = parserFor(incoming);
  const fields: [string, string][] = [];
  let stored: Promise<Omit<Upload, 'fields'>> | undefined;
  const wrong: Refusal[] = [];
  const abort = new AbortController();
  parser.on('field', (name, value, info) => {
    if (info.nameTruncated || info.valueTruncated) wrong.push(field(name, 'Expected a shorter text.'));
    else if (fields.some(([known]) => known === name)) wrong.push(field(name, 'Expected this field once.'));
    else fields.push([name, value]);
  });
  parser.on('file', (name, file, info) => {
    // Fields come first, so that a file is not stored for a form that will be refused.
    const checked = fieldsOf(fields);
    if (name !== 'file') wrong.push(field(name, 'Expected the file in the field “file”.'));
    else if (checked instanceof Refusal) wrong.push(checked);
    if (wrong.length > 0) {
      file.resume();
      return;
    }
    stored = store(file, safeFileName(info.filename), documents, { maxBytes, signal: abort.signal });
    // Reported below; until then a failure here must not count as unhandled.
    stored.catch(() => undefined);
  });
  for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const)
    parser.on(limit, () =>
      wrong.push(new Refusal('INVALID_INPUT', 'Expected one file and a few fields, but there is more.')),
    );
  try {
    await parsed(incoming, parser, () => stored);
  } catch (error) {
    abort.abort();
    throw error instanceof Refusal
      ? error
      : new Refusal('INVALID_INPUT', 'The upload broke off or is no form with a file.');
  }
  return finished(stored, fields, wrong, abort);
}

async function finished(
  stored: Promise<Omit<Upload, 'fields'>> | undefined,
  fields: readonly (readonly [string, string])[],
  wrong: readonly Refusal[],
  abort: AbortController,
): Promise<Upload> {
  const refuse = (refusal: Refusal): never => {
    abort.abort();
    throw refusal;
  };
  if (wrong[0]) refuse(wrong[0]);
  const checked = fieldsOf(fields);
  if (checked instanceof Refusal) return refuse(checked);
  if (!stored) return refuse(field('file', 'Expected a file.'));
  return { fields: checked, ...(await stored) };
}

function parserFor(incoming: IncomingMessage): busboy.Busboy {
  if (!/^multipart\/form-data\s*;/i.test(incoming.headers['content-type'] ?? ''))
    throw new Refusal('UNSUPPORTED_TYPE', 'Expected a body of type multipart/form-data.');
  try {
    return busboy({ headers: incoming.headers, limits: LIMITS, defParamCharset: 'utf8' });
  } catch {
    throw new Refusal('UNSUPPORTED_TYPE', 'Expected a body of type multipart/form-data with its boundary.');
  }
}

/** Resolves when the whole form was read and the file is stored; a failure of the file ends the reading at once. */
function parsed(
  incoming: IncomingMessage,
  parser: busboy.Busboy,
  stored: () => Promise<unknown> | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      incoming.unpipe(parser);
      incoming.resume();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    parser.once('error', fail);
    parser.once('close', () => {
      Promise.resolve(stored()).then(() => resolve(), fail);
    });
    parser.on('file', () => {
      stored()?.catch(fail);
    });
    incoming.once('aborted', () => fail(new Error('aborted')));
    incoming.once('error', fail);
    incoming.pipe(parser);
  });
}

async function store(
  file: Readable,
  fileName: string,
  documents: DocumentStore,
  options: { readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<Omit<Upload, 'fields'>> {
  const { bytes, mediaType } = withMediaType(file);
  const content = await documents.put(bytes, options);
  return { content, mediaType: mediaType(), fileName };
}

function field(name: string, sentence: string): Refusal {
  const pointer = `/${name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return new Refusal('INVALID_INPUT', 'The form does not have the expected shape.', {
    places: [{ pointer, sentence, code: 'field' }],
  });
}

function fieldsOf(given: readonly (readonly [string, string])[]): UploadFields | Refusal {
  const value: unknown = Object.fromEntries(given);
  if (given.some(([, text]) => isUnstorable(text))) return field('title', 'Expected text that can be kept.');
  if (Value.Check(UploadFields, value)) return value;
  const places: ProblemPlace[] = [...Value.Errors(UploadFields, value)].map((error) => ({
    pointer: error.path,
    sentence: `${error.message}.`,
    code: 'field',
  }));
  return new Refusal('INVALID_INPUT', 'The form does not have the expected shape.', { places });
}
