import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** A part of the build as Vite's manifest tells it. */
interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  /** Loaded with it. */
  readonly imports?: readonly string[];
}

const BUILD = fileURLToPath(new URL('../../dist/designer/', import.meta.url));
const ENTRY = 'index.html';
const SHELL_AND_INBOX = [
  ENTRY,
  'session/pages/OfficePage.vue',
  'areas/inbox/pages/InboxPage.vue',
  'areas/inbox/parts/NoTask.vue',
  'texts/en.json',
];
const TASK = ['areas/inbox/pages/TaskPage.vue', 'forms/FormView.vue'];
const DIAGRAM = ['areas/inbox/parts/DiagramPanel.vue'];
const KILOBYTE = 1000;

describe('what the browser loads', () => {
  const manifest = JSON.parse(readFileSync(path.join(BUILD, '.vite', 'manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >;

  function filesOf(keys: readonly string[], kind: 'js' | 'css'): ReadonlySet<string> {
    const seen = new Set<string>();
    const files = new Set<string>();
    const visit = (key: string): void => {
      if (seen.has(key)) return;
      seen.add(key);
      const chunk = manifest[key];
      assert.ok(chunk, `the build has ${key}`);
      for (const file of kind === 'css' ? (chunk.css ?? []) : [chunk.file]) files.add(file);
      for (const imported of chunk.imports ?? []) visit(imported);
    };
    for (const key of keys) visit(key);
    return files;
  }

  function kilobytes(files: Iterable<string>): number {
    return (
      [...files].reduce((sum, file) => sum + gzipSync(readFileSync(path.join(BUILD, file)), { level: 9 }).length, 0) /
      KILOBYTE
    );
  }

  /** Scripts that come with `keys` after those of `before`. */
  function extra(keys: readonly string[], before: readonly string[]): readonly string[] {
    const known = filesOf(before, 'js');
    return [...filesOf(keys, 'js')].filter((file) => !known.has(file));
  }

  it('first, for shell and inbox, is at most 180 kB of JavaScript', () => {
    const size = kilobytes(filesOf(SHELL_AND_INBOX, 'js'));
    assert.ok(size <= 180, `${size.toFixed(1)} kB`);
  });

  it('first is at most 25 kB of styles', () => {
    const size = kilobytes(filesOf(SHELL_AND_INBOX, 'css'));
    assert.ok(size <= 25, `${size.toFixed(1)} kB`);
  });

  it('for the tab with the diagram is at most 60 kB more', () => {
    const lazy = Object.keys(manifest).filter((key) => key.includes('NavigatedViewer'));
    assert.equal(lazy.length, 1);
    const size = kilobytes(extra([...DIAGRAM, ...lazy], [...SHELL_AND_INBOX, ...TASK]));
    assert.ok(size <= 60, `${size.toFixed(1)} kB`);
  });

  it('for a form is at most 95 kB more', () => {
    const size = kilobytes(extra(TASK, SHELL_AND_INBOX));
    assert.ok(size <= 95, `${size.toFixed(1)} kB`);
  });
});
