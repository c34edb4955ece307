import assert from 'node:assert/strict';
import { struckDatabase } from './struckDatabase.ts';
import { completeUnderFire } from './underFire.ts';

describe('a database that fails under load', function () {
  this.timeout(180_000);

  it('loses all its connections: the node goes on by itself, nothing acknowledged is lost, nothing happens twice', async () => {
    const result = await completeUnderFire(await struckDatabase('disconnect'), { strikes: 8, instances: 60 });

    assert.deepEqual(result, { strikes: 8, acknowledged: 300, done: 300 });
  });

  it('crashes and recovers: the same', async () => {
    const result = await completeUnderFire(await struckDatabase('crash'), { strikes: 4, instances: 40 });

    assert.deepEqual(result, { strikes: 4, acknowledged: 200, done: 200 });
  });
});
