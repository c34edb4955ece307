import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { checkBundle, pathProblem, readBundleFiles } from '../../engine/bundles/index.ts';
import { normalPath } from '../../engine/bundles/paths.ts';

const corpus = JSON.parse(readFileSync(new URL('../corpora/attack/path-traversal.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly { readonly id: string; readonly name: string }[];
};

describe('paths of a bundle', () => {
  for (const { id, name } of corpus.cases) {
    it(`never lead outside it: ${JSON.stringify(name.slice(0, 60))} (${id})`, async () => {
      const bundle = readBundleFiles([{ path: name, content: 'x' }]);
      const { problems, definitions } = await checkBundle(bundle);

      const [path] = bundle.files.keys();
      assert.ok(path === undefined || /^[A-Za-z0-9._-]+$/.test(path), path);
      assert.ok(problems.some(({ rule }) => rule === (path === undefined ? 'unsafe-path' : 'unknown-file')));
      assert.equal(definitions, undefined);
    });
  }

  it('are plain names separated by slashes', () => {
    for (const path of ['bundle.json', 'forms/a-b/a-b.schema.json', 'processes/x/README.md', 'texts/zh-Hant.json']) {
      assert.equal(pathProblem(path), undefined, path);
    }
    for (const path of [
      '',
      '/a',
      'a/',
      'a//b',
      './a',
      'a/../b',
      'a/.b',
      'a/-b',
      'a/b.',
      'c:/a',
      'nul.json',
      'a/con',
      'node_modules/a',
      'a'.repeat(101),
    ]) {
      assert.notEqual(pathProblem(path), undefined, path);
    }
  });

  it('come from the layout of the repository into the normal one', () => {
    const table: readonly (readonly [string, string])[] = [
      ['processes/bundle.json', 'bundle.json'],
      ['processes/time-limits.json', 'time-limits.json'],
      ['processes/dossiers/trademark/states.json', 'dossiers/trademark/states.json'],
      ['processes/letters/a/a.json', 'letters/a/a.json'],
      ['processes/option-lists/grounds.json', 'option-lists/grounds.json'],
      ['processes/small/small.bpmn', 'processes/small/small.bpmn'],
      ['processes/small/letters/a/a.json', 'letters/a/a.json'],
      ['processes/small/decisions/fee.dmn', 'decisions/fee.dmn'],
      ['processes/small/scenarios/a.json', 'processes/small/scenarios/a.json'],
      ['forms/a/a.en.json', 'forms/a/a.en.json'],
      ['bundle.json', 'bundle.json'],
    ];
    for (const [given, normal] of table) {
      assert.equal(normalPath(given), normal);
      assert.equal(normalPath(normal), normal);
    }
  });
});
