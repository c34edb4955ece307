import assert from 'node:assert/strict';
import {
  addWorkingDays,
  closedReason,
  isOpen,
  nextOpenDay,
  previousOpenDay,
  workingDaysBetween,
  type OfficeCalendar,
} from '../../engine/calendar/index.ts';
import { berlin } from './samples.ts';

describe('open days', () => {
  it('are all but weekends, holidays and closures', () => {
    assert.equal(closedReason('2026-05-04', berlin), undefined);
    assert.deepEqual(closedReason('2026-05-02', berlin), { type: 'weekend', weekday: 6 });
    assert.deepEqual(closedReason('2026-05-01', berlin), {
      type: 'holiday',
      name: { en: 'Labour Day', ar: 'عيد العمال' },
    });
    assert.deepEqual(closedReason('2026-06-09', berlin), { type: 'closure', reason: 'strike' });
  });

  it('include half days', () => {
    assert.equal(isOpen('2026-12-24', berlin), true);
  });

  it('know holidays that come every year, from their first year on', () => {
    assert.equal(isOpen('2030-12-25', berlin), false);
    assert.equal(isOpen('2019-12-25', berlin), true);
  });

  it('depend on the filing channel where only that was closed', () => {
    assert.equal(isOpen('2026-07-01', berlin), true);
    assert.equal(isOpen('2026-07-01', berlin, 'paper'), true);
    assert.deepEqual(closedReason('2026-07-01', berlin, 'e-filing'), {
      type: 'closure',
      reason: 'outage',
      channel: 'e-filing',
    });
  });

  it('follow the weekend that was in force', () => {
    // The United Arab Emirates moved from Friday–Saturday to Saturday–Sunday in 2022.
    const emirates: OfficeCalendar = {
      ...{ timeZone: 'Asia/Dubai', holidays: [] },
      weekend: [
        { from: '2022-01-01', days: [6, 7] },
        { from: '2006-09-01', days: [5, 6] },
      ],
    };

    assert.equal(isOpen('2021-12-31', emirates), false);
    assert.equal(isOpen('2022-01-07', emirates), true);
    assert.equal(isOpen('2022-01-09', emirates), false);
    assert.equal(isOpen('1999-01-01', emirates), false);
  });

  it('are found before and after a closed day, which may be open itself', () => {
    assert.equal(nextOpenDay('2026-05-01', berlin), '2026-05-04');
    assert.equal(previousOpenDay('2026-05-03', berlin), '2026-04-30');
    assert.equal(nextOpenDay('2026-05-04', berlin), '2026-05-04');
  });

  it('are counted without the first day', () => {
    assert.equal(addWorkingDays('2026-04-30', 1, berlin), '2026-05-04');
    assert.equal(addWorkingDays('2026-05-02', 0, berlin), '2026-05-02');
    assert.equal(workingDaysBetween('2026-04-30', '2026-05-05', berlin), 2);
    assert.equal(workingDaysBetween('2026-05-05', '2026-04-30', berlin), -2);
    assert.equal(workingDaysBetween('2026-05-05', '2026-05-05', berlin), 0);
  });

  it('refuse numbers of days that are none', () => {
    for (const days of [0.5, Number.NaN, 1e9])
      assert.throws(() => addWorkingDays('2026-04-30', days, berlin), /working days/);
  });
});
