import assert from 'node:assert/strict';
import type { Json } from '../../engine/contract/json.ts';
import { evaluate, evaluateStrict, type FeelContext } from '../../engine/feel/index.ts';
import { evaluated, expression, refusal, valueOf } from './samples.ts';

const context: FeelContext = {
  amount: 3,
  name: 'Ada',
  filedOn: '2026-01-31',
  today: '2026-05-01',
  now: '2026-05-01T10:00:00Z',
  classes: [
    { number: 9, paid: true },
    { number: 25, paid: false },
  ],
  dossier: { mark: { text: 'ORBIT' } },
};

function sentenceOf(text: string, names: FeelContext = context): string {
  const result = evaluateStrict(expression(text), names);
  assert.ok(!result.ok, `“${text}” gave ${JSON.stringify(result)}`);
  return result.sentence;
}

describe('evaluating FEEL', () => {
  for (const [text, value] of [
    ['amount * 2 + 1', 7],
    ['- 5 + amount', -2],
    ['dossier.mark.text', 'ORBIT'],
    ['classes[paid = false].number', [25]],
    ['classes[1].number', 9],
    ['count(classes[number > 1])', 2],
    ['sum(for c in classes return c.number)', 34],
    ['some c in classes satisfies c.paid', true],
    ['every c in classes satisfies c.paid', false],
    ['if amount > 2 then "many" else "few"', 'many'],
    ['name in ("Ada", "Bob")', true],
    ['amount between 1 and 3', true],
    ['{ a: amount, b: a + 1 }', { a: 3, b: 4 }],
    ['for i in 1..amount return i', [1, 2, 3]],
    ['for i in amount..1 return i', [3, 2, 1]],
    ['sort([3, 1, 2], function(a, b) a < b)', [1, 2, 3]],
    ['string join(["a", "b"], "-")', 'a-b'],
    ['max(date(today), date(filedOn))', '2026-05-01'],
    ['min([])', null],
    ['list replace([1, 2, 3], -1, 4)', [1, 2, 4]],
    ['list replace([1, 2, 3], function(item, new) item > 1, 0)', [1, 0, 0]],
    ['years and months duration(date(filedOn), date("2027-03-15"))', 'P1Y1M'],
    ['years and months duration(from: today, to: filedOn)', '-P3M'],
    ['day of week(today)', 'Friday'],
    ['time("11:22:33+00:00")', '11:22:33Z'],
    ['[1..3] = [1..3]', true],
    ['1 / 0', null],
    ['-0', 0],
  ] as readonly (readonly [string, Json])[]) {
    it(`evaluates ${text}`, () => {
      assert.deepEqual(valueOf(text, context), value);
    });
  }

  it('returns dates, times and durations as ISO texts', () => {
    assert.equal(valueOf('date(filedOn) + duration("P1M")', context), '2026-02-28');
    assert.equal(valueOf('duration("P1Y2M")'), 'P1Y2M');
    assert.equal(valueOf('date(today) - date(filedOn)', context), 'P90D');
    assert.equal(valueOf('date and time("2026-01-01T10:00:00Z")'), '2026-01-01T10:00:00Z');
  });

  it('takes the first of two equal local times when summer time ends', () => {
    assert.equal(valueOf('date and time("2026-10-25T02:30:00@Europe/Berlin")'), '2026-10-25T02:30:00+02:00');
  });

  it('compares dates that are texts with dates that FEEL made', () => {
    for (const text of [
      'date(filedOn) + duration("P1M") < today',
      'today > date(filedOn)',
      'filedOn = date("2026-01-31")',
      'filedOn in [date("2026-01-01")..date("2026-12-31")]',
      'date(filedOn) between "2026-01-01" and today',
      'filedOn in (date("2026-01-31"), date("2026-02-01"))',
    ]) {
      assert.equal(valueOf(text, context), true, text);
    }
  });

  it('never answers a comparison of different kinds in silence', () => {
    const { value, warnings } = evaluated('"10" > 5');

    assert.equal(value, null);
    assert.equal(warnings[0]?.code, 'NOT_COMPARABLE');
  });

  it('takes nothing but true for true in an if', () => {
    const { value, warnings } = evaluated('if name then 1 else 2', context);

    assert.equal(value, 2);
    assert.equal(warnings[0]?.code, 'INVALID_TYPE');
  });

  it('gives null and a warning for what is not JSON', () => {
    for (const text of ['[1..5]', 'function(x) x', '10 ** 400', '{ "then": function(x) x }']) {
      const { value, warnings } = evaluated(text);
      assert.equal(value, null, text);
      assert.equal(warnings.at(-1)?.code, 'NOT_A_VALUE', text);
    }
  });

  it('knows years before 0', () => {
    assert.equal(valueOf('date and time("-2016-01-30T09:05:00").year'), -2016);
  });

  it('leaves the context as it was', () => {
    const before = structuredClone({ list: [3, 1, 2], a: { b: 1 } });
    const given = structuredClone(before);

    valueOf('context put(a, "b", 2)', given);
    valueOf('sort(list, function(x, y) x < y)', given);

    assert.deepEqual(given, before);
  });

  it('keeps nothing from one evaluation to the next', () => {
    const compiled = expression('a = 1');

    assert.equal(evaluate(compiled, { a: 1 }).value, true);
    assert.deepEqual(
      evaluate(compiled, {}).warnings.map(({ code }) => code),
      ['NO_VARIABLE_FOUND'],
    );
    assert.equal(evaluate(compiled, { a: 1 }).warnings.length, 0);
  });
});

describe('the clock of expressions', () => {
  it('is the now and today of the context', () => {
    assert.equal(valueOf('today', context), '2026-05-01');
    assert.equal(valueOf('date(today).month', context), 5);
    assert.equal(valueOf('now', context), '2026-05-01T10:00:00Z');
  });

  it('is never the machine’s: the functions are refused', () => {
    assert.match(refusal('today()').sentence, /Write “today” instead of “today\(\)”/);
    assert.match(refusal('now() > x').sentence, /Write “now” instead/);
  });

  it('is never the machine’s: without a clock in the context there is none', () => {
    for (const text of ['today', 'now', '{ f: today, r: f() }.r', '[now][1]', 'string(today)']) {
      const { value, warnings } = evaluated(text);
      assert.equal(value, null, text);
      assert.equal(warnings[0]?.code, 'NO_VARIABLE_FOUND', text);
    }
  });
});

describe('functions of the context', () => {
  const functions: FeelContext = {
    double: (x: Json) => Number(x) * 2,
    office: { nextDay: (on: Json) => `after ${JSON.stringify(on)}`, name: 'XX' },
    fail: () => {
      throw new Error('The register is closed.');
    },
  };

  it('are called with plain JSON, at the top and one level deep', () => {
    assert.equal(valueOf('double(21)', functions), 42);
    assert.equal(valueOf('office.nextDay(date("2026-01-01")) + office.name', functions), 'after "2026-01-01"XX');
  });

  it('that throw become a warning with their own sentence', () => {
    assert.deepEqual(evaluated('fail()', functions).warnings, [
      { code: 'FAILED', sentence: 'The register is closed.' },
    ]);
  });

  it('may evaluate the very expression that calls them', () => {
    const compiled = expression('if depth = 0 then 0 else 1 + deeper(depth - 1)');
    const run = (depth: Json): Json => evaluate(compiled, { depth, deeper: run }).value;

    assert.equal(run(5), 5);
  });
});

describe('strict evaluation', () => {
  it('gives the value when all went well', () => {
    assert.deepEqual(evaluateStrict(expression('amount + 1'), context), { ok: true, value: 4 });
  });

  it('takes a property that is not filled in for null', () => {
    assert.deepEqual(evaluateStrict(expression('dossier.mark.image = null'), context), { ok: true, value: true });
    assert.deepEqual(evaluateStrict(expression('dossier.agent.name'), context), { ok: true, value: null });
  });

  for (const [text, sentence] of [
    ['missing > 3', 'In “missing > 3”: There is no variable “missing” here.'],
    ['amount + "x"', 'In “amount + "x"”: “+” cannot calculate with the number 3 and the text “x”.'],
    ['frob(amount)', 'In “frob(amount)”: There is no variable “frob” here.'],
    ['dossier.frob(1)', 'In “dossier.frob(1)”: There is no function “dossier.frob”.'],
    ['name.first', 'In “name.first”: “first” was asked of the text “Ada”, which has no parts.'],
    ['contains(amount, "x")', 'In “contains(amount, "x")”: “contains” cannot work with the number 3 and the text “x”.'],
    ['date("2026-02-30")', 'In “date("2026-02-30")”: date(“2026-02-30”) is not a valid date.'],
    ['name > amount', 'In “name > amount”: The text “Ada” cannot be compared with the number 3.'],
    [
      'for c in name return c',
      'In “for c in name return c”: A list is needed after “in”, but there is the text “Ada”.',
    ],
    [
      'for i in 1..amount / 2 return i',
      'In “for i in 1..amount / 2 return i”: A range needs two whole numbers, but has the number 1 and the number 1.5.',
    ],
  ] as const) {
    it(`says what is wrong with ${text}`, () => {
      assert.equal(sentenceOf(text), sentence);
    });
  }
});

describe('the budget of an evaluation', () => {
  const big: FeelContext = {
    n: 1e9,
    list: Array.from({ length: 5_000 }, (_, index) => index),
    text: 'a'.repeat(5_000),
  };

  for (const text of [
    'for i in 1..n return i',
    'for a in list, b in list return a',
    'for a in list return list[item > a]',
    'for a in list return sum(list)',
    'list[item in list]',
    '{ f: function(k) if k < 2 then k else f(k - 1) + f(k - 2), r: f(45) }.r',
    '{ f: function(x) f(x), r: f(1) }.r',
    '{ a: [1,1], b: [a,a], c: [b,b], d: [c,c], e: [d,d], f: [e,e], g: [f,f], h: [g,g], i: [h,h], j: [i,i], k: [j,j], l: [k,k], m: [l,l], n: [m,m], o: [n,n], p: [o,o], q: [p,p], r: flatten([q,q,q]) }.r',
    'distinct values(for a in list return { a: a })',
    'matches(text, ".*.*x")',
    'string join(for i in list return text)',
  ]) {
    it(`stops ${text.slice(0, 60)}`, () => {
      assert.match(sentenceOf(text, big), /stopped|too long/);
    });
  }

  it('lets ordinary work through', () => {
    assert.equal(valueOf('count(for a in list return a * 2)', big), 5_000);
    assert.equal(valueOf('{ f: function(k) if k < 2 then k else f(k - 1) + f(k - 2), r: f(15) }.r'), 610);
  });
});
