import assert from 'node:assert/strict';
import { start } from '../kit.ts';

describe('act recordStatusEvent', () => {
  it('records a fact today, or on the day it is given, with a note', async () => {
    const today = await start('acts/record-status-event', { variables: { event: 'FILED', on: null, note: null } });
    await today.complete('a');
    const before = await start('acts/record-status-event', {
      variables: { event: 'FEE_PAID', on: '2025-12-31', note: 'by transfer' },
    });
    await before.complete('a');

    assert.deepEqual(
      [...today.the('statusEventRecorded'), ...before.the('statusEventRecorded')].map(({ event, on, note }) => [
        event,
        on,
        note,
      ]),
      [
        ['FILED', '2026-01-05', null],
        ['FEE_PAID', '2025-12-31', 'by transfer'],
      ],
    );
  });

  it('takes the day from the office’s time zone', async () => {
    const it = await start('acts/record-status-event', {
      now: '2026-01-05T23:30:00.000Z',
      variables: { event: 'FILED', on: null, note: null },
    });

    await it.complete('a');

    assert.equal(it.the('statusEventRecorded')[0]?.on, '2026-01-06');
  });

  it('is an incident when the day does not exist or the event is missing', async () => {
    const day = await start('acts/record-status-event', {
      variables: { event: 'FILED', on: '2026-02-30', note: null },
    });
    await day.complete('a');
    const event = await start('acts/record-status-event', { variables: { event: null, on: null, note: null } });
    await event.complete('a');

    day.hasIncident('record', 'ACT_FAILED', /“on” of “record” must be a date, but it is “2026-02-30”/);
    event.hasIncident('record', 'ACT_FAILED', /“record” needs “event”, but it is null/);
  });
});
