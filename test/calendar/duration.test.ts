import assert from 'node:assert/strict';
import { durationText, parseDuration } from '../../engine/calendar/index.ts';

describe('ISO 8601 durations', () => {
  for (const text of ['P1Y2M3W4DT5H6M7S', 'P30M', 'P10D', 'PT36H', 'PT0.5S', '-P6M', 'P1M2W']) {
    it(`${text} is read and written back`, () => {
      const duration = parseDuration(text);

      assert.ok(duration.type === 'duration');
      assert.equal(durationText(duration), text);
    });
  }

  it('of nothing is written as no days', () => {
    const duration = parseDuration('PT0S');

    assert.ok(duration.type === 'duration');
    assert.equal(durationText(duration), 'P0D');
  });

  for (const text of [
    '',
    'P',
    'PT',
    'P1',
    'p1d',
    'P-1D',
    'P1DT',
    '1D',
    'P1.5M',
    'P1H',
    'PT1D',
    'P1D ago',
    'PT0.0001S',
    'P99999999999D',
    '__proto__',
  ]) {
    it(`“${text}” is refused with an example`, () => {
      const problem = parseDuration(text);

      assert.ok(problem.type === 'problem');
      assert.match(problem.sentence, /write for example P2M|longer than/);
    });
  }
});
