import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dataProblem, maxDataBytes } from '../../engine/forms/index.ts';

interface Case {
  readonly id: string;
  readonly raw?: string;
  readonly gen?: string;
  readonly n?: number;
}
const corpus = JSON.parse(readFileSync(new URL('../corpora/attack/json-abuse.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
};

/** What the generator of the corpus writes, as the value it parses to; sizes that a body limit stops are cut. */
const made: Readonly<Record<string, (n: number) => unknown>> = {
  'nest-array': (n) => nested(n, (inner) => [inner]),
  'nest-object': (n) => nested(n, (inner) => ({ a: inner })),
  'wide-object': (n) => Object.fromEntries(Array.from({ length: n }, (_, at) => [`k${at}`, at])),
  'wide-array': (n) => Array.from({ length: n }, (_, at) => at % 10),
  'long-string': (n) => ({ a: 'x'.repeat(n) }),
  'long-key': (n) => ({ ['k'.repeat(n)]: 1 }),
  'long-number': (n) => JSON.parse(`{"a":${'9'.repeat(n)}}`),
  'same-prefix-keys': (n) => Object.fromEntries(Array.from({ length: n }, (_, at) => ['p'.repeat(200) + at, 1])),
  'deep-wide': (n) => nested(n, (inner) => [inner, inner, inner]),
};
function nested(n: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let at = 0; at < n; at += 1) value = wrap(value);
  return value;
}

describe('dataProblem', () => {
  for (const { id, gen, n } of corpus.cases) {
    const make = gen === undefined ? undefined : made[gen];
    if (make === undefined || n === undefined) continue;
    it(`refuses ${gen} ${n} (${id})`, () => {
      assert.notEqual(dataProblem(make(Math.min(n, 300_000))), undefined);
    });
  }

  for (const [id, pointer] of [
    ['json-040', '/a'],
    ['json-045', '/a'],
    ['json-046', '/a'],
    ['json-048', '/a'],
    ['json-057', '/a'],
    ['json-058', '/a'],
  ] as const) {
    const { raw } = corpus.cases.find((one) => one.id === id)!;
    it(`refuses what cannot be kept exactly: ${raw} (${id})`, () => {
      assert.equal(dataProblem(JSON.parse(raw!))?.pointer, pointer);
    });
  }

  for (const id of [
    'json-039',
    'json-042',
    'json-043',
    'json-060',
    'json-061',
    'json-066',
    'json-067',
    'json-069',
    'json-079',
  ]) {
    const { raw } = corpus.cases.find((one) => one.id === id)!;
    it(`keeps ${raw} (${id})`, () => {
      assert.equal(dataProblem(JSON.parse(raw!)), undefined);
    });
  }

  it('counts bytes of UTF-8, not characters', () => {
    const fits = { a: 'ع'.repeat(maxDataBytes / 2 - 10) };
    const tooMuch = { a: 'ع'.repeat(maxDataBytes / 2 + 1) };

    assert.equal(dataProblem(fits), undefined);
    assert.equal(dataProblem(tooMuch)?.code, 'size');
  });

  it('refuses what is no JSON', () => {
    assert.equal(dataProblem({ a: undefined })?.code, 'json');
    assert.equal(dataProblem({ a: () => 1 })?.code, 'json');
  });

  it('refuses a name that cannot be kept', () => {
    assert.equal(dataProblem(JSON.parse('{"a\\u0000b":1}'))?.code, 'characters');
  });
});
