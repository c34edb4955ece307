import assert from 'node:assert/strict';
import type { Json } from '../../../engine/contract/json.ts';
import { evaluated, valueOf } from '../samples.ts';

describe('dates, times and durations', () => {
  for (const [text, value] of [
    ['@"2026-01-31" + @"P1M"', '2026-02-28'],
    ['@"2024-02-29" - @"P1Y"', '2023-02-28'],
    ['@"2026-01-01" - @"PT1H"', '2025-12-31'],
    ['@"2026-03-01" - @"2026-02-01"', 'P28D'],
    ['@"10:00:00" + @"PT15H"', '01:00:00'],
    ['@"2026-01-01T23:30:00Z" + @"PT45M"', '2026-01-02T00:15:00Z'],
    ['@"2026-01-01T00:00:00+02:00" = @"2025-12-31T22:00:00Z"', true],
    ['@"2026-03-29T01:30:00@Europe/Berlin" + @"PT1H"', '2026-03-29T03:30:00+02:00'],
    ['@"2026-07-01T12:00:00@Europe/Berlin".time offset', 'PT2H'],
    ['@"2026-07-01T12:00:00@Europe/Berlin".timezone', 'Europe/Berlin'],
    ['string(@"10:00:00@Europe/Paris")', '10:00:00@Europe/Paris'],
    ['@"2026-01-01T24:00:00"', '2026-01-02T00:00:00'],
    ['@"P1Y2M".months', 2],
    ['@"-P1DT2H".hours', -2],
    ['@"PT1.5S".seconds', 1.5],
    ['@"P1D" * 1.5', 'P1DT12H'],
    ['@"P3M" / 2', 'P1M'],
    ['@"P1D" / @"PT6H"', 4],
    ['@"2026-05-01".weekday', 5],
    ['week of year(@"2027-01-01")', 53],
    ['day of year(@"2024-12-31")', 366],
    ['month of year(@"2026-05-01")', 'May'],
    ['time(13, 20, 0.5, duration("-PT5H30M"))', '13:20:00.5-05:30'],
    ['date and time(@"2026-01-31", @"10:00:00Z")', '2026-01-31T10:00:00Z'],
    ['@"2026-01-05" in [@"2026-01-01"..@"2026-01-31"]', true],
    ['for d in @"2026-01-30"..@"2026-02-01" return d', ['2026-01-30', '2026-01-31', '2026-02-01']],
    ['date(-44, 3, 15)', '-0044-03-15'],
  ] as readonly (readonly [string, Json])[]) {
    it(`${text} is ${JSON.stringify(value)}`, () => {
      assert.deepEqual(valueOf(text), value);
    });
  }

  for (const text of [
    'date("2026-1-1")',
    'time("25:00:00")',
    'duration("P1Y1D")',
    'date and time("2026-01-01T1:00")',
  ]) {
    it(`${text} is null with a warning`, () => {
      const { value, warnings } = evaluated(text);
      assert.equal(value, null);
      assert.equal(warnings[0]?.code, 'INVALID_ARGUMENTS');
    });
  }
});
