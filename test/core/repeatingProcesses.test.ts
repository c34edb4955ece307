import assert from 'node:assert/strict';
import { hostStepper } from '../../engine/host/index.ts';
import { playRepeating, repeatingProcess } from './repeatingProcess.ts';

const PROCESSES = 1_000;
const THROUGH_HOST = 40;

// A failure names its seed: `playRepeating(repeatingProcess(seed))` does it again.
describe('random processes with loops, multi-instance and inclusive gateways against an oracle', () => {
  it(`run right, all ${PROCESSES}, with state through JSON before each step; every tenth also without`, async () => {
    let completed = 0;
    for (let seed = 1; seed <= PROCESSES; seed++) {
      const model = repeatingProcess(seed);
      const reloaded = await playRepeating(model, { isReloaded: true });
      if (seed % 10 === 0) assert.deepEqual(await playRepeating(model), reloaded, `seed ${seed}`);
      completed += reloaded.length;
    }
    assert.ok(completed > 10 * PROCESSES, `only ${completed} elements`);
  }).timeout(300_000);

  it(`run the same through bpmn-engine, ${THROUGH_HOST} of them`, async () => {
    for (let seed = 1; seed <= THROUGH_HOST; seed++) {
      const model = repeatingProcess(seed);
      const stepper = hostStepper(new Map([[`repeating_${seed}`, model.xml]]));
      assert.deepEqual(await playRepeating(model, { stepper }), await playRepeating(model), `seed ${seed}`);
    }
  }).timeout(300_000);
});
