import assert from 'node:assert/strict';
import { playSequences } from '../commands/operations/randomOperations.ts';
import { playModified } from '../core/operations/playModified.ts';

const SEQUENCES = 10_000;
/** Sequences on one office; then all of its tables are looked through. */
const OF_ONE_OFFICE = 1_000;
const PROCESSES = 2_000;

describe('operations at random, the long run', () => {
  for (let from = 1; from <= SEQUENCES; from += OF_ONE_OFFICE) {
    it(`sequences ${from} to ${from + OF_ONE_OFFICE - 1} leave tables that the scanner accepts`, async () => {
      const { done, refused } = await playSequences(from, OF_ONE_OFFICE);

      assert.ok(done > 2 * OF_ONE_OFFICE && refused > OF_ONE_OFFICE / 2, JSON.stringify({ done, refused }));
    }).timeout(600_000);
  }

  it(`keep rows and state in agreement in ${PROCESSES} random processes more`, async () => {
    const counts = await playModified(10_001, PROCESSES);

    assert.ok(counts.made > PROCESSES && counts.stuck < PROCESSES / 4, JSON.stringify(counts));
  }).timeout(1_800_000);
});
