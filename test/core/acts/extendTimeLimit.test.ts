import assert from 'node:assert/strict';
import { start } from '../kit.ts';

describe('act extendTimeLimit', () => {
  it('computes the whole period again from its base and arms its timer anew', async () => {
    const it = await start('acts/extend-time-limit', { variables: { key: 'reply' } });
    it.hasLimit('reply', '2026-03-05', 'running');

    await it.advanceTo('2026-03-01');
    await it.receives('extend');

    // 5 January and three months is Easter Sunday.
    it.isWaitingAt('await').has({ newDay: '2026-04-06' }).hasLimit('reply', '2026-04-06', 'running');
    it.isDue('too-late', '2026-04-06T22:00Z');
    assert.deepEqual(
      it
        .the('timeLimitExtended')
        .map(({ element, beforeOn, limit }) => [element, beforeOn, limit.expiresOn, limit.extensions]),
      [['too-late', '2026-03-05', '2026-04-06', 1]],
    );
  });

  it('lets the old date pass', async () => {
    const it = await start('acts/extend-time-limit', { variables: { key: 'reply' } });
    const token = it.tokenAt('await');
    await it.receives('extend');

    const old = await it.takes({ type: 'fireTimer', token, element: 'too-late', dueAt: '2026-03-05T23:00:00Z' });
    assert.match(old ?? '', /“too-late” is due at 2026-04-06T22:00:00.*, not at 2026-03-05/);
    await it.advanceTo('2026-04-06');
    it.isWaitingAt('await');
    await it.advanceTo('2026-04-07');
    it.isCompleted().hasLimit('reply', '2026-04-06', 'expired');
  });

  it('goes up to the maximum of the rule and not beyond', async () => {
    const it = await start('acts/extend-time-limit', { variables: { key: 'reply' } });
    await it.receives('extend');
    await it.receives('extend');
    it.hasLimit('reply', '2026-05-05', 'running');

    await it.receives('extend');

    it.hasIncident('extend', 'ACT_FAILED', /“reply” may be extended 2 times at most, and it has been/);
    it.isWaitingAt('await').hasLimit('reply', '2026-05-05', 'running');
  });

  it('is an incident where nothing of that key runs, or where it cannot be extended', async () => {
    const other = await start('acts/extend-time-limit', { variables: { key: 'term' } });
    await other.receives('extend');
    const never = await start('acts/extend-time-limit', {
      variables: { key: 'reply' },
      timeLimits: { reply: { length: 'P2M' } },
    });
    await never.receives('extend');

    other.hasIncident('extend', 'ACT_FAILED', /“term” is not running/);
    never.hasIncident('extend', 'ACT_FAILED', /“reply” cannot be extended/);
  });
});
