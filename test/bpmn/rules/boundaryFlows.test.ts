import assert from 'node:assert/strict';
import { flow, problemsOf, processOf, testRule } from '../models.ts';

describe('rule boundary-flows', () => {
  testRule('boundary-flows', { elements: ['late'], says: /leads to the boundary event/ });

  it('warns when nothing follows', async () => {
    const xml = processOf(
      `<startEvent id="s"/><task id="t"/><boundaryEvent id="b" attachedToRef="t"><errorEventDefinition/></boundaryEvent>
      ${flow('f', 's', 't')}`,
    );

    assert.deepEqual(
      (await problemsOf(xml)).map(({ rule, element, severity }) => [rule, element, severity]),
      [['boundary-flows', 'b', 'warning']],
    );
  });
});
