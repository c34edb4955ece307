import assert from 'node:assert/strict';
import { completeUnderFire, killedNode } from '../faults/underFire.ts';

const ROUNDS = 5;

describe('a node that is killed a thousand times', function () {
  this.timeout(25 * 60_000);

  for (let round = 1; round <= ROUNDS; round += 1) {
    it(`loses and doubles nothing: 200 kills, 4,000 completions (${round} of ${ROUNDS})`, async () => {
      const result = await completeUnderFire(await killedNode(), { strikes: 200, instances: 800 });

      assert.deepEqual(result, { strikes: 200, acknowledged: 4000, done: 4000 });
    });
  }
});
