import assert from 'node:assert/strict';
import { calendarFunctions, CalendarError } from '../../engine/calendar/index.ts';
import { berlin } from './samples.ts';

describe('calendar functions for expressions', () => {
  const functions = calendarFunctions(berlin);
  const call = (name: string, ...args: readonly (string | number | null)[]): unknown => functions[name]?.(...args);

  it('answer with plain values', () => {
    assert.equal(call('isOpen', '2026-05-01'), false);
    assert.equal(call('nextOpenDay', '2026-05-01'), '2026-05-04');
    assert.equal(call('previousOpenDay', '2026-05-01'), '2026-04-30');
    assert.equal(call('addWorkingDays', '2026-04-30', 2), '2026-05-05');
    assert.equal(call('workingDaysBetween', '2026-04-30', '2026-05-05'), 2);
    assert.equal(call('addDuration', '2026-01-31', 'P1M'), '2026-02-28');
    assert.equal(call('expiresOn', '2026-01-31', 'P1M'), '2026-03-02');
    assert.equal(call('weekday', '2026-05-01'), 5);
  });

  it('refuse what they cannot work with, in a sentence', () => {
    assert.throws(() => call('isOpen', null), CalendarError);
    assert.throws(() => call('addWorkingDays', '2026-04-30', 'two'), /A number is expected/);
    assert.throws(() => call('isOpen', 'soon'), /is not a date/);
  });
});
