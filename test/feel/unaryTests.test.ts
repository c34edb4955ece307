import assert from 'node:assert/strict';
import type { Json } from '../../engine/contract/json.ts';
import { testUnary, testUnaryStrict, type FeelContext } from '../../engine/feel/index.ts';
import { unaryTests } from './samples.ts';

const context: FeelContext = { limit: 4, list: [1, 2, 3], mark: 'word', flag: true };

describe('unary tests', () => {
  for (const [cell, matching, other] of [
    ['> 3', [4, 5], [3, 2, null]],
    ['> limit', [5], [4]],
    ['= 3', [3], [4]],
    ['!= "x"', ['y'], ['x']],
    ['[1..5]', [1, 5], [0, 6]],
    [']1..5[', [2], [1, 5]],
    ['"a", "b"', ['a', 'b'], ['c', null]],
    ['not("a", "b")', ['c'], ['a']],
    ['not(> 3)', [3], [4]],
    ['1, > 5', [1, 6], [3]],
    ['- 3', [-3], [3]],
    ['list', [2], [9]],
    ['mark', ['word'], ['figure']],
    ['null', [null], [1]],
    ['true', [true], [false]],
    ['flag', [true], [false]],
    ['contains(?, "x")', ['axb'], ['ab']],
    ['not(contains(?, "x"))', ['ab'], ['axb']],
    ['? > 3 and ? < limit + 2', [4, 5], [3, 6]],
    ['limit > 3', ['anything'], []],
    ['< date("2026-06-01")', ['2026-05-31'], ['2026-06-01']],
    ['[date("2026-01-01")..date("2026-02-01")]', ['2026-01-15'], ['2026-03-01']],
    ['date("2026-01-15")', ['2026-01-15'], ['2026-01-16']],
  ] as readonly (readonly [string, readonly Json[], readonly Json[]])[]) {
    it(`${cell} matches what it says and nothing else`, () => {
      const tests = unaryTests(cell);
      for (const input of matching) assert.deepEqual(testUnary(tests, input, context), { matches: true, warnings: [] });
      for (const input of other) assert.deepEqual(testUnary(tests, input, context), { matches: false, warnings: [] });
    });
  }

  it('match everything when the cell is a dash or empty', () => {
    assert.equal(testUnary(unaryTests('-'), 'x', {}).matches, true);
    assert.equal(testUnary(unaryTests('  '), null, {}).matches, true);
  });

  it('say so when a cell and its input are of different kinds', () => {
    assert.deepEqual(testUnaryStrict(unaryTests('> 3'), 'x', {}), {
      ok: false,
      sentence: 'In “> 3”: The text “x” cannot be compared with the number 3.',
    });
    assert.deepEqual(testUnaryStrict(unaryTests('5'), '5', {}), {
      ok: false,
      sentence: 'In “5”: The input is the text “5”, but the cell asks for the number 5.',
    });
  });

  it('say so when a variable is missing', () => {
    assert.equal(testUnaryStrict(unaryTests('> missing'), 1, {}).ok, false);
  });
});
