import assert from 'node:assert/strict';
import { play, randomProcess } from '../core/randomProcess.ts';

const FROM = 1_001;
const PROCESSES = 10_000;

describe('random sound processes against an oracle, the long run', () => {
  it(`run right, ${PROCESSES} more, and the same when state goes through JSON before each step`, async () => {
    for (let seed = FROM; seed < FROM + PROCESSES; seed++) {
      const model = randomProcess(seed);
      assert.deepEqual(await play(model, { isReloaded: true }), await play(model), `seed ${seed}`);
    }
  }).timeout(1_800_000);
});
