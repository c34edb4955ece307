import assert from 'node:assert/strict';
import { hostStepper } from '../../engine/host/index.ts';
import { eventfulProcess } from './eventfulProcess.ts';
import { playRich } from './playRich.ts';

const PROCESSES = 100;
const THROUGH_HOST = 12;

// A failure names its seed: `playRich(eventfulProcess(seed), …)` does it again.
describe('random processes with every kind of event', () => {
  it(`keep rows and state in agreement, ${PROCESSES} of them, and the same when state goes through JSON`, async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= PROCESSES; seed++) {
      const model = eventfulProcess(seed);
      const plain = await playRich(model, { isReloaded: false });
      assert.deepEqual(await playRich(model, { isReloaded: true }), plain, `seed ${seed}`);
      for (const element of plain.trace) seen.add(element.replace(/\d+$/, ''));
    }
    // Each kind of element has been gone through somewhere.
    assert.deepEqual(
      'b c e h l n q s u w y z'.split(' ').filter((kind) => !seen.has(kind)),
      [],
    );
  }).timeout(120_000);

  it(`run the same through bpmn-engine, ${THROUGH_HOST} of them`, async () => {
    for (let seed = 1; seed <= THROUGH_HOST; seed++) {
      const model = eventfulProcess(seed);
      const stepper = hostStepper(new Map(['p', 'child'].map((key) => [key, model.xml])));
      assert.deepEqual(
        await playRich(model, { isReloaded: true, stepper }),
        await playRich(model, { isReloaded: true }),
        `seed ${seed}`,
      );
    }
  }).timeout(120_000);
});
