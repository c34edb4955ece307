import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  nextDueAt,
  parseTimer,
  resumeTimer,
  timerDueAt,
  type Timer,
  type TimerProblem,
} from '../../engine/calendar/index.ts';

const timeZone = 'Europe/Berlin';

interface TimerCase {
  readonly id: string;
  readonly kind: 'duration' | 'date' | 'cycle' | 'scenario';
  readonly expr: string;
}

const { cases } = JSON.parse(readFileSync(new URL('../corpora/attack/timer-abuse.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly TimerCase[];
};

function timer(text: string): Timer {
  const read = parseTimer(text, { timeZone });
  assert.ok(read.type !== 'problem', read.type === 'problem' ? read.sentence : '');
  return read;
}

function due(text: string, armedAt = '2026-01-05T09:00:00Z'): string {
  return timerDueAt(timer(text), armedAt, timeZone);
}

/** The first `count` firings of a cycle that is never late. */
function firings(text: string, count: number, armedAt = '2026-01-05T09:00:00Z'): readonly string[] {
  const cycle = timer(text);
  const firstDueAt = timerDueAt(cycle, armedAt, timeZone);
  const dates: string[] = [];
  for (let dueAt: string | undefined = firstDueAt; dueAt !== undefined && dates.length < count;) {
    dates.push(dueAt);
    dueAt = nextDueAt(cycle, { firstDueAt, dueAt, now: dueAt }, timeZone);
  }
  return dates;
}

/** Armed on 5 January 2026 at 09:00 UTC: when it is due, or why it is refused. Scenarios belong to those who fire timers. */
const expected: Readonly<Record<string, string>> = {
  'timer-001': '2026-01-29T09:00:00Z',
  'timer-003': '2026-04-05T08:00:00Z',
  'timer-004': '2027-01-05T09:00:00Z',
  'timer-006': '2046-01-05T09:00:00Z',
  'timer-007': '2026-01-05T09:00:00Z',
  'timer-009': 'negative',
  'timer-010': 'duration',
  'timer-012': 'duration',
  'timer-013': 'duration',
  'timer-015': 'kind',
  'timer-016': '2026-02-19T09:00:00Z',
  'timer-018': '2027-02-06T10:01:01Z',
  'timer-019': '2026-01-06T21:00:00Z',
  // These three describe arithmetic, see the tests below; as texts they are refused.
  'timer-021': 'duration',
  'timer-022': 'duration',
  'timer-024': 'duration',
  'timer-025': 'kind',
  'timer-027': 'kind',
  'timer-028': 'kind',
  'timer-030': '2026-10-25T00:30:00Z',
  'timer-031': 'date',
  'timer-033': 'date',
  'timer-034': '2025-12-31T23:00:00Z',
  'timer-036': '2025-12-31T10:00:00Z',
  'timer-037': '2026-01-01T12:00:00Z',
  'timer-039': '9999-12-31T23:59:59Z',
  'timer-040': 'date',
  'timer-042': 'date',
  'timer-043': 'date',
  'timer-045': 'date',
  'timer-046': 'date',
  'timer-048': 'too-short',
  'timer-049': 'too-short',
  'timer-051': '2026-01-05T09:00:01Z',
  'timer-052': '2026-01-05T09:00:01Z',
  'timer-054': '2000-01-01T00:00:00Z',
  'timer-055': '2026-03-28T01:30:00Z',
  'timer-057': 'cycle',
  'timer-058': 'cycle',
  // Every second is the shortest period there is.
  'timer-060': '2026-01-05T09:00:01Z',
  'timer-061': 'cycle',
  'timer-063': 'cycle',
  'timer-064': 'cycle',
  'timer-066': '2026-01-05T23:00:00Z',
};

describe('timers of the attack corpus', () => {
  for (const { id, kind, expr } of cases) {
    if (kind === 'scenario') continue;
    it(`${id} ${kind} ${expr}`, () => {
      const read: Timer | TimerProblem = parseTimer(expr, { timeZone, kind });

      const found = read.type === 'problem' ? read.code : timerDueAt(read, '2026-01-05T09:00:00Z', timeZone);
      assert.equal(found, expected[id]);
      if (read.type === 'problem') assert.ok(read.sentence.length > 20);
    });
  }
});

describe('timers', () => {
  it('keep the hour of the office over a change of the clocks, but let hours pass as they do', () => {
    assert.equal(due('P1D', '2026-03-28T12:00:00Z'), '2026-03-29T11:00:00Z');
    assert.equal(due('PT36H', '2026-03-28T12:00:00Z'), '2026-03-30T00:00:00Z');
  });

  it('clamp to the end of the month', () => {
    assert.equal(due('P1M', '2026-01-31T09:00:00Z'), '2026-02-28T09:00:00Z');
    assert.equal(due('P1M', '2026-02-28T09:00:00Z'), '2026-03-28T09:00:00Z');
    assert.equal(due('P1Y', '2024-02-29T09:00:00Z'), '2025-02-28T09:00:00Z');
  });

  it('read a local time in the gap as the moment after it', () => {
    assert.equal(due('2026-03-29T02:30:00'), '2026-03-29T01:30:00Z');
  });

  it('must be of the kind that the model says', () => {
    const read = parseTimer('P1D', { timeZone, kind: 'date' });

    assert.deepEqual(read, {
      type: 'problem',
      code: 'kind',
      sentence: '“P1D” is a duration, but the timer asks for a date.',
    });
  });

  it('may last ten years and more', () => {
    assert.equal(due('P30Y'), '2056-01-05T09:00:00Z');
  });

  it('refuse to be due after the year 9999', () => {
    assert.throws(() => due('P1000Y', '9500-01-01T00:00:00Z'), /after the year 9999/);
  });
});

describe('cycles', () => {
  it('fire as often as they say', () => {
    assert.deepEqual(firings('R3/PT10M', 9), ['2026-01-05T09:10:00Z', '2026-01-05T09:20:00Z', '2026-01-05T09:30:00Z']);
    assert.equal(firings('R/PT10M', 50).length, 50);
    assert.equal(firings('R-1/PT10M', 50).length, 50);
  });

  it('do not drift at the ends of months or over leap years', () => {
    assert.deepEqual(
      firings('R/2026-01-31T09:00:00Z/P1M', 4).map((at) => at.slice(0, 10)),
      ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'],
    );
    assert.deepEqual(
      firings('R/2024-02-29T09:00:00Z/P1Y', 5).map((at) => at.slice(0, 10)),
      ['2024-02-29', '2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29'],
    );
  });

  it('run once a day over the gap of the clocks, at the hour of the office', () => {
    assert.deepEqual(firings('R/2026-03-28T02:30:00/P1D', 3), [
      '2026-03-28T01:30:00Z',
      '2026-03-29T01:30:00Z',
      '2026-03-30T00:30:00Z',
    ]);
  });

  it('make up for what was missed by one late firing', () => {
    const cycle = timer('R/2000-01-01T00:00:00Z/P1D');
    const first = '2000-01-01T00:00:00Z';

    assert.equal(
      nextDueAt(cycle, { firstDueAt: first, dueAt: first, now: '2026-01-05T09:00:00Z' }, 'UTC'),
      '2026-01-06T00:00:00Z',
    );
  });

  it('end when their last date has passed, even unnoticed', () => {
    const cycle = timer('R3/2000-01-01T00:00:00Z/P1D');
    const first = '2000-01-01T00:00:00Z';

    assert.equal(nextDueAt(cycle, { firstDueAt: first, dueAt: first, now: '2026-01-05T09:00:00Z' }, 'UTC'), undefined);
  });

  it('are the only timers that fire again', () => {
    const fired = { firstDueAt: '2026-01-05T09:00:00Z', dueAt: '2026-01-05T09:00:00Z', now: '2026-01-05T09:00:00Z' };

    assert.equal(nextDueAt(timer('P1D'), fired, timeZone), undefined);
    assert.equal(nextDueAt(timer('2026-01-05'), fired, timeZone), undefined);
  });
});

describe('a timer of a suspended instance', () => {
  const suspended = {
    armedAt: '2026-01-01T00:00:00Z',
    dueAt: '2026-01-11T00:00:00Z',
    suspendedAt: '2026-01-05T00:00:00Z',
    resumedAt: '2026-02-05T00:00:00Z',
  };

  it('moves by the time of suspension, starts again or stays, by its policy', () => {
    assert.equal(resumeTimer('shift', suspended), '2026-02-11T00:00:00Z');
    assert.equal(resumeTimer('restart', suspended), '2026-02-15T00:00:00Z');
    assert.equal(resumeTimer('keep', suspended), '2026-01-11T00:00:00Z');
  });
});
