import assert from 'node:assert/strict';
import type { Json } from '../../engine/contract/json.ts';
import { printDate, printMoney, printValue } from '../../engine/letters/printValue.ts';

const print = (value: Json, language: 'en' | 'ar' | 'fr' = 'en') => printValue(value, language, 'Asia/Amman');

describe('printValue', () => {
  it('writes dates in words, in every language with Latin digits', () => {
    assert.deepEqual(
      (['en', 'ar', 'fr'] as const).map((language) => print('2026-03-05', language)),
      ['5 March 2026', '5 مارس 2026', '5 mars 2026'],
    );
  });

  it('leaves texts that only look like dates', () => {
    assert.deepEqual(
      ['2026-02-31', '2026-13-01', '2026-3-5'].map((text) => print(text)),
      ['2026-02-31', '2026-13-01', '2026-3-5'],
    );
    assert.equal(printDate('soon', 'en'), 'soon');
  });

  it('writes instants on the day and hour of the office', () => {
    assert.match(print('2026-03-05T22:30:00Z') ?? '', /^6 March 2026(?: at|,) 01:30$/);
  });

  it('writes numbers without grouping, with the decimal mark of the language', () => {
    assert.deepEqual(
      [2026, 0.5, -3, 123_456.789].map((number) => print(number)),
      ['2026', '0.5', '-3', '123456.789'],
    );
    assert.equal(print(0.5, 'fr'), '0,5');
    assert.equal(print(1.5, 'ar'), '1.5');
  });

  it('writes yes and no, and lists', () => {
    assert.equal(print(true, 'ar'), 'نعم');
    assert.equal(print(['a', 2, '2026-03-05']), 'a, 2, 5 March 2026');
    assert.equal(print(['أ', 'ب'], 'ar'), 'أ، ب');
  });

  it('cannot write nothing or a context', () => {
    assert.deepEqual(
      [null, {}, [null], [{ a: 1 }]].map((value) => print(value)),
      [undefined, undefined, undefined, undefined],
    );
  });
});

describe('printMoney', () => {
  it('writes minor units with the decimals of the currency', () => {
    const amounts = [
      printMoney(125_050, 'EUR', 'en'),
      printMoney(5, 'EUR', 'en'),
      printMoney(-5, 'EUR', 'fr'),
      printMoney(1500, 'JPY', 'en'),
      printMoney(1_234_567, 'JOD', 'ar'),
    ];

    assert.deepEqual(amounts, [
      'EUR\u00a01,250.50',
      'EUR\u00a00.05',
      'EUR\u00a0−0,05',
      'JPY\u00a01,500',
      'JOD\u00a01,234.567',
    ]);
  });
});
