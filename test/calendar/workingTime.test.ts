import assert from 'node:assert/strict';
import { addWorkingTime } from '../../engine/calendar/index.ts';
import { alwaysOpen, berlin } from './samples.ts';

describe('working time', () => {
  it('runs within office hours and goes on the next open day', () => {
    assert.equal(addWorkingTime('2026-01-05T08:00:00Z', 60, berlin), '2026-01-05T09:00:00Z');
    assert.equal(addWorkingTime('2026-04-30T13:00:00Z', 120, berlin), '2026-05-04T07:00:00Z');
  });

  it('starts when the office opens', () => {
    assert.equal(addWorkingTime('2026-01-05T01:00:00Z', 30, berlin), '2026-01-05T07:30:00Z');
    assert.equal(addWorkingTime('2026-01-04T01:00:00Z', 30, berlin), '2026-01-05T07:30:00Z');
  });

  it('ends earlier on half days', () => {
    assert.equal(addWorkingTime('2026-12-24T10:30:00Z', 60, berlin), '2026-12-28T07:30:00Z');
  });

  it('may be many days', () => {
    assert.equal(addWorkingTime('2026-01-05T07:00:00Z', 8 * 60 * 5, berlin), '2026-01-09T15:00:00Z');
  });

  it('is refused when it is no length', () => {
    assert.throws(() => addWorkingTime('2026-01-05T07:00:00Z', -1, alwaysOpen), /working minutes/);
  });
});
