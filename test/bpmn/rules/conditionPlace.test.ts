import assert from 'node:assert/strict';
import { flow, problemsOf, processOf, testRule } from '../models.ts';

describe('rule condition-place', () => {
  testRule('condition-place', { elements: ['f1'], severity: 'warning', says: /would not be read/ });

  it('refuses a condition behind an event', async () => {
    const xml = processOf(`<startEvent id="s"/><task id="t"/>${flow('f', 's', 't', 'amount > 100')}`);
    const found = (await problemsOf(xml)).filter(({ rule }) => rule === 'condition-place');

    assert.deepEqual(
      found.map(({ severity, element }) => [severity, element]),
      [['error', 'f']],
    );
  });
});
