import assert from 'node:assert/strict';
import { deployAtOnce } from './deployments.ts';

describe('deployments', function () {
  this.timeout(180_000);

  it('of two nodes at the same time come into force one after the other, whole, with numbers without a gap', async () => {
    const result = await deployAtOnce(2);

    assert.deepEqual(result, { answered: 4, numbers: [1, 2, 3, 4, 5], inForce: 5, torn: 0 });
  });
});
