import assert from 'node:assert/strict';
import { addDays, dayOf, expiryInstant, inSystem, startOfDay } from '../../engine/calendar/index.ts';

describe('days and moments', () => {
  it('belong together by the time zone of the office', () => {
    assert.equal(dayOf('2026-01-05T23:30:00Z', 'Europe/Berlin'), '2026-01-06');
    assert.equal(dayOf('2026-01-05T23:30:00Z', 'America/New_York'), '2026-01-05');
    assert.equal(dayOf('2026-01-05T00:30:00+02:00', 'UTC'), '2026-01-04');
  });

  it('belong together at every moment around midnight, whatever was asked before', () => {
    const moments = ['22:59:59.999Z', '23:00:00Z', '23:00:00.000Z', '22:59:59Z', '23:59:59.999Z'];

    assert.deepEqual(
      moments.map((time) => dayOf(`2026-01-05T${time}`, 'Europe/Berlin')),
      ['2026-01-05', '2026-01-06', '2026-01-06', '2026-01-05', '2026-01-06'],
    );
    assert.throws(() => dayOf('2026-01-06', 'Europe/Berlin'), { name: 'CalendarError' });
    assert.throws(() => dayOf('2026-01-06T10:00:99Z', 'Europe/Berlin'), { name: 'CalendarError' });
  });

  it('a time limit is over at the first moment of the next day, also when the clocks change', () => {
    const berlin = { timeZone: 'Europe/Berlin' };

    assert.equal(expiryInstant('2026-03-28', berlin), '2026-03-28T23:00:00Z');
    assert.equal(expiryInstant('2026-03-29', berlin), '2026-03-29T22:00:00Z');
    assert.equal(expiryInstant('2026-10-25', berlin), '2026-10-25T23:00:00Z');
  });

  it('a day begins later where midnight does not exist', () => {
    assert.equal(startOfDay('2023-04-28', 'Africa/Cairo'), '2023-04-27T22:00:00Z');
    assert.equal(dayOf(startOfDay('2023-04-28', 'Africa/Cairo'), 'Africa/Cairo'), '2023-04-28');
  });

  it('a day that a time zone skipped has no length but does no harm', () => {
    // Samoa had no 30 December 2011.
    assert.equal(dayOf(startOfDay('2011-12-30', 'Pacific/Apia'), 'Pacific/Apia'), '2011-12-31');
  });

  it('have numbers in other calendars', () => {
    assert.deepEqual(inSystem('2026-01-01', 'islamic-umalqura'), { year: 1447, month: 7, day: 12 });
    assert.deepEqual(inSystem('2026-01-01', 'ethiopic'), { year: 2018, month: 4, day: 23 });
    assert.deepEqual(inSystem('2026-01-31', 'buddhist'), { year: 2569, month: 1, day: 31 });
  });

  it('are refused in words when they are none', () => {
    assert.throws(() => addDays('2026-02-29', 1), /“2026-02-29” is not a date/);
    assert.throws(() => dayOf('yesterday', 'UTC'), /is not a moment/);
    assert.throws(() => startOfDay('2026-01-01', 'Mars/Phobos'), /is not a time zone/);
    assert.throws(() => addDays('9999-12-31', 1), /outside/);
  });
});
