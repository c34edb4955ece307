import assert from 'node:assert/strict';
import { flow, problemsOf, processOf, testRule } from '../models.ts';

describe('rule unknown-process', () => {
  testRule(
    'unknown-process',
    { elements: ['x'], says: /"oposition".*Did you mean "opposition"/ },
    { processes: new Set(['opposition']) },
  );

  it('knows the process itself', async () => {
    const xml = processOf(`<startEvent id="s"/><callActivity id="c" calledElement="p"/>${flow('f', 's', 'c')}`);

    assert.deepEqual(await problemsOf(xml, { processes: new Set() }), []);
  });
});
