import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  addDuration,
  computeTimeLimit,
  inSystem,
  recomputeTimeLimit,
  type CalendarSystem,
  type Roll,
} from '../../engine/calendar/index.ts';
import { alwaysOpen, office } from './samples.ts';

interface Offset {
  readonly years?: number;
  readonly months?: number;
  readonly days?: number;
}
interface Deadline {
  readonly id: string;
  readonly offset: Offset;
  readonly alt?: { readonly offset: Offset; readonly from: string; readonly pick: 'later' | 'earlier' };
}
interface Vectors {
  readonly deadlines: readonly Deadline[];
  readonly testVectors: readonly {
    readonly name: string;
    readonly base: string;
    readonly offset: Offset;
    readonly rawExpiry: string;
  }[];
  readonly calendarVectors: readonly {
    readonly calendar: CalendarSystem;
    readonly base: string;
    readonly baseGregorian: string;
    readonly offset: Offset;
    readonly expiry: string;
    readonly expiryGregorian: string;
  }[];
  readonly rolloverVectors: readonly {
    readonly name: string;
    readonly weekend: readonly number[];
    readonly holidays: readonly string[];
    readonly raw: string;
    readonly rolled: string;
    readonly mode?: Roll;
  }[];
}

const vectors = JSON.parse(
  readFileSync(new URL('../corpora/domain/deadlines.json', import.meta.url), 'utf8'),
) as Vectors;

function iso({ years = 0, months = 0, days = 0 }: Offset): string {
  const sign = years < 0 || months < 0 || days < 0 ? '-' : '';
  return `${sign}P${Math.abs(years)}Y${Math.abs(months)}M${Math.abs(days)}D`;
}

function numbers(on: string, system: CalendarSystem): string {
  const { year, month, day } = inSystem(on, system);
  return `${year}-${month}-${day}`;
}

describe('date vectors of the domain', () => {
  for (const { name, base, offset, rawExpiry } of vectors.testVectors) {
    it(`${name}: ${base} + ${iso(offset)} is ${rawExpiry}`, () => {
      assert.equal(computeTimeLimit({ length: iso(offset) }, base, alwaysOpen).rawOn, rawExpiry);
    });
  }

  for (const { calendar, base, baseGregorian, offset, expiry, expiryGregorian } of vectors.calendarVectors) {
    it(`${calendar}: ${base} + ${iso(offset)} is ${expiry}`, () => {
      const limit = computeTimeLimit({ length: iso(offset), system: calendar }, baseGregorian, alwaysOpen);

      assert.equal(numbers(baseGregorian, calendar), base);
      assert.equal(limit.rawOn, expiryGregorian);
      assert.equal(numbers(limit.rawOn, calendar), expiry);
      assert.equal(addDuration(baseGregorian, iso(offset), calendar), expiryGregorian);
    });
  }

  for (const { name, weekend, holidays, raw, rolled, mode } of vectors.rolloverVectors) {
    it(`${name}: ${raw} rolls to ${rolled}`, () => {
      const limit = computeTimeLimit({ length: 'P0D', ...(mode && { roll: mode }) }, raw, office(weekend, holidays));

      assert.equal(limit.rawOn, raw);
      assert.equal(limit.expiresOn, rolled);
    });
  }

  it('a closure added afterwards moves periods that are still open', () => {
    const vector = vectors.rolloverVectors.find(({ name }) => name.startsWith('ad-hoc'));
    assert.ok(vector);
    const rule = { length: 'P1M' };
    const before = computeTimeLimit(rule, '2026-05-08', office(vector.weekend));
    const calendar = office(vector.weekend, vector.holidays);

    assert.equal(before.expiresOn, vector.raw);
    assert.equal(recomputeTimeLimit(before, { rule, calendar, today: '2026-06-08' }).expiresOn, vector.rolled);
    assert.equal(recomputeTimeLimit(before, { rule, calendar, today: '2026-06-09' }), before);
  });

  for (const { id, offset, alt } of vectors.deadlines) {
    it(`the rule ${id} can be computed`, () => {
      const alternative = alt && { length: iso(alt.offset), from: alt.from, pick: alt.pick };
      const rule = { length: iso(offset), ...(alternative && { alternative }) };
      const limit = computeTimeLimit(rule, '2026-01-05', alwaysOpen, { alternativeBaseOn: '2026-01-05' });

      const ends = [
        addDuration('2026-01-05', rule.length),
        ...(alternative ? [addDuration('2026-01-05', alternative.length)] : []),
      ].sort();
      assert.equal(limit.expiresOn, alternative?.pick === 'later' ? ends.at(-1) : ends[0]);
    });
  }
});
