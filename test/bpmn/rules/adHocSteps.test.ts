import assert from 'node:assert/strict';
import { flow, problemsOf, processOf, testRule } from '../models.ts';

describe('rule ad-hoc-steps', () => {
  testRule('ad-hoc-steps', { elements: ['begin'], says: /People start the steps of an ad-hoc sub-process/ });

  it('finds an ad-hoc sub-process without a step', async () => {
    const xml = processOf(`<startEvent id="s"/><adHocSubProcess id="x"/>${flow('f', 's', 'x')}`);

    assert.deepEqual(
      (await problemsOf(xml)).map(({ rule, element }) => [rule, element]),
      [['ad-hoc-steps', 'x']],
    );
  });
});
