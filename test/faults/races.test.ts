import assert from 'node:assert/strict';
import { openTwoNodes, raceForTasks, raceToJoin, type TwoNodes } from './races.ts';

const RACES = 200;
const JOINS = 40;

describe('two nodes that do the same at once', function () {
  this.timeout(120_000);
  let two: TwoNodes;
  before(async () => {
    two = await openTwoNodes();
  });
  after(() => two.close());

  it('one of two completes a task, the other is told who has done it and when', async () => {
    const result = await raceForTasks(two, RACES);

    assert.deepEqual(result, { races: RACES, winners: RACES, told: RACES });
  });

  it('parallel branches join once', async () => {
    const result = await raceToJoin(two, JOINS);

    assert.deepEqual(result, { joins: JOINS, opened: JOINS });
  });
});
