import assert from 'node:assert/strict';
import { playRich } from '../core/playRich.ts';
import { play, randomProcess } from '../core/randomProcess.ts';
import { playRepeating, repeatingProcess } from '../core/repeatingProcess.ts';
import { richProcess } from '../core/richProcess.ts';

const FROM = 1_001;
const PROCESSES = 10_000;
const RICH = 3_000;

describe('random sound processes against an oracle, the long run', () => {
  it(`run right, ${PROCESSES} more, and the same when state goes through JSON before each step`, async () => {
    for (let seed = FROM; seed < FROM + PROCESSES; seed++) {
      const model = randomProcess(seed);
      assert.deepEqual(await play(model, { isReloaded: true }), await play(model), `seed ${seed}`);
    }
  }).timeout(1_800_000);

  it(`with loops, multi-instance and inclusive gateways run right, ${PROCESSES} more`, async () => {
    for (let seed = FROM; seed < FROM + PROCESSES; seed++)
      await playRepeating(repeatingProcess(seed), { isReloaded: seed % 2 === 0 });
  }).timeout(1_800_000);

  it(`of nearly every element keep rows and state in agreement, ${RICH} more`, async () => {
    for (let seed = FROM; seed < FROM + RICH; seed++) {
      const model = richProcess(seed);
      assert.deepEqual(
        await playRich(model, { isReloaded: true }),
        await playRich(model, { isReloaded: false }),
        `seed ${seed}`,
      );
    }
  }).timeout(1_800_000);
});
