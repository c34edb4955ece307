import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addDuration,
  addWorkingDays,
  computeTimeLimit,
  dayOf,
  expiryInstant,
  workingDaysBetween,
  type OfficeCalendar,
  type Roll,
  type Weekday,
} from '../../engine/calendar/index.ts';
import * as slow from './reference.ts';

const seed = 20260105;

const day = fc
  .record({
    year: fc.integer({ min: 1990, max: 2060 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  })
  .map(({ year, month, day: number }) => ({ year, month, day: Math.min(number, slow.monthLength(year, month)) }));

const weekday = fc.integer({ min: 1, max: 7 }) as fc.Arbitrary<Weekday>;
const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'Asia/Riyadh',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Pacific/Auckland',
);

/** Holidays and closures are scattered within days of `near`, so that they matter. */
function calendarNear(near: slow.Day): fc.Arbitrary<OfficeCalendar> {
  const close = fc.integer({ min: -12, max: 12 }).map((days) => slow.addDays(near, days));
  return fc.record({
    timeZone: zone,
    weekend: fc
      .tuple(fc.uniqueArray(weekday, { maxLength: 3 }), fc.uniqueArray(weekday, { maxLength: 3 }), close)
      .map(([before, after, from]) => [
        { from: slow.write(from), days: after },
        { from: '1900-01-01', days: before },
      ]),
    holidays: fc.array(
      close.map((on) => ({ on: slow.write(on) })),
      { maxLength: 8 },
    ),
    closures: fc.array(
      fc.tuple(close, fc.nat({ max: 4 })).map(([from, length]) => ({
        from: slow.write(from),
        to: slow.write(slow.addDays(from, length)),
        reason: 'closed',
      })),
      { maxLength: 2 },
    ),
  });
}

const months = fc.integer({ min: -60, max: 400 });
const days = fc.integer({ min: 0, max: 120 });

describe('calendar properties against a day-by-day reference', () => {
  it('months and days are added as one offset', () => {
    fc.assert(
      fc.property(day, months, days, (base, addedMonths, addedDays) => {
        const sign = addedMonths < 0 ? '-' : '';
        const expected = slow.addDays(slow.addMonths(base, addedMonths), addedMonths < 0 ? -addedDays : addedDays);

        assert.equal(
          addDuration(slow.write(base), `${sign}P${Math.abs(addedMonths)}M${addedDays}D`),
          slow.write(expected),
        );
      }),
      { seed, numRuns: 600 },
    );
  });

  it('a time limit ends on the raw day, or on the nearest open one in its direction', () => {
    const limitCase = fc
      .tuple(day, months, fc.constantFrom<Roll>('next', 'previous', 'none'))
      .chain(([base, added, direction]) => {
        const raw = slow.addMonths(base, added);
        return fc.record({
          base: fc.constant(base),
          added: fc.constant(added),
          direction: fc.constant(direction),
          raw: fc.constant(raw),
          calendar: calendarNear(raw),
        });
      });
    fc.assert(
      fc.property(limitCase, ({ base, added, direction, raw, calendar }) => {
        const length = `${added < 0 ? '-' : ''}P${Math.abs(added)}M`;
        const limit = computeTimeLimit({ length, roll: direction }, slow.write(base), calendar);
        const rolled =
          direction === 'none' ? raw : slow.roll(raw, calendar, direction === 'next' ? slow.dayAfter : slow.dayBefore);

        assert.equal(limit.rawOn, slow.write(raw));
        assert.equal(limit.expiresOn, slow.write(rolled));
      }),
      { seed, numRuns: 600 },
    );
  });

  it('working days are counted one by one, and counted back', () => {
    const countCase = day.chain((base) =>
      fc.record({ base: fc.constant(base), calendar: calendarNear(base), count: fc.integer({ min: -25, max: 25 }) }),
    );
    fc.assert(
      fc.property(countCase, ({ base, calendar, count }) => {
        const end = addWorkingDays(slow.write(base), count, calendar);

        assert.equal(end, slow.write(slow.addWorkingDays(base, count, calendar)));
        if (count >= 0) assert.equal(workingDaysBetween(slow.write(base), end, calendar), count);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('a time limit is over at the first moment of the next day in every zone', () => {
    fc.assert(
      fc.property(day, zone, (on, timeZone) => {
        const end = expiryInstant(slow.write(on), { timeZone });
        const justBefore = new Date(Date.parse(end) - 1_000).toISOString();

        assert.equal(dayOf(end, timeZone), slow.write(slow.dayAfter(on)));
        assert.equal(dayOf(justBefore, timeZone), slow.write(on));
      }),
      { seed, numRuns: 300 },
    );
  });
});
