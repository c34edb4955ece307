import assert from 'node:assert/strict';
import { packageRoot } from '../../engine/packageRoot.ts';
import { killLeftovers, runToEnd } from '../operations/support/program.ts';

interface Row {
  readonly applicationNumber: string;
  readonly agrees: boolean;
}

/** Marks of which 20 are played wrongly. */
const PART = 240;

async function replay(
  ...args: readonly string[]
): Promise<{ code: number | null; rows: readonly Row[]; stderr: string }> {
  const { code, stdout, stderr } = await runToEnd(packageRoot, ['demo', '--all', '--json', '--quiet', ...args]);
  return { code, rows: stdout === '' ? [] : (JSON.parse(stdout) as readonly Row[]), stderr };
}

describe('the replay of the register', function () {
  this.timeout(600_000);
  afterEach(killLeftovers);

  it('agrees with the register in state and expiry for every mark', async () => {
    const { code, rows, stderr } = await replay();

    assert.equal(code, 0, stderr);
    assert.deepEqual(
      rows.filter(({ agrees }) => !agrees),
      [],
    );
    assert.equal(new Set(rows.map(({ applicationNumber }) => applicationNumber)).size, 824);
  });

  it('shows every outcome that was played wrongly, and nothing else', async () => {
    const { code, rows, stderr } = await replay('--limit', String(PART), '--inject', '20');

    // The command itself compares which marks differ with those it played wrongly.
    assert.equal(code, 0, stderr);
    assert.equal(rows.length, PART);
    assert.equal(rows.filter(({ agrees }) => !agrees).length, 20);
  });
});
