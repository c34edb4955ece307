import assert from 'node:assert/strict';
import { cutAnswers } from '../faults/cutAnswers.ts';
import { breakDeployments, deployAtOnce } from '../faults/deployments.ts';
import { struckDatabase } from '../faults/struckDatabase.ts';
import { completeUnderFire } from '../faults/underFire.ts';

describe('a database that fails under load, again and again', function () {
  this.timeout(25 * 60_000);

  it('loses all its connections 1,000 times', async () => {
    const result = await completeUnderFire(await struckDatabase('disconnect'), { strikes: 1000, instances: 6000 });

    assert.deepEqual(result, { strikes: 1000, acknowledged: 30_000, done: 30_000 });
  });

  it('crashes 300 times', async () => {
    const result = await completeUnderFire(await struckDatabase('crash'), { strikes: 300, instances: 1800 });

    assert.deepEqual(result, { strikes: 300, acknowledged: 9000, done: 9000 });
  });

  it('cuts the answers of 5,000 commits', async () => {
    const result = await cutAnswers(5000);

    assert.deepEqual(result, { cut: 5000, done: 5000 });
  });
});

describe('deployments whose connection breaks', function () {
  this.timeout(25 * 60_000);

  it('at any statement are done once or not at all', async () => {
    const { numbers, breaks, inForce, torn } = await breakDeployments();

    assert.ok(breaks > 5);
    assert.deepEqual([numbers.length, numbers.at(-1), inForce, torn], [breaks + 2, breaks + 2, breaks + 2, 0]);
  });

  it('of two nodes at the same time come into force one after the other, 200 times', async () => {
    const { numbers, ...rest } = await deployAtOnce(100);

    assert.deepEqual([numbers.length, numbers.at(-1)], [201, 201]);
    assert.deepEqual(rest, { answered: 200, inForce: 201, torn: 0 });
  });
});
