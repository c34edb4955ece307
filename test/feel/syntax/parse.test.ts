import assert from 'node:assert/strict';
import type { Json } from '../../../engine/contract/json.ts';
import {
  compileExpression,
  evaluate,
  isFeelProblem,
  variablesOf,
  type FeelContext,
} from '../../../engine/feel/index.ts';
import { expression, refusal, valueOf } from '../samples.ts';

describe('reading FEEL', () => {
  for (const [text, value] of [
    ['1 + 2 * 3 ** 2', 19],
    ['-10--5', -5],
    ['true or false and false', true],
    ['1 + 1 = 2 and "a" != "b"', true],
    ['5 in (> 3, < 1)', true],
    ['5 in ]1..5[', false],
    ['[{ a-b: 1 }].a-b', [1]],
    ['{ full name: "Ada", "long key": full name }', { 'full name': 'Ada', 'long key': 'Ada' }],
    ['for x in [1, 2], y in [x, 10] return x * y', [1, 10, 4, 20]],
    ['for i in 1..4 return if i <= 2 then 1 else partial[-1] + partial[-2]', [1, 1, 2, 3]],
    ['(function(a: number, b: list<string>) a)(1, ["x"])', 1],
    ['{ a: 1 } instance of context<a: number>', true],
    ['[1, "a"] instance of list<number>', false],
    ['"\\u00e9\\U01F600\\n"', 'é😀\n'],
    ['.5 + 1e-1', 0.6],
  ] as readonly (readonly [string, Json])[]) {
    it(`${text} is ${JSON.stringify(value)}`, () => {
      assert.deepEqual(valueOf(text), value);
    });
  }

  it('takes the longest known name', () => {
    const names = ['a', 'a-b', 'a-b c'];
    const context: FeelContext = { 'a-b c': 1, 'a-b': 2, a: 3, b: 4 };

    assert.equal(evaluate(expression('a-b c + a-b', names), context).value, 3);
    assert.deepEqual(variablesOf(expression('a - b', [])), ['a', 'b']);
  });

  it('ends soon however brackets are left open', () => {
    for (const text of ['[1..'.repeat(150), 'a in ('.repeat(150), '('.repeat(3_000), '{a:'.repeat(1_000)]) {
      assert.ok(isFeelProblem(compileExpression(text)), text.slice(0, 20));
    }
  });

  it('says where a text stops being FEEL', () => {
    assert.deepEqual(refusal('if a then b els c').position, { from: 17, to: 17 });
    assert.deepEqual(refusal('a + * b').position, { from: 4, to: 5 });
  });
});

describe('the standard’s dialect', () => {
  function value(text: string, context: FeelContext = {}): Json {
    const compiled = compileExpression(text, { dialect: 'standard' });
    assert.ok(!isFeelProblem(compiled));
    return evaluate(compiled, context).value;
  }

  it('reads the clock of the context by today() and now()', () => {
    const context = { today: '2026-05-01', now: '2026-05-01T10:00:00Z' };

    assert.equal(value('today().month', context), 5);
    assert.equal(value('now() > @"2026-04-01T00:00:00Z"', context), true);
    assert.equal(value('today()'), null);
  });

  it('gives null for an external function', () => {
    assert.equal(value('(function(x) external { java: { class: "a", method signature: "b()" } })(1)'), null);
  });

  it('takes a text for no date', () => {
    assert.equal(value('@"2026-01-01" = "2026-01-01"'), null);
  });
});
