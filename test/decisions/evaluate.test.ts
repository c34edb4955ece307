import assert from 'node:assert/strict';
import { evaluateDecision, readDecisions, type DecisionResult } from '../../engine/decisions/index.ts';
import type { FeelContext } from '../../engine/feel/index.ts';
import { definitions, literal, modelOf, table, type TableSketch } from './models.ts';

async function decide(xml: string, key: string, context: FeelContext): Promise<DecisionResult> {
  return evaluateDecision(await modelOf(definitions(xml)), key, context);
}

async function decideTable(sketch: Partial<TableSketch>, context: FeelContext): Promise<DecisionResult> {
  const rules = [
    ['> 1', '"A"'],
    ['> 2', '"B"'],
    ['> 3', '"A"'],
  ];
  return decide(table('t', { inputs: ['x'], outputs: [{ name: 'r' }], rules, ...sketch }), 't', context);
}

describe('decision tables', () => {
  it('UNIQUE gives the one rule that matches and names two that both do', async () => {
    assert.deepEqual(await decideTable({}, { x: 2 }), { ok: true, value: 'A', matched: [0] });
    assert.deepEqual(await decideTable({}, { x: 3 }), {
      ok: false,
      sentence: 'Decision “t”: Rules 1 (t-r0) and 2 (t-r1) both match, but the table allows only one.',
    });
  });

  it('FIRST gives the first rule that matches', async () => {
    assert.deepEqual(await decideTable({ hitPolicy: 'FIRST' }, { x: 9 }), { ok: true, value: 'A', matched: [0] });
  });

  it('ANY gives the answer that all matching rules share', async () => {
    const rules = [
      ['> 1', '"A"'],
      ['> 3', '"A"'],
    ];

    assert.deepEqual(await decideTable({ hitPolicy: 'ANY', rules }, { x: 9 }), {
      ok: true,
      value: 'A',
      matched: [0, 1],
    });
    assert.deepEqual(await decideTable({ hitPolicy: 'ANY' }, { x: 3 }), {
      ok: false,
      sentence: 'Decision “t”: Rules 1 (t-r0) and 2 (t-r1) both match, but give different answers.',
    });
  });

  it('COLLECT and RULE ORDER give all answers in the order of the rules', async () => {
    for (const hitPolicy of ['COLLECT', 'RULE ORDER']) {
      assert.deepEqual(await decideTable({ hitPolicy }, { x: 9 }), {
        ok: true,
        value: ['A', 'B', 'A'],
        matched: [0, 1, 2],
      });
    }
  });

  it('COLLECT adds up, counts, takes the least and the greatest', async () => {
    const rules = [
      ['> 1', '0.1'],
      ['> 2', '0.2'],
      ['> 3', '7'],
    ];
    const values = { SUM: 0.3, MIN: 0.1, MAX: 0.2, COUNT: 2 };

    for (const [aggregation, value] of Object.entries(values)) {
      const result = await decideTable({ hitPolicy: 'COLLECT', aggregation, rules }, { x: 3 });
      assert.deepEqual(result, { ok: true, value, matched: [0, 1] });
    }
  });

  it('COLLECT cannot add up texts', async () => {
    const result = await decideTable({ hitPolicy: 'COLLECT', aggregation: 'SUM' }, { x: 9 });

    assert.deepEqual(result, { ok: false, sentence: 'Decision “t”: SUM needs numbers in all matching rules.' });
  });

  it('give null when no rule matches, or the default', async () => {
    assert.deepEqual(await decideTable({}, { x: 0 }), { ok: true, value: null, matched: [] });
    assert.deepEqual(await decideTable({ hitPolicy: 'COLLECT', aggregation: 'COUNT' }, { x: 0 }), {
      ok: true,
      value: 0,
      matched: [],
    });
    assert.deepEqual(await decideTable({ outputs: [{ name: 'r', default: '"none"' }] }, { x: 0 }), {
      ok: true,
      value: 'none',
      matched: [],
    });
  });

  it('give an object when they have several outputs', async () => {
    const sketch = { outputs: [{ name: 'amount' }, { name: 'currency' }], rules: [['-', 'x * 100', '"EUR"']] };

    assert.deepEqual(await decideTable(sketch, { x: 2 }), {
      ok: true,
      value: { amount: 200, currency: 'EUR' },
      matched: [0],
    });
  });

  it('match a rule only if all its cells do', async () => {
    const sketch = {
      inputs: ['classes', 'paid'],
      rules: [
        ['[1..3]', 'true', '"small"'],
        ['> 3', 'true', '"large"'],
        ['-', 'false', '"unpaid"'],
      ],
    };

    assert.deepEqual(await decideTable(sketch, { classes: 5, paid: true }), { ok: true, value: 'large', matched: [1] });
    assert.deepEqual(await decideTable(sketch, { classes: 5, paid: false }), {
      ok: true,
      value: 'unpaid',
      matched: [2],
    });
  });

  it('say which input or cell cannot be relied on', async () => {
    assert.deepEqual(await decideTable({}, {}), {
      ok: false,
      sentence: 'Decision “t”: In “x”: There is no variable “x” here.',
    });
    assert.deepEqual(await decideTable({}, { x: 'many' }), {
      ok: false,
      sentence: 'Decision “t”: Rule 1: In “> 1”: The text “many” cannot be compared with the number 1.',
    });
  });
});

describe('decisions that require others', () => {
  it('see the results of those they require under their names', async () => {
    const xml =
      literal('base', '100 * classes') +
      literal('surcharge', 'if late then base / 2 else 0', ['base']) +
      literal('total', 'base + surcharge', ['base', 'surcharge']);

    assert.deepEqual(await decide(xml, 'total', { classes: 3, late: true }), { ok: true, value: 450, matched: [] });
  });

  it('see them under names with blanks and dashes', async () => {
    const xml = `<decision id="a" name="a"><variable name="base-fee per class"/><literalExpression><text>7</text></literalExpression></decision>${literal('b', 'base-fee per class + 1', ['a'])}`;

    assert.deepEqual(await decide(xml, 'b', {}), { ok: true, value: 8, matched: [] });
  });

  it('do not see results that they do not require', async () => {
    const result = await decide(literal('a', '1') + literal('b', 'a + 1'), 'b', {});

    assert.equal(result.ok, false);
  });

  it('fail with the sentence of the decision that failed', async () => {
    const result = await decide(literal('a', 'missing') + literal('b', 'a', ['a']), 'b', {});

    assert.deepEqual(result, {
      ok: false,
      sentence: 'Decision “a”: In “missing”: There is no variable “missing” here.',
    });
  });

  it('decide a required decision once, however often it is required', async () => {
    let calls = 0;
    const tick = (): number => ++calls;
    const ids = Array.from({ length: 30 }, (_, index) => `d${index}`);
    const [first = '', ...others] = ids;
    const later = others.map((id, index) => literal(id, `d${index} + 1`, ids.slice(0, index + 1)));

    const result = await decide(literal(first, 'tick()') + later.join(''), 'd29', { tick });
    assert.deepEqual(result, { ok: true, value: 30, matched: [] });
    assert.equal(calls, 1);
  });

  it('are refused by name when they do not exist', async () => {
    assert.deepEqual(await decide(literal('a', '1'), 'z', {}), {
      ok: false,
      sentence: 'There is no decision “z” in “Fees”.',
    });
  });
});

describe('names with special characters', () => {
  it('are declared by the caller', async () => {
    const xml = definitions(literal('a', 'formal-examination.outcome'));
    const read = await readDecisions(xml, { names: ['formal-examination'] });

    assert.ok(read.ok);
    assert.deepEqual(evaluateDecision(read.model, 'a', { 'formal-examination': { outcome: 'ok' } }), {
      ok: true,
      value: 'ok',
      matched: [],
    });
  });
});
