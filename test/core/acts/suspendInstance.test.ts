import assert from 'node:assert/strict';
import { start } from '../kit.ts';

describe('act suspendInstance', () => {
  it('makes every timer outside stand still and keeps tasks outside closed', async () => {
    const it = await start('suspension/pause');

    await it.receives('suspend');

    it.isWaitingAt('examine', 'pause').hasLimit('reply', '2026-03-05', 'suspended');
    it.isNotArmed('too-late').isNotArmed('reminder').isDue('long-enough', '2026-07-05T08:00Z');
    assert.match(
      (await it.tries({ complete: 'examine' })) ?? '',
      /The case is suspended since 2026-01-05T09:00:00.000Z; this goes on when the suspension is lifted/,
    );
    await it.advanceTo('2026-06-01');
    it.isWaitingAt('examine', 'pause');
  });

  it('refuses a timer outside that a node fires late', async () => {
    const it = await start('suspension/pause');
    const token = it.tokenAt('examine');
    await it.receives('suspend');

    const late = await it.takes({ type: 'fireTimer', token, element: 'too-late', dueAt: '2026-03-05T23:00:00Z' });

    assert.match(late ?? '', /The case is suspended/);
  });

  it('lets messages in: what they begin has timers that stand still from the first', async () => {
    const it = await start('suspension/pause');
    await it.receives('suspend');
    await it.advanceTo('2026-02-02');

    await it.receives('move');

    it.isWaitingAt('await', 'pause').isNotArmed('no-reply');
    assert.deepEqual(
      [...it.office.limits.values()].map(({ element, limit, state, steps }) => [
        element,
        limit.expiresOn,
        state,
        steps?.length ?? null,
      ]),
      [
        ['too-late', '2026-03-05', 'cancelled', null],
        ['no-reply', '2026-04-02', 'suspended', 3],
      ],
    );
  });

  it('leaves what runs in its own event sub-process alone', async () => {
    const it = await start('suspension/pause');
    await it.receives('suspend');

    await it.fires('long-enough');
    it.isWaitingAt('examine', 'explain');
    await it.complete('explain');

    it.isWaitingAt('examine');
  });

  it('is an incident where the case is suspended already, or outside an event sub-process', async () => {
    const twice = await start('suspension/pause');
    await twice.receives('suspend');
    await twice.receives('suspend');
    const misplaced = await start('suspension/misplaced');
    await misplaced.complete('a');

    twice.hasIncident('suspended', 'ACT_FAILED', /The case is suspended already/);
    misplaced.hasIncident('suspended', 'ACT_FAILED', /possible inside an event sub-process only/);
  });

  it('ends with the event sub-process when that is ended from outside: timers go on, shifted', async () => {
    const it = await start('suspension/inside');
    it.hasLimit('reply', '2026-03-05', 'running');
    await it.receives('suspend');
    await it.advanceTo('2026-01-15');
    it.isNotArmed('outside-late');

    await it.receives('stop');

    // Ten days stood still; 15 March is a Sunday.
    it.isWaitingAt('outside', 'after').hasLimit('reply', '2026-03-16', 'running');
    assert.deepEqual(
      it.the('resumed').map(({ element, policy }) => [element, policy]),
      [['suspension', 'shift']],
    );
    await it.complete('after');
  });

  it('ends with the case when that is withdrawn', async () => {
    const it = await start('suspension/pause');
    await it.receives('suspend');

    await it.receives('withdrawn');

    it.isCompleted().hasLimit('reply', '2026-03-05', 'cancelled');
    assert.equal(it.state.suspended, undefined);
  });
});
