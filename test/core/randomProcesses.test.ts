import assert from 'node:assert/strict';
import { hostStepper } from '../../engine/host/index.ts';
import { play, randomProcess } from './randomProcess.ts';

const PROCESSES = 1_000;
const THROUGH_HOST = 100;

// A failure names its seed: `play(randomProcess(seed))` does it again.
describe('random sound processes against an oracle', () => {
  it(`run right, all ${PROCESSES}, and the same when state goes through JSON before each step`, async () => {
    let steps = 0;
    for (let seed = 1; seed <= PROCESSES; seed++) {
      const model = randomProcess(seed);
      const plain = await play(model);
      const reloaded = await play(model, { isReloaded: true });
      assert.deepEqual(reloaded, plain, `seed ${seed}`);
      steps += plain.steps;
    }
    assert.ok(steps > 2 * PROCESSES, `only ${steps} steps`);
  }).timeout(300_000);

  it(`run the same through bpmn-engine, ${THROUGH_HOST} of them`, async () => {
    for (let seed = 1; seed <= THROUGH_HOST; seed++) {
      const model = randomProcess(seed);
      const stepper = hostStepper(new Map([[`random_${seed}`, model.xml]]));
      assert.deepEqual(await play(model, { stepper }), await play(model), `seed ${seed}`);
    }
  }).timeout(300_000);
});
