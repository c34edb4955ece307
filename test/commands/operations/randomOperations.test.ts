import assert from 'node:assert/strict';
import { playSequences } from './randomOperations.ts';

const SEQUENCES = 200;

// A failure names its seed. The long run is `npm run verify -- model`.
describe('random sequences of operations', () => {
  it(`leave tables that the scanner accepts, ${SEQUENCES} of them`, async () => {
    const { done, refused } = await playSequences(1, SEQUENCES);

    assert.ok(done > 2 * SEQUENCES && refused > SEQUENCES / 2, JSON.stringify({ done, refused }));
  }).timeout(120_000);
});
