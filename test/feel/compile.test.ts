import assert from 'node:assert/strict';
import { compileExpression, compileUnaryTests, functionNames, isFeelProblem } from '../../engine/feel/index.ts';
import { evaluated, expression, refusal, valueOf } from './samples.ts';

describe('compiling FEEL', () => {
  it('compiles the same text with the same names once', () => {
    assert.equal(expression('a + 1'), expression('a + 1'));
  });

  it('drops the equals sign that Camunda puts before an expression', () => {
    assert.equal(valueOf('= 1 + 2'), 3);
  });

  it('reads a dash in a declared name as part of the name and elsewhere as minus', () => {
    const context = { 'formal-examination': { outcome: 'ok' }, formal: 5, examination: { outcome: 3 } };

    assert.equal(valueOf('formal-examination.outcome = "ok"', context, ['formal-examination']), true);
    assert.equal(valueOf('formal-examination.outcome', context), 2);
  });

  it('reads declared names that contain blanks', () => {
    assert.equal(valueOf('days left > 3 and days left < 5', { 'days left': 4 }, ['days left']), true);
  });

  it('keeps comments out of the way', () => {
    assert.equal(valueOf('// the fee\n a /* in cents */ + 1 // done', { a: 2 }), 3);
  });

  for (const [text, sentence] of [
    ['', /empty/],
    ['   ', /empty/],
    ['a >', /not finished after “a >”/],
    ['if a then', /not finished/],
    ['a && b', /write “and” or “or”/],
    ['a == b', /write it once/],
    ["a = 'b'", /double quotation marks/],
    ['"abc', /not closed/],
    ['$' + '{a}', /Placeholders/],
    ['{{a}}', /Placeholders/],
    ['`a`', /without quotation marks/],
    ['a ) b', /“\)” is not expected after “a”/],
    ['!a', /“!” is not FEEL/],
  ] as const) {
    it(`says in plain words why ${JSON.stringify(text)} is refused`, () => {
      assert.match(refusal(text).sentence, sentence);
    });
  }

  it('points at the place of an error in the given text, also behind an equals sign', () => {
    const { position } = refusal('= a && b');

    assert.deepEqual(position, { from: 4, to: 6 });
  });

  it('points at the place of a warning in the given text, also inside loops and comparisons', () => {
    const { warnings } = evaluated('some x in [1, 2] satisfies x = missing');

    assert.deepEqual(warnings[0]?.position, { from: 31, to: 38 });
  });

  it('refuses texts over 4,000 characters', () => {
    assert.equal(refusal(`1${' + 1'.repeat(1_500)}`).code, 'too-long');
  });

  it('refuses deep nesting', () => {
    assert.equal(refusal(`${'('.repeat(300)}1${')'.repeat(300)}`).code, 'too-deep');
  });

  for (const text of [
    'a.__proto__',
    'constructor',
    'x.prototype',
    '{ "__proto__": 1 }',
    '__left(1)',
    '{ constructor: 1 }',
  ]) {
    it(`refuses the reserved name in ${text}`, () => {
      assert.equal(refusal(text).code, 'reserved-name');
    });
  }

  it('reads numbers as they are written, up to 34 digits', () => {
    assert.equal(valueOf('9007199254740993 = 9007199254740992'), false);
    assert.equal(valueOf('string(0.1234567890123456789012345678901234)'), '0.1234567890123456789012345678901234');
    assert.equal(valueOf('1.5e3'), 1500);
    assert.equal(valueOf('9007199254740992'), 9007199254740992);
  });

  it('refuses literal ranges over 100,000 steps, multiplied through nested loops', () => {
    assert.equal(refusal('for i in 1..100001 return i').code, 'too-many-iterations');
    assert.equal(refusal('for i in 1..400 return for j in 1..400 return i').code, 'too-many-iterations');
    assert.equal(refusal('some i in 1..10 ** 9 satisfies i < 0').code, 'too-many-iterations');
    assert.equal(refusal('for i in [1..1000000] return i').code, 'too-many-iterations');
  });

  it('refuses literal ranges that would never end', () => {
    assert.match(refusal('for i in 1..2.5 return i').sentence, /whole number/);
  });

  it('refuses more than four lists within each other', () => {
    assert.equal(refusal('for a in l, b in l, c in l, d in l, e in l return a').code, 'too-many-iterations');
  });

  it('accepts wide ranges that are only compared with', () => {
    assert.equal(valueOf('fee in [0..1000000]', { fee: 5 }), true);
  });

  it('refuses external functions', () => {
    assert.equal(refusal('function(x) external { java: { class: "java.lang.Math" } }').code, 'external-function');
  });

  it('refuses patterns that may take exponential time', () => {
    assert.equal(refusal('matches(s, "(a+)+$")').code, 'unsafe-pattern');
  });

  it('refuses unary tests with the same sentences', () => {
    const compiled = compileUnaryTests('> 5 && < 7');

    assert.ok(isFeelProblem(compiled));
    assert.match(compiled.sentence, /write “and” or “or”/);
  });

  it('lists functions that all exist', () => {
    for (const name of functionNames) {
      const compiled = compileExpression(`${name}()`);
      assert.ok(!isFeelProblem(compiled), name);
      const { warnings } = evaluated(`${name}()`);
      assert.ok(!warnings.some(({ code }) => code === 'NO_FUNCTION_FOUND'), name);
    }
  });
});
