import assert from 'node:assert/strict';
import {
  CalendarError,
  computeTimeLimit,
  recomputeTimeLimit,
  type TimeLimitOptions,
  type TimeLimitRule,
} from '../../engine/calendar/index.ts';
import { berlin } from './samples.ts';

function expires(rule: TimeLimitRule, baseOn: string, options?: TimeLimitOptions): string {
  return computeTimeLimit(rule, baseOn, berlin, options).expiresOn;
}

describe('time limits', () => {
  it('do not count the day they start on', () => {
    assert.equal(expires({ length: 'P1D' }, '2026-01-05'), '2026-01-06');
  });

  it('add the whole offset once: 31 August and six months end in February', () => {
    assert.equal(computeTimeLimit({ length: 'P6M' }, '2025-08-31', berlin).rawOn, '2026-02-28');
  });

  it('keep the raw end beside the rolled one', () => {
    const { rawOn, expiresOn } = computeTimeLimit({ length: 'P2M' }, '2026-01-07', berlin);

    assert.deepEqual([rawOn, expiresOn], ['2026-03-07', '2026-03-09']);
  });

  it('count extensions from the base, not from the rolled or clamped end', () => {
    const rule: TimeLimitRule = { length: 'P1M', extension: { length: 'P1M', max: 2 } };

    assert.equal(expires(rule, '2026-01-31'), '2026-03-02');
    assert.equal(expires(rule, '2026-01-31', { extensions: 1 }), '2026-03-31');
    assert.equal(expires(rule, '2026-01-31', { extensions: 2 }), '2026-04-30');
  });

  it('refuse more extensions than the rule allows', () => {
    const rule: TimeLimitRule = { length: 'P1M', extension: { length: 'P1M', max: 2 } };

    for (const extensions of [3, -1, 0.5])
      assert.throws(() => expires(rule, '2026-01-31', { extensions }), CalendarError);
    assert.throws(() => expires({ length: 'P1M' }, '2026-01-31', { extensions: 1 }), /at most 0/);
  });

  it('are longer for applicants abroad where the rule says so', () => {
    const rule: TimeLimitRule = { length: 'P1M', abroadLength: 'P2M' };

    assert.equal(expires(rule, '2026-01-05', { abroad: true }), '2026-03-05');
    assert.equal(expires(rule, '2026-01-05', { abroad: false }), '2026-02-05');
    assert.equal(expires({ length: 'P1M' }, '2026-01-05', { abroad: true }), '2026-02-05');
  });

  it('take the later or earlier of two periods', () => {
    const alternative = { length: 'P4M', from: 'international filing date' };
    const options = { alternativeBaseOn: '2026-01-05' };

    assert.equal(
      expires({ length: 'P2M', alternative: { ...alternative, pick: 'later' } }, '2026-01-05', options),
      '2026-05-05',
    );
    assert.equal(
      expires({ length: 'P2M', alternative: { ...alternative, pick: 'earlier' } }, '2026-01-05', options),
      '2026-03-05',
    );
    assert.equal(
      expires({ length: 'P2M', alternative: { ...alternative, pick: 'later' } }, '2026-01-05'),
      '2026-03-05',
    );
  });

  it('start the late period from the raw end, unless the law says otherwise', () => {
    const raw = computeTimeLimit({ length: 'P1Y', grace: { length: 'P6M' } }, '2025-02-28', berlin);
    const rolled = computeTimeLimit({ length: 'P1Y', grace: { length: 'P6M', from: 'expiry' } }, '2025-02-28', berlin);

    assert.deepEqual([raw.rawOn, raw.expiresOn], ['2026-02-28', '2026-03-02']);
    assert.deepEqual([raw.graceRawOn, raw.graceExpiresOn], ['2026-08-28', '2026-08-28']);
    assert.deepEqual([rolled.graceRawOn, rolled.graceExpiresOn], ['2026-09-02', '2026-09-02']);
  });

  it('renew from the old expiry, and end the day before where that is the convention', () => {
    assert.equal(expires({ length: 'P10Y', roll: 'none' }, '2024-02-29'), '2034-02-28');
    assert.equal(expires({ length: 'P10Y', roll: 'none', dayBefore: true }, '2016-03-10'), '2026-03-09');
  });

  it('count backwards and may roll back', () => {
    assert.equal(expires({ length: '-P6M', roll: 'previous' }, '2026-11-01'), '2026-04-30');
  });

  it('never roll where a date must be kept', () => {
    const limit = computeTimeLimit({ length: 'P2M', roll: 'none' }, '2026-01-07', berlin);

    assert.equal(limit.expiresOn, '2026-03-07');
    assert.ok(limit.steps.some(({ code }) => code === 'never-rolls'));
  });

  it('count working days', () => {
    assert.equal(expires({ length: 'P0D', workingDays: 5 }, '2026-04-28'), '2026-05-06');
    assert.equal(expires({ length: 'P1M', workingDays: 1 }, '2026-01-05'), '2026-02-06');
    assert.equal(expires({ length: 'P0D', workingDays: -1 }, '2026-05-04'), '2026-04-30');
  });

  it('shift by the days of a suspension, then roll', () => {
    assert.equal(expires({ length: 'P1M' }, '2026-01-05', { suspendedDays: 2 }), '2026-02-09');
  });

  it('roll over an outage of the channel that was used, and of no other', () => {
    assert.equal(expires({ length: 'P1M' }, '2026-06-01', { channel: 'e-filing' }), '2026-07-02');
    assert.equal(expires({ length: 'P1M' }, '2026-06-01'), '2026-07-01');
  });

  it('are counted in the office’s calendar unless the rule names another', () => {
    const hijri = { ...berlin, system: 'islamic-umalqura' as const };

    assert.equal(computeTimeLimit({ length: 'P10Y' }, '2026-01-01', hijri).rawOn, '2035-09-14');
    assert.equal(computeTimeLimit({ length: 'P10Y', system: 'gregory' }, '2026-01-01', hijri).rawOn, '2036-01-01');
  });

  it('refuse what is no date or no length', () => {
    assert.throws(() => expires({ length: 'P1M' }, '2026-02-30'), /is not a date/);
    assert.throws(() => expires({ length: 'P1M' }, '26-02-03'), CalendarError);
    assert.throws(() => expires({ length: '1 month' }, '2026-01-05'), /is not a duration/);
    assert.throws(() => expires({ length: 'PT3H' }, '2026-01-05'), /counted in days/);
    assert.throws(() => expires({ length: 'P1000Y' }, '9500-01-05'), CalendarError);
  });

  it('refuse a calendar without open days instead of searching for ever', () => {
    const closed = { ...berlin, weekend: [{ from: '2000-01-01', days: [1, 2, 3, 4, 5, 6, 7] as const }] };

    assert.throws(() => computeTimeLimit({ length: 'P1M' }, '2026-01-05', closed), /no open day/);
  });
});

describe('recomputing a time limit', () => {
  const rule: TimeLimitRule = { length: 'P30M' };
  const limit = computeTimeLimit(rule, '2024-01-10', berlin);

  it('follows a new base date while the period runs', () => {
    const change = { rule, calendar: berlin, today: '2026-07-10', baseOn: '2024-06-10' };

    assert.equal(recomputeTimeLimit(limit, change).expiresOn, '2026-12-10');
  });

  it('leaves a period alone that is over', () => {
    const change = { rule, calendar: berlin, today: '2026-07-11', baseOn: '2024-06-10' };

    assert.equal(recomputeTimeLimit(limit, change), limit);
  });
});
