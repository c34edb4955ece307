import assert from 'node:assert/strict';
import {
  daysBetween,
  formatAmount,
  formatBytes,
  formatDay,
  formatDistance,
  formatInstant,
  formatMoney,
  formatNumber,
  minorUnitDigits,
  officeDay,
  serverNow,
} from '../../../designer/texts/format.ts';
import { locale } from '../../../designer/texts/locale.ts';

/** Spaces that do not break are spaces to a reader. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('dates and numbers', () => {
  afterEach(() => {
    Object.assign(locale, { language: 'en', digits: 'latn', timeZone: 'UTC', clockOffsetMs: 0 });
  });

  it('are written as the reader’s language writes them', () => {
    assert.equal(formatDay('2026-12-04'), '4 Dec 2026');
    assert.equal(formatDay('2026-12-04', 'full'), 'Fri, 4 Dec 2026');

    locale.language = 'ar';
    assert.equal(formatDay('2026-12-04'), '4 ديسمبر 2026');
  });

  it('use Arabic figures where the reader wants them', () => {
    locale.language = 'ar';
    locale.digits = 'arab';

    assert.equal(formatNumber(1204), '١٬٢٠٤');
    assert.match(formatDay('2026-12-04'), /^٤ ديسمبر ٢٠٢٦$/);
  });

  it('have no time zone when they are days, and the office’s when they are instants', () => {
    locale.timeZone = 'Pacific/Auckland';

    assert.equal(formatDay('2026-03-01'), '1 Mar 2026');
    assert.equal(officeDay('2026-03-01T12:30:00Z'), '2026-03-02');
    assert.equal(formatInstant('2026-03-01T12:30:00Z', 'time'), '01:30');
  });

  it('say how far a day is', () => {
    assert.equal(daysBetween('2026-02-27', '2026-03-02'), 3);
    assert.equal(formatDistance(0), 'today');
    assert.equal(formatDistance(3), 'in 3 days');
    assert.equal(formatDistance(-1), 'yesterday');
    assert.equal(formatDistance(21), 'in 3 weeks');
    assert.equal(formatDistance(95), 'in 3 months');
  });

  it('show money in minor units with the decimals of its currency', () => {
    assert.equal(plain(formatMoney(85050, 'EUR')), 'EUR 850.50');
    assert.equal(plain(formatMoney(850, 'JPY')), 'JPY 850');
    assert.equal(minorUnitDigits('BHD'), 3);
    assert.equal(minorUnitDigits('no currency'), 2);
    assert.equal(formatAmount(85050, undefined), '850.50');
  });

  it('show sizes of files in the unit that fits', () => {
    assert.equal(formatBytes(0), '0 byte');
    assert.equal(plain(formatBytes(84_213)), '84.2 kB');
    assert.equal(plain(formatBytes(1_820_000)), '1.8 MB');
  });

  it('leave as it is what is no date', () => {
    assert.equal(formatDay('soon'), 'soon');
    assert.equal(formatInstant('soon'), 'soon');
  });

  it('follow the server’s clock', () => {
    locale.clockOffsetMs = 86_400_000;

    assert.ok(serverNow().getTime() - Date.now() > 86_000_000);
  });
});
