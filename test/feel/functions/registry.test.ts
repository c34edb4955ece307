import assert from 'node:assert/strict';
import type { Json } from '../../../engine/contract/json.ts';
import { evaluated, valueOf } from '../samples.ts';

describe('functions of the standard', () => {
  for (const [text, value] of [
    ['substring(string: "foobar", start position: 3)', 'obar'],
    ['substring("foobar", -2, 1)', 'a'],
    ['substring before("foobar", "bar")', 'foo'],
    ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '[1=ab][2=]cd'],
    ['matches("foobar", "^FO*b", "i")', true],
    ['matches("x", "[a-z-[o]]")', true],
    ['split("John Doe", "\\s")', ['John', 'Doe']],
    ['list contains([1, 2, null], null)', true],
    ['index of([1, 2, 3, 2], 2)', [2, 4]],
    ['sublist([4, 5, 6], -2, 1)', [5]],
    ['insert before([1, 3], 1, 2)', [2, 1, 3]],
    ['distinct values([1, 2, 1, "1"])', [1, 2, '1']],
    ['duplicate values([1, 2, 1])', [1]],
    ['flatten([[1, 2], [[3]], 4])', [1, 2, 3, 4]],
    ['union([1, 2], [2, 3])', [1, 2, 3]],
    ['all([true, null])', null],
    ['any(true, null)', true],
    ['count(5)', 1],
    ['abs([-3])', 3],
    ['context put({ a: { b: 1 } }, ["a", "c"], 2)', { a: { b: 1, c: 2 } }],
    ['context merge([{ a: 1 }, { b: 2, a: 3 }])', { a: 3, b: 2 }],
    ['get entries({ a: 1 })', [{ key: 'a', value: 1 }]],
    ['before([1..5), 5)', true],
    ['overlaps([1..5], [5..8])', true],
    ['during(3, [1..5])', true],
    ['starts([1..3], [1..5])', true],
    ['coincides(5, 5)', true],
    ['range("[1..3]") = [1..3]', true],
    ['sort(["b", "a"])', ['a', 'b']],
    ['{ apply: function(f, x) f(x), r: apply(sqrt, 16) }.r', 4],
    ['not(null)', null],
  ] as readonly (readonly [string, Json])[]) {
    it(`${text} is ${JSON.stringify(value)}`, () => {
      assert.deepEqual(valueOf(text), value);
    });
  }

  it('say when there are too many or wrongly named arguments', () => {
    for (const text of ['abs(1, 2)', 'abs(x: 1)', 'substring(string: "a", strat: 1)']) {
      assert.equal(evaluated(text).warnings[0]?.code, 'FUNCTION_INVOCATION_FAILURE', text);
    }
  });

  it('give null without a warning for null', () => {
    assert.equal(valueOf('abs(null)'), null);
    assert.equal(valueOf('substring(null, 1)'), null);
  });

  for (const text of [
    'replace(big, "a", big)',
    'for i in 1..100000 return upper case(big)',
    'string join([big, big, big], big)',
  ]) {
    it(`stops ${text}`, () => {
      const { warnings } = evaluated(text, { big: 'a'.repeat(400_000) });
      assert.match(warnings[0]?.sentence ?? '', /stopped/);
    });
  }
});
