import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSources, type SourceFile } from '../support/architecture/sources.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Every Markdown file of the repository; corpora stay as their authors wrote them. */
export function documents(): readonly SourceFile[] {
  return readSources().filter((file) => file.path.endsWith('.md') && !file.path.startsWith('test/corpora/'));
}

/** The text of one document. */
export function document(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** Does this path of the repository exist; one that ends in a slash as a folder? */
export function exists(file: string): boolean {
  const full = path.join(ROOT, file);
  return existsSync(full) && (!file.endsWith('/') || statSync(full).isDirectory());
}

/** A document without its blocks of code. */
export function prose(text: string): string {
  return text.replace(/^```[^]*?^```/gm, (block) => block.replace(/[^\n]/g, ''));
}

/** The anchors that a Markdown renderer gives to the headings of a document. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...prose(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

/**
 * Compares a file, or its part between `<!-- name -->` and `<!-- /name -->`, with what the code says. Where they differ the
 * file is written anew and the test fails once, so that the change is seen and committed.
 */
export function assertWritten(file: string, expected: string, part?: string): void {
  const found = exists(file) ? document(file) : '';
  const wanted = part === undefined ? expected : withPart(file, found, part, expected);
  if (found === wanted) return;
  writeFileSync(path.join(ROOT, file), wanted);
  assert.fail(`${file} did not say what the code does and has been written anew: look at it and commit it.`);
}

function withPart(file: string, text: string, part: string, expected: string): string {
  const [begin, end] = [`<!-- ${part} -->`, `<!-- /${part} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  assert.ok(from >= 0 && to > from, `Expected ${begin} and ${end} in ${file}.`);
  return `${text.slice(0, from + begin.length)}\n${expected}\n${text.slice(to)}`;
}

/** A Markdown table; a bar inside a cell is written as what it is. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
