import assert from 'node:assert/strict';
import { timersUnderKills } from './timersUnderKills.ts';

describe('timers while their nodes are killed', function () {
  this.timeout(180_000);

  it('fire once each, none early, none lost, at the time at which they were due', async () => {
    const result = await timersUnderKills({ instances: 200, kills: 6 });

    assert.deepEqual(result, { kills: 6, fired: 400, wrong: 0 });
  });
});
