import assert from 'node:assert/strict';
import { formatNumber, seriesPeriod, type NumberSeries } from '../../engine/bundles/index.ts';

const series = (pattern: string, reset: 'year' | 'never' = 'year'): NumberSeries => ({ pattern, reset, gapless: true });

describe('formatNumber', () => {
  const table: readonly (readonly [string, number, string])[] = [
    ['T/{yyyy}/{n:6}', 123, 'T/2026/000123'],
    ['{yy}{n:9}', 1, '26000000001'],
    ['R/{n}', 42, 'R/42'],
    ['{n:3}', 12345, '12345'],
    ['{yyyy}-{n:2}-{yyyy}', 7, '2026-07-2026'],
    ['literal {other} {n}', 1, 'literal {other} 1'],
  ];
  for (const [pattern, n, expected] of table) {
    it(`writes ${n} of ${pattern} as ${expected}`, () => {
      assert.equal(formatNumber(series(pattern), n, '2026-01-05'), expected);
    });
  }
});

describe('seriesPeriod', () => {
  it('is the year of the day, or none', () => {
    assert.equal(seriesPeriod(series('{yyyy}{n}'), '2026-12-31'), '2026');
    assert.equal(seriesPeriod(series('{n}', 'never'), '2026-12-31'), '');
  });
});
