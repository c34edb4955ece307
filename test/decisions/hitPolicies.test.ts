import assert from 'node:assert/strict';
import { evaluateDecision } from '../../engine/decisions/index.ts';
import { modelOf } from './models.ts';

const rules = [
  ['&gt; 1', '"low"'],
  ['&gt; 2', '"high"'],
  ['&gt; 3', '"middle"'],
];

async function decide(
  hitPolicy: string,
  x: number,
  output = '<output name="r"><outputValues><text>"high","middle","low"</text></outputValues></output>',
): Promise<unknown> {
  const rows = rules.map(
    ([test, value]) =>
      `<rule><inputEntry><text>${test}</text></inputEntry><outputEntry><text>${value}</text></outputEntry></rule>`,
  );
  const xml = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="Fees" namespace="urn:test"><decision id="t" name="t"><decisionTable hitPolicy="${hitPolicy}"><input><inputExpression><text>x</text></inputExpression></input>${output}${rows.join('')}</decisionTable></decision></definitions>`;
  const result = evaluateDecision(await modelOf(xml), 't', { x });
  return result.ok ? result.value : result.sentence;
}

describe('hit policies that look at the order of the output values', () => {
  it('PRIORITY gives the matching output that is listed first', async () => {
    assert.equal(await decide('PRIORITY', 2), 'low');
    assert.equal(await decide('PRIORITY', 9), 'high');
  });

  it('OUTPUT ORDER gives all matching outputs in the order of the list', async () => {
    assert.deepEqual(await decide('OUTPUT ORDER', 9), ['high', 'middle', 'low']);
  });

  it('take values that are not listed last', async () => {
    const output = '<output name="r"><outputValues><text>"middle"</text></outputValues></output>';
    assert.deepEqual(await decide('OUTPUT ORDER', 9, output), ['middle', 'low', 'high']);
  });
});

describe('input values', () => {
  it('end with a sentence when the input has another', async () => {
    const xml = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="Fees" namespace="urn:test"><decision id="t" name="t"><decisionTable><input label="Kind"><inputExpression><text>kind</text></inputExpression><inputValues><text>"word","figure"</text></inputValues></input><output name="r"/><rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision></definitions>`;
    const model = await modelOf(xml);

    assert.deepEqual(evaluateDecision(model, 't', { kind: 'word' }), { ok: true, value: 1, matched: [0] });
    assert.deepEqual(evaluateDecision(model, 't', { kind: 'sound' }), {
      ok: false,
      sentence: 'Decision “t”: “Kind” has a value that the table does not allow.',
    });
  });
});
