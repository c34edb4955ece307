import assert from 'node:assert/strict';
import { diagram, problemsOf, testRule } from '../models.ts';

describe('rule event-sub-process-start', () => {
  testRule('event-sub-process-start', { elements: ['withdrawal'], says: /exactly one start event, but it has 0/ });

  it('finds a flow that leads to the event sub-process', async () => {
    const xml = diagram('event-sub-process-start/good').replace(
      '</process>',
      '<sequenceFlow id="into" sourceRef="a" targetRef="withdrawal"/></process>',
    );

    assert.deepEqual(
      (await problemsOf(xml)).map(({ rule, element }) => [rule, element]),
      [['event-sub-process-start', 'withdrawal']],
    );
  });
});
