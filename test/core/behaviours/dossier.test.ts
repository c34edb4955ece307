import assert from 'node:assert/strict';
import { valueAt, withDossierValue } from '../../../engine/core/index.ts';

const data = { mark: { text: 'A', 'a/b': 1, 'm~n': 2 }, classes: [9, 35], empty: {} };

describe('a JSON pointer into the dossier (RFC 6901)', () => {
  it('finds what is there, null otherwise', () => {
    for (const [pointer, value] of [
      ['/mark/text', 'A'],
      ['/mark/a~1b', 1],
      ['/mark/m~0n', 2],
      ['/classes/1', 35],
      ['/classes', [9, 35]],
      ['/classes/2', null],
      ['/classes/-', null],
      ['/classes/01', null],
      ['/classes/length', null],
      ['/classes/', null],
      ['/mark/text/0', null],
      ['/mark/none/deeper', null],
      ['/constructor/name', null],
      ['/mark/toString', null],
      ['mark', null],
      ['', null],
    ] as const) {
      assert.deepEqual(valueAt(data, pointer), value, pointer);
    }
  });

  it('writes, adds to a list, and makes what lies on the way', () => {
    assert.deepEqual(withDossierValue({}, '/a/b/c', 1), { a: { b: { c: 1 } } });
    assert.deepEqual(withDossierValue({ a: [1] }, '/a/-', 2), { a: [1, 2] });
    assert.deepEqual(withDossierValue({ a: [1] }, '/a/1', 2), { a: [1, 2] });
    assert.deepEqual(withDossierValue({ a: [{ b: 1 }] }, '/a/0/b', 2), { a: [{ b: 2 }] });
    assert.deepEqual(withDossierValue({ a: 1 }, '/a/b', 2), { a: { b: 2 } });
  });

  it('takes a member away with null and changes nothing that was given', () => {
    const before = JSON.stringify(data);

    assert.deepEqual(withDossierValue(data, '/mark', null), { classes: [9, 35], empty: {} });
    assert.deepEqual(withDossierValue({ a: 1 }, '/b', null), { a: 1 });
    assert.equal(JSON.stringify(data), before);
  });

  it('is refused where it is no place: the whole, a prototype, beyond the end of a list', () => {
    for (const pointer of [
      '',
      'mark',
      '/__proto__/x',
      '/mark/constructor',
      '/prototype',
      '/classes/3',
      '/classes/x',
      '/classes/999999999',
    ]) {
      assert.throws(() => withDossierValue(data, pointer, 1), RangeError, pointer);
    }
    assert.equal(({} as Record<string, unknown>)['x'], undefined);
  });
});
