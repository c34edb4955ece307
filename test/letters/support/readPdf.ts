import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a reader of the file gets: texts per page in reading order, and what the file says of itself. */
export interface ReadPdf {
  /** Without any white space: how far glyphs stand apart is the reader's guess. */
  readonly pages: readonly string[];
  readonly title: string;
  readonly language: string;
  readonly isTagged: boolean;
  /** The XMP packet. */
  readonly metadata: string;
}

interface Item {
  readonly str: string;
  readonly transform: readonly number[];
}

/** Puts a line's pieces in the order of reading: from the right where the line is Arabic. */
function lineInOrder(items: readonly Item[], isArabic: boolean): string {
  const x = (item: Item): number => item.transform[4] ?? 0;
  return items
    .toSorted((a, b) => (isArabic ? x(b) - x(a) : x(a) - x(b)))
    .map((item) => item.str)
    .join('');
}

/** Reads a PDF as a program for indexing or a screen reader would. */
export async function readPdf(pdf: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: pdf.slice(), verbosity: 0, useSystemFonts: false });
  const document = await task.promise;
  const { info, metadata } = (await document.getMetadata()) as { info: Record<string, string>; metadata: unknown };
  const isArabic = info['Language'] === 'ar';
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const content = await (await document.getPage(number)).getTextContent();
    const items = content.items.filter((item): item is (typeof content.items)[number] & Item => 'str' in item);
    const lines = new Map<number, Item[]>();
    for (const item of items) {
      const line = Math.round(item.transform[5] ?? 0);
      lines.set(line, [...(lines.get(line) ?? []), item]);
    }
    const ordered = [...lines.entries()].toSorted(([a], [b]) => b - a);
    pages.push(ordered.map(([, line]) => lineInOrder(line, isArabic)).join('\n'));
  }
  const read = {
    pages: pages.map((text) => text.replaceAll(/[\s\u2066-\u2069\u200b]/g, '').normalize('NFKC')),
    title: info['Title'] ?? '',
    language: info['Language'] ?? '',
    isTagged: (await document.getMarkInfo())?.['Marked'] === true,
    metadata: (metadata as { getRaw(): string } | null)?.getRaw() ?? '',
  };
  await task.destroy();
  return read;
}
