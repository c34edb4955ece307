import assert from 'node:assert/strict';
import { flow, problemsOf, processOf, testRule } from '../models.ts';

describe('rule no-match', () => {
  testRule('no-match', { elements: ['x'], says: /default flow/ });

  it('is content when two conditions are opposites', async () => {
    for (const [one, other] of [
      ['amount > 100', 'amount <= 100'],
      ['isFigurative', 'not(isFigurative)'],
      ['paid = true', 'paid = false'],
      ['kind = "word"', 'kind != "word"'],
    ]) {
      assert.deepEqual(await found(one, other), []);
    }
  });

  it('is content when every outcome of a task has its flow', async () => {
    assert.deepEqual(await found('check.outcome = "ok"', 'check.outcome in ("deficient", "refused")'), []);
    assert.deepEqual(
      await found('check.outcome = "ok"', 'check.outcome = "deficient" or check.outcome = "refused"'),
      [],
    );
  });

  it('is not content when one outcome has none', async () => {
    assert.deepEqual(await found('check.outcome = "ok"', 'check.outcome = "deficient"'), ['x']);
    assert.deepEqual(await found('check.outcome = "ok"', 'check.outcome in ("deficient", "refused") and paid'), ['x']);
  });

  it('looks at conditions after an activity as well', async () => {
    const xml = processOf(
      `<startEvent id="s"/><task id="t"/><task id="u"/>${flow('f', 's', 't')}${flow('g', 't', 'u', 'amount > 100')}`,
    );
    const problems = await problemsOf(xml);

    assert.deepEqual(
      problems.map(({ rule, element }) => [rule, element]),
      [['no-match', 't']],
    );
  });
});

async function found(one: string | undefined, other: string | undefined): Promise<readonly (string | undefined)[]> {
  const outcomes = ['ok', 'deficient', 'refused'].map((value) => `<officina:outcome value="${value}"/>`).join('');
  const problems = await problemsOf(
    processOf(
      `<startEvent id="s"/><userTask id="check"><extensionElements>${outcomes}</extensionElements></userTask>
      <exclusiveGateway id="x"/><task id="a"/><task id="b"/>${flow('f', 's', 'check')}${flow('g', 'check', 'x')}
      ${flow('h', 'x', 'a', one)}${flow('i', 'x', 'b', other)}`,
    ),
  );
  return problems.filter(({ rule }) => rule === 'no-match').map(({ element }) => element);
}
