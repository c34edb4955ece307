import assert from 'node:assert/strict';
import { completeUnderFire, killedNode } from './underFire.ts';

describe('a node that is killed', function () {
  this.timeout(420_000);

  it('loses nothing that it acknowledged and does nothing twice: 50 kills with at least 8 requests in flight, 1,000 completions', async () => {
    const result = await completeUnderFire(await killedNode(), { strikes: 50, instances: 200 });

    assert.deepEqual(result, { strikes: 50, acknowledged: 1000, done: 1000 });
  });
});
