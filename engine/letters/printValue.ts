import type { Json } from '../contract/json.ts';
import type { LetterLanguage } from '../contract/letter.ts';

/** Latin digits and the Gregorian calendar in every language; other digits and calendars are an office's own text. */
const locales: Readonly<Record<LetterLanguage, string>> = {
  en: 'en-GB-u-ca-gregory-nu-latn',
  ar: 'ar-EG-u-ca-gregory-nu-latn',
  fr: 'fr-FR-u-ca-gregory-nu-latn',
};
const yesNo: Readonly<Record<LetterLanguage, readonly [yes: string, no: string]>> = {
  en: ['yes', 'no'],
  ar: ['نعم', 'لا'],
  fr: ['oui', 'non'],
};
const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Values that look like a date but are none (13 as month) are texts. */
function readInstant(text: string): Date | undefined {
  const instant = new Date(isoDate.test(text) ? `${text}T00:00:00Z` : text);
  if (Number.isNaN(instant.getTime())) return undefined;
  // The engine reads 31 February as 3 March.
  return isoDate.test(text) && instant.toISOString().slice(0, 10) !== text ? undefined : instant;
}

/** An office date (`YYYY-MM-DD`) in words: `5 January 2026`. */
export function printDate(date: string, language: LetterLanguage): string {
  const instant = readInstant(date);
  if (!instant) return date;
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(instant);
}

/** An instant in the office's time zone, to the minute. */
function printInstant(text: string, language: LetterLanguage, timeZone: string): string {
  const instant = readInstant(text);
  if (!instant) return text;
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeStyle: 'short', timeZone });
  return format.format(instant);
}

/** An amount in minor units with its currency code and its own number of decimals: `EUR 1,250.00` (ISO 4217). */
export function printMoney(amountMinor: number, currency: string, language: LetterLanguage): string {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const whole = BigInt(Math.abs(amountMinor));
  const unit = 10n ** BigInt(digits);
  const separators = new Intl.NumberFormat(locales[language]).formatToParts(1.1);
  const point = separators.find((part) => part.type === 'decimal')?.value ?? '.';
  const fraction = digits === 0 ? '' : point + String(whole % unit).padStart(digits, '0');
  const units = new Intl.NumberFormat(locales[language]).format(whole / unit);
  return `${currency}\u00a0${amountMinor < 0 ? '−' : ''}${units}${fraction}`;
}

/**
 * A value as it stands in a letter: ISO dates and instants in words, numbers without grouping (years, classes and counts are more
 * frequent than amounts, which `letter.money` prints), lists joined. Undefined for nothing and for contexts.
 */
export function printValue(value: Json, language: LetterLanguage, timeZone: string): string | undefined {
  if (value === null) return undefined;
  if (typeof value === 'boolean') return yesNo[language][value ? 0 : 1];
  if (typeof value === 'number') {
    const format = new Intl.NumberFormat(locales[language], { useGrouping: false, maximumFractionDigits: 10 });
    return format.format(value);
  }
  if (typeof value === 'string') {
    if (isoDate.test(value)) return printDate(value, language);
    return isoInstant.test(value) ? printInstant(value, language, timeZone) : value;
  }
  if (!Array.isArray(value)) return undefined;
  const items = value.map((item: Json) => printValue(item, language, timeZone));
  if (items.some((item) => item === undefined)) return undefined;
  return items.join(language === 'ar' ? '، ' : ', ');
}
