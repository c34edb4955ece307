import { Readable } from 'node:stream';
import { Refusal } from '../../contract/problem.ts';

/** What may be filed; told by the bytes, never by the name or by what the browser says. */
export type MediaType =
  | 'application/pdf'
  | 'image/png'
  | 'image/jpeg'
  | 'image/tiff'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  | 'text/plain; charset=utf-8';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** First bytes that are enough to tell. */
const HEAD = 16;
const starts: readonly (readonly [MediaType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
];
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
/** Names of parts of an office document; a macro project keeps it from being one that may be filed. */
const PARTS = { word: 'word/document.xml', sheet: 'xl/workbook.xml', macro: 'vbaProject.bin' } as const;
const LONGEST_PART = 32;

function refused(): Refusal {
  return new Refusal(
    'UNSUPPORTED_TYPE',
    'Expected a PDF, PNG, JPEG, TIFF, Word or Excel document without macros, or plain text in UTF-8.',
  );
}

interface Reader {
  take(chunk: Buffer): void;
  /** @throws Refusal UNSUPPORTED_TYPE */
  end(): MediaType;
}

/** Plain text: UTF-8 throughout, no control characters but tabs and line ends. */
function textReader(): Reader {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const check = (bytes: Buffer | undefined): void => {
    let text: string;
    try {
      text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw refused();
    }
    if (/[\0-\x08\x0b\x0e-\x1f\x7f]/.test(text)) throw refused();
  };
  return {
    take: check,
    end: () => {
      check(undefined);
      return 'text/plain; charset=utf-8';
    },
  };
}

/** Word and Excel documents are zips; which one, the names of their parts tell, wherever they stand. */
function officeReader(): Reader {
  let rest = Buffer.alloc(0);
  const found = new Set<keyof typeof PARTS>();
  return {
    take: (chunk) => {
      const window = Buffer.concat([rest, chunk]);
      for (const [part, name] of Object.entries(PARTS) as [keyof typeof PARTS, string][])
        if (window.includes(name)) found.add(part);
      rest = window.subarray(-LONGEST_PART);
    },
    end: () => {
      if (found.has('macro') || found.has('word') === found.has('sheet')) throw refused();
      return found.has('word') ? WORD : SHEET;
    },
  };
}

function readerOf(head: Buffer): Reader {
  if (head.length === 0) throw refused();
  const known = starts.find(([, bytes]) => Buffer.from(bytes).equals(head.subarray(0, bytes.length)));
  if (known) return { take: () => undefined, end: () => known[0] };
  return head.subarray(0, ZIP.length).equals(ZIP) ? officeReader() : textReader();
}

/**
 * Passes a file through and tells what it is once it is through. Reading fails with UNSUPPORTED_TYPE as soon as the bytes cannot be of
 * a kind that may be filed; nothing is read before somebody asks for it, so that whoever stores it hears of the failure.
 */
export function withMediaType(file: Readable): { readonly bytes: Readable; readonly mediaType: () => MediaType } {
  let type: MediaType | undefined;
  async function* looked(): AsyncGenerator<Buffer> {
    let head = Buffer.alloc(0);
    let reader: Reader | undefined;
    for await (const chunk of file as AsyncIterable<Buffer>) {
      if (reader) reader.take(chunk);
      else {
        head = Buffer.concat([head, chunk]);
        if (head.length >= HEAD) (reader = readerOf(head)).take(head);
      }
      yield chunk;
    }
    if (!reader) (reader = readerOf(head)).take(head);
    type = reader.end();
  }
  return {
    bytes: Readable.from(looked(), { objectMode: false }),
    mediaType: () => {
      if (type === undefined) throw refused();
      return type;
    },
  };
}
