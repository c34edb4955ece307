import assert from 'node:assert/strict';
import { BY_HAND } from '../../../engine/core/index.ts';
import { start, type Case } from '../kit.ts';

const suspend = (it: Case): Promise<string | null> => it.takes({ type: 'suspend', reason: 'The file is at court.' });
const resume = (it: Case, policy: 'shift' | 'restart' | 'keep' = 'shift'): Promise<string | null> =>
  it.takes({ type: 'resume', policy, reason: 'It is back.' });

describe('suspending by hand', () => {
  it('lets everything stand still until it is resumed, timers shifted, restarted or as they were', async () => {
    const ends = { shift: '2026-02-15T09:00:00Z', restart: '2026-02-15T09:00:00Z', keep: '2026-02-05T09:00:00Z' };
    for (const policy of ['shift', 'restart', 'keep'] as const) {
      const it = await start('userTask/time-limit');
      assert.equal(await suspend(it), null);
      it.isNotArmed('reminder').isNotArmed('too-late');
      assert.equal(it.state.suspended?.by, BY_HAND);
      assert.match((await it.tries({ complete: 'examine' })) ?? '', /suspended since/);
      await it.passes('P10D');

      assert.equal(await resume(it, policy), null);

      it.isDue('reminder', ends[policy]);
      await it.complete('examine');
      it.isCompleted();
    }
  });

  it('is refused twice, and so is resuming what is not suspended or what the process has suspended itself', async () => {
    const it = await start('userTask/time-limit');
    assert.match((await resume(it)) ?? '', /not suspended/);
    await suspend(it);
    assert.match((await suspend(it)) ?? '', /suspended since .* already/);

    const pause = await start('suspension/pause', { dossier: {} });
    await pause.receives('halt').catch(() => undefined);
    if (pause.state.suspended)
      assert.match((await resume(pause)) ?? '', /has suspended the case and resumes it itself/);
  });

  it('still lets the case be modified and cancelled', async () => {
    const it = await start('userTask/time-limit');
    await suspend(it);
    const token = it.tokenAt('examine');

    assert.equal(
      await it.takes({ type: 'modify', reason: 'Wrong.', moves: [{ type: 'moveToken', token, to: 'reminded' }] }),
      null,
    );
    it.isWaitingAt('reminded');
    await it.cancel();
    it.isTerminated();
  });
});
