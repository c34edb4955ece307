import assert from 'node:assert/strict';
import { flow, problemsOf, processOf, testRule } from '../models.ts';

describe('rule sub-process-start', () => {
  testRule('sub-process-start', { elements: ['inner'], says: /has no trigger/ });

  it('finds two start events', async () => {
    const xml = processOf(
      `<startEvent id="s"/><subProcess id="sub"><startEvent id="i"/><startEvent id="j"/><task id="t"/>
      ${flow('g', 'i', 't')}${flow('h', 'j', 't')}</subProcess>${flow('f', 's', 'sub')}`,
    );

    assert.deepEqual(
      (await problemsOf(xml)).map(({ rule, element }) => [rule, element]),
      [['sub-process-start', 'sub']],
    );
  });
});
