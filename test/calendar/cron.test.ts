import assert from 'node:assert/strict';
import { nextDueAt, parseTimer, timerDueAt, type Timer } from '../../engine/calendar/index.ts';

const PARIS = 'Europe/Paris';

function read(text: string): Timer {
  const timer = parseTimer(text, { timeZone: PARIS, kind: 'cycle' });
  assert.ok(timer.type === 'cycle', timer.type === 'problem' ? timer.sentence : text);
  return timer;
}

/** The first dates after an instant. */
function dates(text: string, from: string, many = 3): readonly string[] {
  const timer = read(text);
  const found = [timerDueAt(timer, from, PARIS)];
  while (found.length < many) {
    const dueAt = found.at(-1)!;
    found.push(nextDueAt(timer, { firstDueAt: found[0]!, dueAt, now: dueAt }, PARIS)!);
  }
  return found;
}

describe('cron texts', () => {
  for (const [text, from, expected] of [
    ['0 9 * * *', '2026-01-05T09:00:00Z', ['2026-01-06T08:00:00Z', '2026-01-07T08:00:00Z', '2026-01-08T08:00:00Z']],
    ['*/20 * * * *', '2026-01-05T09:05:00Z', ['2026-01-05T09:20:00Z', '2026-01-05T09:40:00Z', '2026-01-05T10:00:00Z']],
    [
      '30 17 * * MON-FRI',
      '2026-01-08T20:00:00Z',
      ['2026-01-09T16:30:00Z', '2026-01-12T16:30:00Z', '2026-01-13T16:30:00Z'],
    ],
    [
      '0 0 12 1 JAN,JUL ?',
      '2026-01-05T00:00:00Z',
      ['2026-07-01T10:00:00Z', '2027-01-01T11:00:00Z', '2027-07-01T10:00:00Z'],
    ],
    ['0 6 * * 5-7', '2026-01-09T06:00:00Z', ['2026-01-10T05:00:00Z', '2026-01-11T05:00:00Z', '2026-01-16T05:00:00Z']],
    ['0 0 29 2 *', '2026-01-05T00:00:00Z', ['2028-02-28T23:00:00Z', '2032-02-28T23:00:00Z', '2036-02-28T23:00:00Z']],
    ['0 0 13 * FRI', '2026-02-06T00:00:00Z', ['2026-02-12T23:00:00Z', '2026-02-19T23:00:00Z', '2026-02-26T23:00:00Z']],
    [
      '15/20 8,10 * * *',
      '2026-01-05T07:20:00Z',
      ['2026-01-05T07:35:00Z', '2026-01-05T07:55:00Z', '2026-01-05T09:15:00Z'],
    ],
  ] as const) {
    it(`${text} after ${from}`, () => {
      assert.deepEqual(dates(text, from), expected);
    });
  }

  it('keep the hour of the office: what does not exist comes after the gap, what exists twice comes once', () => {
    assert.deepEqual(dates('30 2 * * *', '2026-03-28T12:00:00Z', 2), ['2026-03-29T01:30:00Z', '2026-03-30T00:30:00Z']);
    assert.deepEqual(dates('30 2 * * *', '2026-10-24T12:00:00Z', 2), ['2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z']);
  });

  it('skip what was missed', () => {
    const fired = { firstDueAt: '2026-01-05T08:00:00Z', dueAt: '2026-01-05T08:00:00Z', now: '2026-01-08T12:00:00Z' };

    assert.equal(nextDueAt(read('0 9 * * *'), fired, PARIS), '2026-01-09T08:00:00Z');
  });

  it('that say nothing, too much or never are refused with a sentence', () => {
    for (const bad of [
      '60 * * * *',
      '* 24 * * *',
      '* * 0 * *',
      '* * * 13 *',
      '* * * * 8',
      '5-1 * * * *',
      '*/0 * * * *',
      '0 0 30 2 *',
      '0 0 L * *',
      '0 0 * * MON#1',
    ]) {
      const timer = parseTimer(bad, { timeZone: PARIS, kind: 'cycle' });
      assert.ok(timer.type === 'problem', bad);
      assert.match(timer.sentence, /The cron text is not usable: .*Write for example 0 9 \* \* MON-FRI/);
    }
    assert.equal(parseTimer('0 9 * * *', { timeZone: PARIS, kind: 'duration' }).type, 'problem');
  });
});
