import assert from 'node:assert/strict';
import { freezeWorkers } from './frozenWorker.ts';

describe('a worker that is frozen past its lease', function () {
  this.timeout(180_000);

  it('writes nothing stale when it thaws: what another has done stands, and its own end is refused', async () => {
    const result = await freezeWorkers(3);

    assert.deepEqual(result, { jobs: 12, ended: 12, refused: 12 });
  });
});
