import assert from 'node:assert/strict';
import { literalComparisons, variablesOf } from '../../engine/feel/index.ts';
import { expression, unaryTests } from './samples.ts';

describe('variables of an expression', () => {
  for (const [text, names] of [
    ['a + b.c', ['a', 'b']],
    ['count(list) + double(x)', ['list', 'double', 'x']],
    ['office.nextOpenDay(today)', ['office', 'today']],
    ['for x in list, y in x.items return x + y + z', ['list', 'z']],
    ['some x in list satisfies x = y', ['list', 'y']],
    ['{ a: 1, b: a + c }', ['c']],
    ['{ f: function(n) f(n - m), r: f(1) }', ['m']],
    ['sort(list, function(a, b) a < b)', ['list']],
    ['list[price > limit]', ['list']],
    ['x instance of number', ['x']],
    ['date(filedOn) < today', ['filedOn', 'today']],
    ['"text" = 1', []],
  ] as const) {
    it(`${text} needs ${names.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(variablesOf(expression(text)), names);
    });
  }

  it('are named as they were declared', () => {
    assert.deepEqual(variablesOf(expression('formal-examination.outcome = "ok"', ['formal-examination'])), [
      'formal-examination',
    ]);
  });

  it('are found in unary tests too', () => {
    assert.deepEqual(variablesOf(unaryTests('> limit, contains(?, word)')), ['limit', 'word']);
  });
});

describe('literals an expression compares with', () => {
  for (const [text, pairs] of [
    ['formal-examination.outcome = "accept"', [['formal-examination.outcome', 'accept']]],
    ['"accept" != formal-examination.outcome', [['formal-examination.outcome', 'accept']]],
    [
      'a.b in ("x", "y")',
      [
        ['a.b', 'x'],
        ['a.b', 'y'],
      ],
    ],
    [
      'a.b in ["x", "y"] or (c) = "z"',
      [
        ['a.b', 'x'],
        ['a.b', 'y'],
        ['c', 'z'],
      ],
    ],
    ['not(a = "x")', [['a', 'x']]],
    ['list contains(["x"], a.b)', [['a.b', 'x']]],
    ['a = "say \\"hi\\""', [['a', 'say "hi"']]],
    ['a > 3 and b = c', []],
  ] as const) {
    it(`are found in ${text}`, () => {
      const found = literalComparisons(expression(text, ['formal-examination']));
      assert.deepEqual(
        found,
        pairs.map(([path, value]) => ({ path, value })),
      );
    });
  }
});
