import assert from 'node:assert/strict';
import { start } from '../kit.ts';

describe('event-based gateway (BPMN 2.0.2, 13.4.4: the first event decides, the rest are withdrawn)', () => {
  it('waits for each of its events with one token', async () => {
    const it = await start('eventBasedGateway/reply-or-time-limit');

    it.isWaitingAt('wait').listensAt('replied', 'withdrawn').isDue('too-late', '2026-03-06T00:00+01:00');
    assert.equal(it.office.dossierState, 'WAITING');
  });

  it('goes on where the message arrived, and gives up the timer', async () => {
    const it = await start('eventBasedGateway/reply-or-time-limit');

    await it.receives('reply', { text: 'corrected' });

    it.isWaitingAt('examine').went('start', 'wait', 'replied').has({ text: 'corrected' });
    it.listensAt().isNotArmed('too-late').hasLimit('reply', '2026-03-05', 'met');
  });

  it('goes on where the timer fired, and gives up the messages', async () => {
    const it = await start('eventBasedGateway/reply-or-time-limit');
    const token = it.tokenAt('wait');

    await it.advanceTo('2026-03-06');

    it.isCompleted().went('start', 'wait', 'too-late', 'abandoned').hasLimit('reply', '2026-03-05', 'expired');
    const late = await it.takes({ type: 'correlateMessage', token, element: 'replied', payload: {} });
    assert.match(late ?? '', /has ended/);
  });

  it('may be followed by a receive task', async () => {
    const it = await start('eventBasedGateway/receive');

    await it.receives('call', { from: 'applicant' });

    it.isCompleted().went('start', 'wait', 'phoned', 'end').has({ from: 'applicant' });
  });

  it('takes the events that follow it and nothing else', async () => {
    const it = await start('eventBasedGateway/reply-or-time-limit');
    const token = it.tokenAt('wait');
    const due = (element: string): { type: 'fireTimer'; token: number; element: string; dueAt: string } => ({
      type: 'fireTimer',
      token,
      element,
      dueAt: '2026-03-05T23:00:00.000Z',
    });

    const answers = [
      await it.takes(due('examine')),
      await it.takes(due('replied')),
      await it.takes({ ...due('too-late'), dueAt: '2026-03-04T23:00:00.000Z' }),
      await it.takes({ type: 'correlateMessage', token, element: 'too-late', payload: {} }),
      await it.takes({ type: 'completeJob', token, result: null }),
    ];

    assert.match(answers[0] ?? '', /Expected “examine” to follow “wait”/);
    assert.match(answers[1] ?? '', /Expected the timer “replied” to be armed/);
    assert.match(answers[2] ?? '', /“too-late” is due at 2026-03-05T23:00:00.*, not at 2026-03-04/);
    assert.match(answers[3] ?? '', /Expected “too-late” to wait for a message/);
    assert.match(answers[4] ?? '', /Expected “wait” to wait for an event/);
    it.isWaitingAt('wait');
  });
});
