import assert from 'node:assert/strict';
import { start } from '../kit.ts';

describe('act fixTimeLimit', () => {
  it('computes a time limit, puts it on the dossier and waits for nothing', async () => {
    const it = await start('acts/fix-time-limit', { variables: { key: 'reply', filedOn: '2026-01-01' }, dossier: {} });

    await it.complete('a');

    it.isCompleted().has({ lastDay: '2026-03-02' }).hasLimit('reply', '2026-03-02', 'fixed');
    assert.deepEqual(it.office.dossier, { expiresOn: '2026-03-02' });
    assert.deepEqual(it.the('timerArmed'), []);
    assert.deepEqual(
      [...it.office.limits.values()].map(({ token, element, steps }) => [token, element, steps?.length]),
      [[-1, 'fix', 4]],
    );
  });

  it('is an incident when the office has no such time limit', async () => {
    const it = await start('acts/fix-time-limit', {
      variables: { key: 'nothing', filedOn: '2026-01-01' },
      dossier: {},
    });

    await it.complete('a');

    it.hasIncident('fix', 'UNKNOWN_TIME_LIMIT', /The time limit “nothing” at “fix” is not defined in this office/);
  });
});
