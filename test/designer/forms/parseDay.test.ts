import assert from 'node:assert/strict';
import { parseDay } from '../../../designer/forms/parseDay.ts';

describe('a written day', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['2026-03-27', '2026-03-27'],
    ['27.3.2026', '2026-03-27'],
    ['27 03 2026', '2026-03-27'],
    [' 27/3/26 ', '2026-03-27'],
    ['٢٧/٣/٢٠٢٦', '2026-03-27'],
    ['29.2.2024', '2024-02-29'],
    ['29.2.2026', undefined],
    ['31.4.2026', undefined],
    ['3.27.2026', undefined],
    ['27.3', undefined],
    ['27.3.202', undefined],
    ['tomorrow', undefined],
    ['', undefined],
  ];

  for (const [written, day] of cases) {
    it(`“${written}” is ${day ?? 'none'}`, () => {
      assert.equal(parseDay(written), day);
    });
  }
});
