import { formatTag, locale } from './locale.ts';

export type DayStyle = 'short' | 'full' | 'numeric';

const DAY_STYLES: Readonly<Record<DayStyle, Intl.DateTimeFormatOptions>> = {
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  full: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  numeric: { day: '2-digit', month: '2-digit', year: 'numeric' },
};
const MS_PER_DAY = 86_400_000;
const DAYS_TO_SAY_IN_WEEKS = 14;
const DAYS_TO_SAY_IN_MONTHS = 60;
const DAYS_PER_MONTH = 30.44;

/** An office date as it is written: it has no time zone, so none is applied. */
export function formatDay(isoDay: string, style: DayStyle = 'short'): string {
  const at = new Date(`${isoDay.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return isoDay;
  return new Intl.DateTimeFormat(formatTag.value, { ...DAY_STYLES[style], timeZone: 'UTC' }).format(at);
}

/** Now by the server's clock: a demo's may have been moved, and a device's may be wrong. */
export function serverNow(): Date {
  return new Date(Date.now() + locale.clockOffsetMs);
}

/** The day of an instant in the office. */
export function officeDay(instant: string | Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: locale.timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return parts.format(new Date(instant));
}

export function formatInstant(instant: string, style: 'time' | 'day' | 'both' = 'both'): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return new Intl.DateTimeFormat(formatTag.value, {
    timeZone: locale.timeZone,
    ...(style === 'time' ? {} : DAY_STYLES.short),
    ...(style === 'day' ? {} : time),
  }).format(at);
}

/** Whole days from one office day to another; negative when the second is earlier. */
export function daysBetween(fromIsoDay: string, toIsoDay: string): number {
  return Math.round((Date.parse(`${toIsoDay}T00:00:00Z`) - Date.parse(`${fromIsoDay}T00:00:00Z`)) / MS_PER_DAY);
}

/** "in 3 days", "yesterday", "in 5 weeks": how far a day is from today. */
export function formatDistance(days: number): string {
  const format = new Intl.RelativeTimeFormat(formatTag.value, { numeric: 'auto' });
  const far = Math.abs(days);
  if (far < DAYS_TO_SAY_IN_WEEKS) return format.format(days, 'day');
  if (far < DAYS_TO_SAY_IN_MONTHS) return format.format(Math.trunc(days / 7), 'week');
  return format.format(Math.trunc(days / DAYS_PER_MONTH), 'month');
}

export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(formatTag.value, options).format(value);
}

/** Money held in minor units (cents), shown as a decimal with its currency. */
export function formatMoney(minorUnits: number, currency: string): string {
  const digits = minorUnitDigits(currency);
  return formatNumber(minorUnits / 10 ** digits, { style: 'currency', currency, currencyDisplay: 'code' });
}

/** An amount in minor units; without a currency as a plain number with two decimals. */
export function formatAmount(minorUnits: number, currency: string | undefined): string {
  if (currency !== undefined) return formatMoney(minorUnits, currency);
  return formatNumber(minorUnits / 100, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** Decimal places of a currency (ISO 4217): 2 for EUR, 0 for JPY, 3 for BHD. */
export function minorUnitDigits(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const unit = units[step] ?? 'byte';
  return formatNumber(bytes / 1000 ** step, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
}

export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(formatTag.value, { type: 'conjunction' }).format(items);
}
