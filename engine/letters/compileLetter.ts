import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { JobFailure } from '../contract/jobFailure.ts';
import { readFonts } from './fonts.ts';
import { certificate } from './layouts/certificate.ts';
import { frame } from './layouts/frame.ts';
import { letter } from './layouts/letter.ts';
import type { LetterBlock, LetterFactRow, LetterRequest } from './letterRequest.ts';
import { readPicture } from './markPicture.ts';
import { metadataText, plainText } from './plainText.ts';
import { layoutWords } from './words.ts';

/** A finished letter. The same request gives the same bytes. */
export interface RenderedLetter {
  /** PDF/A-2a (ISO 19005-2): tagged, with language, title and every font inside. */
  readonly pdf: Uint8Array;
  readonly pages: number;
}

/** Work is in proportion to texts and parts: these bound it to about a second (measured 2026-11-24: 5,000 cells 0.3 s). */
const maxCharacters = 200_000;
const maxParts = 5_000;
const layouts = { letter: frame + letter, certificate: frame + certificate } as const;

function prepareBlock(block: LetterBlock, text: (value: string) => string): LetterBlock {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return { ...block, text: text(block.text) };
    case 'list':
      return { ...block, items: block.items.map(text) };
    case 'table':
      return {
        ...block,
        columns: block.columns.map((column) => ({ ...column, label: text(column.label) })),
        rows: block.rows.map((row) => row.map(text)),
      };
    case 'facts':
      return { ...block, rows: prepareFacts(block.rows, text) };
  }
}

function prepareFacts(rows: readonly LetterFactRow[], text: (value: string) => string): readonly LetterFactRow[] {
  return rows.map((row) => ({ ...row, label: text(row.label), value: text(row.value) }));
}

/** The request as the layouts take it: every text plain, the picture as bytes apart. */
function prepare(request: LetterRequest): { readonly data: object; readonly picture: Buffer | undefined } {
  const text = (value: string): string => plainText(value, request.language);
  const { office, recipient, signature, mark } = request;
  const { image } = mark ?? {};
  const data = {
    layout: request.layout,
    language: request.language,
    date: request.date,
    seal: request.seal,
    office: {
      name: text(office.name),
      code: office.code,
      addressLines: office.addressLines.map(text),
      contact: office.contact.map(text),
    },
    title: text(request.title),
    number: text(request.number),
    dateText: text(request.dateText),
    recipient: { name: text(recipient.name), addressLines: recipient.addressLines.map(text) },
    subject: text(request.subject),
    reference: prepareFacts(request.reference, text),
    blocks: request.blocks.map((block) => prepareBlock(block, text)),
    signature: { name: text(signature.name), title: text(signature.title) },
    ...(mark && {
      mark: {
        ...(mark.text !== undefined && { text: plainText(mark.text, 'en') }),
        ...(image && { image: { alt: metadataText(image.alt) } }),
      },
    }),
  };
  return { data, picture: image && readPicture(image.base64) };
}

/** Paragraphs, items, rows and cells. */
function countParts(request: LetterRequest): number {
  const parts = request.blocks.map((block) => {
    switch (block.type) {
      case 'paragraph':
      case 'heading':
        return 1;
      case 'list':
        return block.items.length;
      case 'facts':
        return block.rows.length;
      case 'table':
        return block.rows.length * block.columns.length;
    }
  });
  return parts.reduce((sum, count) => sum + count, request.reference.length);
}

function checkSize(request: LetterRequest, characters: number): void {
  const parts = countParts(request);
  const found =
    characters > maxCharacters
      ? `${maxCharacters} characters, but found ${characters}`
      : parts > maxParts
        ? `${maxParts} paragraphs, items and cells, but found ${parts}`
        : undefined;
  if (found !== undefined) throw new JobFailure(`Expected a letter of at most ${found}.`, { retryable: false });
}

function metadata(request: LetterRequest): object {
  return {
    title: metadataText(`${request.title} ${request.number}`),
    author: metadataText(request.office.name),
    description: metadataText(request.subject),
  };
}

/** Turns what Typst says into a failure; a text without a glyph is the only thing that a letter's data can bring about. */
function toFailure(what: unknown): JobFailure {
  const text = what instanceof Error ? what.message : JSON.stringify(what);
  const missing = [...text.matchAll(/the text `\\?"(.*?)\\?"` could not be displayed/g)].map((match) => match[1] ?? '');
  const sentence =
    missing.length > 0
      ? `Expected only characters that the fonts of letters have, but found ${missing.slice(0, 5).join(' ').replaceAll('\\', '')}.`
      : 'The layout of the letter could not be set.';
  return new JobFailure(sentence, { retryable: false, cause: text.slice(0, 2000) });
}

/** Sets letters; `workspace` is an empty folder, the only one the compiler may read. Throws when a font is missing. */
export function createLetterCompiler(
  workspace: string,
  fonts: readonly Buffer[] = readFonts(),
): { compile(request: LetterRequest): RenderedLetter } {
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: [...fonts] }] });
  return {
    compile(request) {
      const { data, picture } = prepare(request);
      const json = JSON.stringify(data);
      checkSize(request, json.length);
      compiler.resetShadow();
      if (picture) compiler.mapShadow(`${workspace}/mark`, picture);
      const inputs = {
        request: json,
        metadata: JSON.stringify(metadata(request)),
        words: JSON.stringify(layoutWords[request.language]),
      };
      const compiled = compiler.compile({ mainFileContent: layouts[request.layout], inputs });
      // An unknown font is only a warning of the compiler: here every warning is a failure.
      const complaints = compiled.takeDiagnostics() ?? compiled.takeWarnings();
      const document = compiled.result;
      if (complaints || !document) throw toFailure(complaints?.shortDiagnostics);
      try {
        const pdf = compiler.pdf(document, { pdfStandard: 'a-2a' });
        return { pdf: new Uint8Array(pdf), pages: document.numOfPages };
      } catch (error) {
        throw toFailure(error);
      } finally {
        compiler.evictCache(10);
      }
    },
  };
}
