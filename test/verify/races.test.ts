import assert from 'node:assert/strict';
import { freezeWorkers } from '../faults/frozenWorker.ts';
import { openTwoNodes, raceForTasks, raceToJoin } from '../faults/races.ts';

const ROUNDS = 10;

describe('two nodes that do the same at once, ten thousand times', function () {
  this.timeout(25 * 60_000);

  for (let round = 1; round <= ROUNDS; round += 1) {
    it(`1,000 races for a task and 500 joins (${round} of ${ROUNDS})`, async () => {
      const two = await openTwoNodes();
      try {
        assert.deepEqual(await raceForTasks(two, 1000), { races: 1000, winners: 1000, told: 1000 });
        assert.deepEqual(await raceToJoin(two, 500), { joins: 500, opened: 500 });
      } finally {
        await two.close();
      }
    });
  }
});

describe('workers that are frozen past their leases', function () {
  this.timeout(25 * 60_000);

  it('write nothing stale: 200 jobs', async () => {
    const result = await freezeWorkers(50);

    assert.deepEqual(result, { jobs: 200, ended: 200, refused: 200 });
  });
});
