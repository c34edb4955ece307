import assert from 'node:assert/strict';
import path from 'node:path';
import { anchorsOf, document, documents, exists, prose } from './documents.ts';

/** Folders whose paths, in back-ticks, are promises. */
const NAMED = /`((?:engine|designer|processes|forms|offices|migrations|test|bench|docs|\.ci)\/[^`\s]*)`/g;
/** A path with a part to be filled in: `<key>`, `NNNN`, `*`. */
const IS_PATTERN = /[<>*…{}]|NNNN/;

function linksOf(text: string): readonly string[] {
  return [...prose(text).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);
}

function isBroken(from: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return false;
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? from : path.posix.normalize(path.posix.join(path.posix.dirname(from), file));
  if (!exists(target)) return true;
  return anchor !== undefined && !anchorsOf(document(target)).has(anchor);
}

describe('links between documents', () => {
  it('lead to files and headings that exist', () => {
    const broken = documents().flatMap(({ path: file, text }) =>
      linksOf(text)
        .filter((link) => isBroken(file, link))
        .map((link) => `${file} → ${link}`),
    );

    assert.deepEqual(broken, []);
  });

  it('notice a file and a heading that do not exist', () => {
    assert.deepEqual(linksOf('[a](b.md) ![c](d.png)\n```\n[e](f.md)\n```\n'), ['b.md', 'd.png']);
    assert.ok(isBroken('docs/language.md', 'nowhere.md'));
    assert.ok(isBroken('docs/language.md', '#nowhere'));
    assert.ok(!isBroken('docs/language.md', '../README.md#run-it'));
    assert.ok(!isBroken('docs/language.md', 'https://www.omg.org/spec/BPMN/'));
  });
});

describe('paths in documents', () => {
  it('name files and folders that exist', () => {
    const broken = documents().flatMap(({ path: file, text }) =>
      [...text.matchAll(NAMED)]
        .map(([, named = '']) => named)
        .filter((named) => !IS_PATTERN.test(named) && !exists(named))
        .map((named) => `${file} → ${named}`),
    );

    assert.deepEqual(broken, []);
  });
});
