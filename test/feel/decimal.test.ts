import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exactSum } from '../../engine/feel/index.ts';
import { evaluated, valueOf } from './samples.ts';

describe('decimal functions', () => {
  for (const [text, value] of [
    ['decimal add(0.1, 0.2)', 0.3],
    ['decimal subtract(0.3, 0.1)', 0.2],
    ['decimal multiply(1.1, 1.1)', 1.21],
    ['decimal divide(10, 3, 2)', 3.33],
    ['decimal divide(-1, 8, 2)', -0.13],
    ['decimal add("1.10", 2)', 3.1],
    ['percent of(1999, 7.5)', 150],
    ['percent of(-50, 1)', -1],
    ['decimal(2.5, 0)', 2],
    ['decimal(3.5, 0)', 4],
    ['decimal(1.005, 2)', 1],
    ['decimal(1250, -2)', 1200],
    ['round half up(1.005, 2)', 1.01],
    ['round half up(-2.5, 0)', -3],
    ['round half down(2.5, 0)', 2],
    ['round up(1.001, 2)', 1.01],
    ['round down(-1.999, 2)', -1.99],
  ] as const) {
    it(`${text} is ${value}`, () => {
      assert.equal(valueOf(text), value);
    });
  }

  it('refuse what is no number', () => {
    assert.equal(evaluated('decimal add("x", 1)').warnings[0]?.code, 'INVALID_ARGUMENTS');
    assert.equal(evaluated('decimal divide(1, 0, 2)').warnings[0]?.code, 'INVALID_ARGUMENTS');
  });

  it('add amounts of money as whole cents do', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 30 }), (cents) => {
        const total = cents.reduce((sum, amount) => sum + amount, 0);
        assert.equal(exactSum(cents.map((amount) => amount / 100)), total / 100 === 0 ? 0 : total / 100);
      }),
      { seed: 20260105, numRuns: 500 },
    );
  });
});
