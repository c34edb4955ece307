import assert from 'node:assert/strict';
import { checkCalendar, checkTimeLimitRule } from '../../engine/calendar/index.ts';
import { berlin } from './samples.ts';

describe('checking a calendar', () => {
  it('finds nothing in a good one', () => {
    assert.deepEqual(checkCalendar(berlin), []);
  });

  it('points at every value that cannot be', () => {
    const problems = checkCalendar({
      timeZone: 'Mars/Phobos',
      weekend: [{ from: '2026-13-01', days: [1, 2, 3, 4, 5, 6, 7] }],
      holidays: [{ on: '2026-02-30' }],
      closures: [{ from: '2026-06-09', to: '2026-06-08', reason: 'strike' }],
      halfDays: [{ on: '2026-12-24', until: '25:00' }],
      workingHours: { from: '16:00', to: '08:00' },
    });

    assert.deepEqual(
      problems.map(({ pointer }) => pointer),
      [
        '/timeZone',
        '/weekend/0/from',
        '/weekend/0/days',
        '/holidays/0/on',
        '/closures/0',
        '/halfDays/0',
        '/workingHours',
      ],
    );
  });
});

describe('checking a time-limit rule', () => {
  it('finds nothing in a good one', () => {
    assert.deepEqual(
      checkTimeLimitRule({
        length: 'P2M',
        extension: { length: 'P2M', max: 2 },
        grace: { length: 'P6M' },
        workingDays: 3,
      }),
      [],
    );
  });

  it('points at every length that is none', () => {
    const problems = checkTimeLimitRule({
      length: '2 months',
      extension: { length: 'PT1H', max: 0 },
      abroadLength: 'x',
      alternative: { length: 'y', from: 'filing', pick: 'later' },
      grace: { length: 'z' },
      workingDays: 1.5,
    });

    assert.deepEqual(
      problems.map(({ pointer }) => pointer),
      [
        '/length',
        '/extension/length',
        '/abroadLength',
        '/alternative/length',
        '/grace/length',
        '/extension/max',
        '/workingDays',
      ],
    );
  });
});
