import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json } from '../../../engine/contract/json.ts';
import { valueOf } from '../samples.ts';

describe('numbers', () => {
  for (const [text, value] of [
    ['0.1 + 0.2', 0.3],
    ['1.1 * 1.1', 1.21],
    ['0.3 - 0.1', 0.2],
    ['string(1 / 3)', '0.3333333333333333333333333333333333'],
    ['string(2 / 3)', '0.6666666666666666666666666666666667'],
    ['1 / 3 * 3', 1],
    ['10 / 4', 2.5],
    ['2 ** 10', 1024],
    ['2 ** -2', 0.25],
    ['-2 ** 2', 4],
    ['2 ** 3 ** 2', 64],
    ['string(2 ** 100)', '1267650600228229401496703205376'],
    ['string(sqrt(2))', '1.414213562373095048801688724209698'],
    ['modulo(-12, 5)', 3],
    ['modulo(10.1, -4.5)', -3.4],
    ['12345678901234567890 > 12345678901234567889', true],
    ['0.1 + 0.2 = 0.3', true],
    ['floor(-1.5)', -2],
    ['ceiling(-1.55, 1)', -1.5],
    ['abs(duration("-P1D"))', 'P1D'],
    ['number("1 234,5", " ", ",")', 1234.5],
    ['string(1e25)', '10000000000000000000000000'],
    ['median([1, 2, 10, 4])', 3],
    ['mode([6, 3, 9, 6, 6, 3, 3])', [3, 6]],
  ] as readonly (readonly [string, Json])[]) {
    it(`${text} is ${JSON.stringify(value)}`, () => {
      assert.deepEqual(valueOf(text), value);
    });
  }

  it('calculate with cents as whole cents do', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -1e6, max: 1e6 }), (a, b) => {
        const context = { a: a / 100, b: b / 100 };
        assert.equal(valueOf('(a + b) * 100', context), a + b === 0 ? 0 : a + b);
        assert.equal(valueOf('a * b * 10000', context), a * b === 0 ? 0 : a * b);
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });
});
