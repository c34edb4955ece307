import assert from 'node:assert/strict';
import { layerBundles, originOf, readBundleFiles } from '../../engine/bundles/index.ts';
import { exampleBundle } from './exampleBundle.ts';

const bundleOf = (name: string, files: Readonly<Record<string, unknown>>): ReturnType<typeof readBundleFiles> =>
  readBundleFiles(
    Object.entries(files).map(([path, content]) => ({
      path,
      content: typeof content === 'string' ? content : JSON.stringify(content),
    })),
    name,
  );
const jsonOf = (bundle: ReturnType<typeof readBundleFiles>, path: string): unknown =>
  JSON.parse(bundle.files.get(path)!.content);

describe('layerBundles', () => {
  it('replaces whole files of the same path', () => {
    const standard = bundleOf('standard', { 'forms/a/a.en.json': { a: '1', b: '2' }, 'calendar.json': { x: 1, y: 2 } });
    const office = bundleOf('xx', { 'forms/a/a.en.json': { a: '3' }, 'calendar.json': { x: 9 } });

    const layered = layerBundles(standard, office);

    assert.deepEqual(jsonOf(layered, 'forms/a/a.en.json'), { a: '3' });
    assert.deepEqual(jsonOf(layered, 'calendar.json'), { x: 9 });
    assert.equal(originOf(layered, 'calendar.json'), 'xx');
  });

  it('merges maps by key and knows where each entry comes from', () => {
    const standard = bundleOf('standard', {
      'roles.json': { roles: { a: { name: 1 }, b: { name: 2 } }, lanes: { L: 'a' } },
      'time-limits.json': { x: { length: 'P1M' }, y: { length: 'P2M' } },
      'texts/en.json': { one: '1', two: '2' },
    });
    const office = bundleOf('xx', {
      'roles.json': { roles: { b: { name: 3 }, c: { name: 4 } } },
      'time-limits.json': { y: { length: 'P3M' } },
      'texts/en.json': { two: 'zwei' },
    });

    const layered = layerBundles(standard, office);

    assert.deepEqual(jsonOf(layered, 'roles.json'), {
      roles: { a: { name: 1 }, b: { name: 3 }, c: { name: 4 } },
      lanes: { L: 'a' },
    });
    assert.deepEqual(jsonOf(layered, 'time-limits.json'), { x: { length: 'P1M' }, y: { length: 'P3M' } });
    assert.deepEqual(jsonOf(layered, 'texts/en.json'), { one: '1', two: 'zwei' });
    assert.equal(originOf(layered, 'roles.json', '/roles/a'), 'standard');
    assert.equal(originOf(layered, 'roles.json', '/roles/b'), 'xx');
    assert.equal(originOf(layered, 'roles.json', '/lanes/L'), 'standard');
    assert.equal(originOf(layered, 'time-limits.json', '/y'), 'xx');
  });

  it('remembers the lowest layer through several layers', () => {
    const one = bundleOf('one', { 'parameters.json': { a: [], b: [] } });
    const two = bundleOf('two', { 'parameters.json': { b: [], c: [] } });
    const three = bundleOf('three', { 'parameters.json': { c: [] } });

    const layered = layerBundles(layerBundles(one, two), three);

    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => originOf(layered, 'parameters.json', `/${key}`)),
      ['one', 'two', 'three'],
    );
  });

  it('leaves a file that does not parse to the check', () => {
    const layered = layerBundles(bundleOf('standard', { 'roles.json': {} }), bundleOf('xx', { 'roles.json': '{' }));

    assert.equal(layered.files.get('roles.json')?.content, '{');
  });

  it('reaches no prototype', () => {
    const evil = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');

    const layered = layerBundles(
      bundleOf('standard', { 'parameters.json': { a: [] } }),
      bundleOf('xx', { 'parameters.json': evil }),
    );

    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.ok(layered.files.get('parameters.json')?.content.includes('"__proto__"'));
  });

  it('makes the office of the example', async () => {
    const bundle = await exampleBundle();

    assert.equal(bundle.name, 'yy');
    assert.equal(originOf(bundle, 'letters/receipt/receipt.json'), 'yy');
    assert.equal(originOf(bundle, 'letters/refusal/refusal.json'), 'standard');
  });
});
