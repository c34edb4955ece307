import assert from 'node:assert/strict';
import {
  computeTimeLimit,
  explain,
  formatDate,
  type TimeLimitOptions,
  type TimeLimitRule,
} from '../../engine/calendar/index.ts';
import { berlin } from './samples.ts';

function lines(language: string, rule: TimeLimitRule, baseOn: string, options?: TimeLimitOptions): readonly string[] {
  return explain(computeTimeLimit(rule, baseOn, berlin, options).steps, language);
}

/** Rules that together take every kind of step. */
const everyStep: readonly (readonly [TimeLimitRule, string, TimeLimitOptions?])[] = [
  [
    { length: 'P1M', abroadLength: 'P2M', alternative: { length: 'P4M', from: 'filing date', pick: 'later' } },
    '2026-01-31',
    { abroad: true, alternativeBaseOn: '2026-01-01', suspendedDays: 3 },
  ],
  [
    { length: 'P1M', extension: { length: 'P1M', max: 3 }, grace: { length: 'P6M' }, dayBefore: true },
    '2026-01-31',
    { extensions: 3 },
  ],
  [{ length: 'P1M' }, '2026-01-31'],
  [{ length: '-P6M', roll: 'previous' }, '2026-11-01'],
  [{ length: 'P0D', workingDays: 5 }, '2026-04-28'],
  [{ length: 'P0D', workingDays: -5 }, '2026-04-28'],
  [{ length: 'P10Y', system: 'islamic-umalqura' }, '2026-01-01'],
  [{ length: 'P1M' }, '2026-04-01'],
  [{ length: 'P1M' }, '2026-05-08'],
  [{ length: 'P1M', roll: 'previous' }, '2026-05-08'],
  [{ length: 'P1M', roll: 'previous' }, '2026-01-31'],
  [{ length: 'P1M', roll: 'none' }, '2026-01-31'],
];

describe('the arithmetic of a time limit in words', () => {
  it('is a line per step in English', () => {
    assert.deepEqual(lines('en', { length: 'P2M' }, '2026-01-07'), [
      'Counted from 7 January 2026 (the day itself not counted)',
      '2 months: 7 March 2026',
      '7 March 2026 is a Saturday: next open day is Monday 9 March 2026',
      'In time until the end of Monday 9 March 2026',
    ]);
  });

  it('is a line per step in Arabic, with Western digits', () => {
    assert.deepEqual(lines('ar', { length: 'P2M' }, '2026-01-07'), [
      'تُحتسب المدة من 7 يناير 2026 (لا يُحتسب هذا اليوم نفسه)',
      'شهران: 7 مارس 2026',
      '7 مارس 2026 يوافق السبت: يوم العمل التالي هو الاثنين 9 مارس 2026',
      'تنتهي المهلة بنهاية الاثنين 9 مارس 2026',
    ]);
  });

  it('is a line per step in French', () => {
    assert.deepEqual(lines('fr', { length: 'P1M' }, '2026-01-01').slice(0, 2), [
      'Compté à partir du 1er janvier 2026 (ce jour non compris)',
      '1\u00a0mois : 1er février 2026',
    ]);
  });

  it('names a clamped month’s end, an extension and the late period', () => {
    const rule: TimeLimitRule = { length: 'P1M', extension: { length: 'P1M', max: 2 }, grace: { length: 'P6M' } };

    assert.deepEqual(lines('en', rule, '2026-01-31'), [
      'Counted from 31 January 2026 (the day itself not counted)',
      '1 month: 28 February 2026',
      'That month has no day 31: its last day counts, 28 February 2026',
      '28 February 2026 is a Saturday: next open day is Monday 2 March 2026',
      'In time until the end of Monday 2 March 2026',
      'Late period of 6 months from 28 February 2026: 28 August 2026',
    ]);
    assert.equal(lines('en', rule, '2026-01-31', { extensions: 2 })[1], 'Extended twice by 1 month: 3 months in all');
  });

  it('names the holiday in the reader’s language, or else in English', () => {
    const rule: TimeLimitRule = { length: 'P1M' };

    assert.equal(
      lines('en', rule, '2026-04-01')[2],
      '1 May 2026 is a public holiday (Labour Day): next open day is Monday 4 May 2026',
    );
    assert.match(lines('ar', rule, '2026-04-01')[2] ?? '', /عيد العمال/);
    assert.match(lines('fr', rule, '2026-04-01')[2] ?? '', /Labour Day/);
  });

  it('shows both dates of another calendar', () => {
    assert.match(
      lines('en', { length: 'P10Y', system: 'islamic-umalqura' }, '2026-01-01')[1] ?? '',
      /12 Rajab 1447 .* 12 Rajab 1457 .*: 14 September 2035/,
    );
  });

  it('is complete in every language: no empty value, no bare code', () => {
    for (const language of ['en', 'ar', 'fr']) {
      for (const [rule, baseOn, options] of everyStep) {
        for (const line of lines(language, rule, baseOn, options)) {
          assert.doesNotMatch(line, /undefined|NaN|\d{4}-\d{2}|PT?\d|\( |: $|\s{2}/, line);
        }
      }
    }
  });

  it('is in English for a language that is not there, and in the language of a region', () => {
    assert.match(lines('km', { length: 'P1M' }, '2026-01-05')[0] ?? '', /^Counted from/);
    assert.match(lines('ar-EG', { length: 'P1M' }, '2026-01-05')[0] ?? '', /^تُحتسب/);
  });

  it('dates can be written alone', () => {
    assert.equal(formatDate('2026-01-05', 'en', { weekday: true }), 'Monday 5 January 2026');
    assert.equal(formatDate('2026-01-05', 'fr'), '5 janvier 2026');
  });
});
