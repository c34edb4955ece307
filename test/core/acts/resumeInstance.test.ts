import assert from 'node:assert/strict';
import { start, type Case } from '../kit.ts';

/** Suspended on 15 January, resumed on 15 February: 31 days. */
async function suspendedForAMonth(policy: string | null): Promise<Case> {
  const it = await start('suspension/pause');
  await it.advanceTo('2026-01-15T09:00:00Z');
  await it.receives('suspend');
  await it.advanceTo('2026-02-15T09:00:00Z');
  await it.receives('resume', { policy });
  return it;
}

describe('act resumeInstance', () => {
  it('shift moves the last day by the days that stood still and rolls it over closed days', async () => {
    const it = await suspendedForAMonth('shift');

    // 5 March and 31 days is Sunday 5 April.
    it.isWaitingAt('examine').hasLimit('reply', '2026-04-06', 'running').isDue('too-late', '2026-04-06T22:00Z');
    it.isDue('reminder', '2026-03-08T09:00Z');
    const [limit] = it.office.limits.values();
    assert.deepEqual(
      limit?.steps?.map(({ code }) => code),
      ['counted-from', 'added', 'suspended', 'rolled-weekend', 'expires'],
    );
    await it.complete('examine');
    it.isCompleted().hasLimit('reply', '2026-04-06', 'met');
  });

  it('shifts when no policy is given', async () => {
    const it = await suspendedForAMonth(null);

    it.hasLimit('reply', '2026-04-06', 'running');
  });

  it('restart gives every timer its whole length again', async () => {
    const it = await suspendedForAMonth('restart');

    it.hasLimit('reply', '2026-04-15', 'running').isDue('too-late', '2026-04-15T22:00Z');
    it.isDue('reminder', '2026-03-18T09:00Z');
  });

  it('keep leaves every timer as it was; an overdue one fires then', async () => {
    const it = await suspendedForAMonth('keep');

    it.hasLimit('reply', '2026-03-05', 'running').isDue('too-late', '2026-03-05T23:00Z');
    it.isDue('reminder', '2026-02-05T09:00Z');
    await it.passes('PT0S');
    it.isWaitingAt('examine').went(
      'start',
      'suspend',
      'suspended',
      'pause',
      'resume',
      'resumed',
      'going-on',
      'suspension',
      'reminder',
      'reminded',
    );
  });

  it('adds up several suspensions, and what is extended in between', async () => {
    const it = await suspendedForAMonth('shift');
    await it.receives('suspend');
    await it.advanceTo('2026-02-25T09:00:00Z');
    await it.receives('resume', { policy: 'shift' });

    // 5 March and 41 days.
    it.hasLimit('reply', '2026-04-15', 'running');
    await it.receives('extend');
    // 5 April and 41 days is Saturday 16 May.
    it.hasLimit('reply', '2026-05-18', 'running').isDue('too-late', '2026-05-18T22:00Z');
  });

  it('keeps an extension of what stands still until it goes on', async () => {
    const it = await start('suspension/pause');
    await it.receives('suspend');

    await it.receives('extend');
    it.hasLimit('reply', '2026-04-06', 'suspended').isNotArmed('too-late');
    await it.advanceTo('2026-01-15');
    await it.receives('resume', { policy: 'shift' });

    // 5 January, three months and ten days.
    it.hasLimit('reply', '2026-04-15', 'running');
  });

  it('shifts what began while the case was suspended by the rest of the suspension only', async () => {
    const it = await start('suspension/pause');
    await it.receives('suspend');
    await it.advanceTo('2026-02-02T09:00:00Z');
    await it.receives('move');
    await it.advanceTo('2026-02-12T09:00:00Z');

    await it.receives('resume', { policy: 'shift' });

    // 2 April and ten days is a Sunday.
    it.isWaitingAt('await').isDue('no-reply', '2026-04-13T22:00Z');
  });

  it('restarts a plain timer with its own length, even after it was shifted', async () => {
    const it = await suspendedForAMonth('shift');
    await it.receives('suspend');
    await it.receives('resume', { policy: 'restart' });

    it.isDue('reminder', '2026-03-18T09:00Z');
  });

  it('may stand in another event sub-process', async () => {
    const it = await start('suspension/apart');
    await it.receives('suspend');
    it.isWaitingAt('examine').hasLimit('reply', '2026-03-05', 'suspended');
    await it.advanceTo('2026-01-06');
    it.isNotArmed('too-late');

    await it.receives('resume');

    it.hasLimit('reply', '2026-03-06', 'running');
    await it.complete('examine');
    it.isCompleted();
  });

  it('is an incident when nothing is suspended or the policy is unknown', async () => {
    const none = await start('suspension/apart');
    await none.receives('resume');
    const unknown = await start('suspension/pause');
    await unknown.receives('suspend');
    await unknown.receives('resume', { policy: 'later' });

    none.hasIncident('resumed', 'ACT_FAILED', /not suspended/);
    unknown.hasIncident('resumed', 'ACT_FAILED', /must be shift, restart or keep, but it is "later"/);
  });
});
