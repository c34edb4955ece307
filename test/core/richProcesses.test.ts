import assert from 'node:assert/strict';
import { hostStepper } from '../../engine/host/index.ts';
import { playRich } from './playRich.ts';
import { richProcess } from './richProcess.ts';

const PROCESSES = 250;
const THROUGH_HOST = 30;

// A failure names its seed: `playRich(richProcess(seed), …)` does it again.
describe('random processes of nearly every element', () => {
  it(`keep rows and state in agreement, ${PROCESSES} of them, and the same when state goes through JSON`, async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= PROCESSES; seed++) {
      const model = richProcess(seed);
      const plain = await playRich(model, { isReloaded: false });
      assert.deepEqual(await playRich(model, { isReloaded: true }), plain, `seed ${seed}`);
      for (const element of plain.trace) seen.add(element.replace(/\d+$/, ''));
    }
    // Each kind of element has been gone through somewhere.
    assert.deepEqual(
      'b c e g h j k p r s t u x'.split(' ').filter((kind) => !seen.has(kind)),
      [],
    );
  }).timeout(300_000);

  it(`run the same through bpmn-engine, ${THROUGH_HOST} of them`, async () => {
    for (let seed = 1; seed <= THROUGH_HOST; seed++) {
      const model = richProcess(seed);
      const stepper = hostStepper(new Map(['p', 'child'].map((key) => [key, model.xml])));
      assert.deepEqual(
        await playRich(model, { isReloaded: true, stepper }),
        await playRich(model, { isReloaded: true }),
        `seed ${seed}`,
      );
    }
  }).timeout(300_000);
});
