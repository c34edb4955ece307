import assert from 'node:assert/strict';
import { compileUnaryTests, isFeelProblem, type FeelContext } from '../../engine/feel/index.ts';
import { refusal, valueOf } from './samples.ts';

const context: FeelContext = { a: 'x', n: 2, yes: true, no: false, list: ['x', 'y'] };

describe('“in” beside “and” and “or”', () => {
  for (const [text, value] of [
    ['a in ["x"] and yes', true],
    ['a in ["x"] and no', false],
    ['a in ["z"] or yes', true],
    ['a in ["z"] or no', false],
    ['a in ("x", "y") and n = 2', true],
    ['a in ("x") and n = 2', true],
    ['n in [1..3] and a = "x"', true],
    ['n in [1..3] and a = "q"', false],
    ['n in > 1 and a = "x"', true],
    ['n in > 5 or a = "x"', true],
    ['a in list and n in [1..3] and yes', true],
    ['a in ["z"] or n in [1..3] or no', true],
    ['no and a in ["x"] or yes', true],
    ['no and (a in ["x"] or yes)', false],
    ['if a in list and no then 1 else 2', 2],
    ['not(a in ["z"] or no)', true],
    ['list[item in ["x"] and yes]', ['x']],
  ] as const) {
    it(`${text} is ${JSON.stringify(value)}`, () => {
      assert.deepEqual(valueOf(text, context), value);
    });
  }

  it('is refused where a comparison lacks its left side', () => {
    assert.match(refusal('[1..3] and yes').sentence, /both sides/);
    for (const cell of ['> 3 and < 9', '> 3 and ? < 9', '[1..3] or [5..6]']) {
      const compiled = compileUnaryTests(cell);
      assert.ok(isFeelProblem(compiled), cell);
    }
  });
});
