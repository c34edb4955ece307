import assert from 'node:assert/strict';
import { cutAnswers } from '../faults/cutAnswers.ts';
import { struckDatabase } from '../faults/struckDatabase.ts';
import { completeUnderFire } from '../faults/underFire.ts';

describe('a database that fails under load, again and again', function () {
  this.timeout(25 * 60_000);

  it('loses all its connections 1,000 times', async () => {
    const result = await completeUnderFire(await struckDatabase('disconnect'), { strikes: 1000, instances: 2000 });

    assert.deepEqual(result, { strikes: 1000, acknowledged: 10_000, done: 10_000 });
  });

  it('crashes 300 times', async () => {
    const result = await completeUnderFire(await struckDatabase('crash'), { strikes: 300, instances: 600 });

    assert.deepEqual(result, { strikes: 300, acknowledged: 3000, done: 3000 });
  });

  it('cuts the answers of 5,000 commits', async () => {
    const result = await cutAnswers(5000);

    assert.deepEqual(result, { cut: 5000, done: 5000 });
  });
});
