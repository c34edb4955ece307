import assert from 'node:assert/strict';
import { timersUnderKills } from '../faults/timersUnderKills.ts';

const ROUNDS = 5;

describe('twenty thousand timers while their nodes are killed', function () {
  this.timeout(25 * 60_000);

  for (let round = 1; round <= ROUNDS; round += 1) {
    it(`4,000 timers fire once each (${round} of ${ROUNDS})`, async () => {
      const result = await timersUnderKills({ instances: 2000, kills: 60 });

      assert.deepEqual(result, { kills: 60, fired: 4000, wrong: 0 });
    });
  }
});
