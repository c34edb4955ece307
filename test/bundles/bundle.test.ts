import assert from 'node:assert/strict';
import { bundleFiles, bundleHash, bundleLimits, readBundleFiles } from '../../engine/bundles/index.ts';
import { exampleBundle } from './exampleBundle.ts';

const rules = (files: Parameters<typeof readBundleFiles>[0]): readonly string[] =>
  readBundleFiles(files).problems.map(({ rule }) => rule);

describe('readBundleFiles', () => {
  it('leaves out what lies beside the bundle', () => {
    const files = ['README.md', 'forms/README.md', 'demo/people.json', 'processes/README.md', 'processes/a/README.md'];

    const bundle = readBundleFiles(files.map((path) => ({ path, content: '' })));

    assert.deepEqual([...bundle.files.keys()], ['processes/a/README.md']);
    assert.deepEqual(bundle.problems, []);
  });

  it('refuses the same file twice, also when only letters’ case or the layout differ', () => {
    const file = (path: string): { path: string; content: string } => ({ path, content: '{}' });

    assert.deepEqual(rules([file('roles.json'), file('roles.json')]), ['duplicate-file']);
    assert.deepEqual(rules([file('roles.json'), file('Roles.json')]), ['duplicate-file']);
    assert.deepEqual(rules([file('roles.json'), file('processes/roles.json')]), ['duplicate-file']);
  });

  it('refuses too many files, too large files and too much of them', () => {
    const many = Array.from({ length: bundleLimits.files + 1 }, (_, at) => ({
      path: `texts/a${at}.json`,
      content: '',
    }));
    const large = { path: 'processes/a/a.bpmn', content: ' '.repeat(8 * 1024 * 1024 + 1) };
    const content = ' '.repeat(8 * 1024 * 1024);
    const heavy = Array.from({ length: 26 }, (_, at) => ({ path: `processes/p${at}/p${at}.bpmn`, content }));

    assert.deepEqual(rules(many), ['bundle-limit']);
    assert.deepEqual(rules([large]), ['bundle-limit']);
    assert.deepEqual(rules(heavy), ['bundle-limit']);
    assert.equal(readBundleFiles(heavy).files.size, 0);
  });

  it('reads back what bundleFiles gives', async () => {
    const bundle = await exampleBundle();

    const again = readBundleFiles(bundleFiles(bundle), 'yy');

    assert.deepEqual(bundleFiles(again), bundleFiles(bundle));
    assert.equal(bundleHash(again), bundleHash(bundle));
  });
});

describe('bundleHash', () => {
  const a = { path: 'texts/en.json', content: '{"a":"1"}' };
  const b = { path: 'texts/ar.json', content: '{"a":"٢"}' };

  it('is the same whatever the order of the files', () => {
    assert.equal(bundleHash(readBundleFiles([a, b])), bundleHash(readBundleFiles([b, a], 'other')));
  });

  it('is the same on every machine', () => {
    assert.equal(
      bundleHash(readBundleFiles([a, b])),
      '8a97a8dd9188c8fb5f23cb5d86ee52e88a0d188a3956f8f9f8bfac7dd40ccee2',
    );
  });

  it('changes with every path and every content', () => {
    const hashes = [
      [a, b],
      [a],
      [a, { ...b, content: '{"a":"3"}' }],
      [a, { ...b, path: 'texts/fr.json' }],
      [
        { path: 'texts/en.json', content: '' },
        { path: 'texts/fr.json', content: '' },
      ],
      [{ path: 'texts/en.json', content: 'texts/fr.json' }],
    ].map((files) => bundleHash(readBundleFiles(files)));

    assert.equal(new Set(hashes).size, hashes.length);
  });
});
