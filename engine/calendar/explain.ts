import { CalendarError } from './calendarError.ts';
import { toPlainDate } from './dates.ts';
import { parseDuration } from './duration.ts';
import { sentencesAr } from './sentencesAr.ts';
import { sentencesEn } from './sentencesEn.ts';
import { sentencesFr } from './sentencesFr.ts';
import type { CalendarSystem, ExplainCode, ExplainStep, IsoDate } from './types.ts';

/** The words a sentence may use, in its language. */
export interface Words {
  /** `5 January 2026`. */
  readonly date: (name: string) => string;
  /** `Monday 5 January 2026`. */
  readonly day: (name: string) => string;
  /** `Saturday`. */
  readonly weekday: (name: string) => string;
  /** `2 months`. */
  readonly length: (name: string) => string;
  /** `5 days`. */
  readonly days: (name: string) => string;
  readonly number: (name: string) => number;
  /** The value as it is, e.g. a choice or the name that the office's file gives a date. */
  readonly text: (name: string) => string;
  /** The holiday's or closure's name in brackets, with a blank before; empty without a name. */
  readonly nameInBrackets: string;
  /** The date in the other calendar, and the calendar's name. */
  readonly otherDate: (name: string) => string;
  readonly systemName: string;
}

/** One sentence per kind of step. */
export type Sentences = Readonly<Record<ExplainCode, (words: Words) => string>>;

const languages: Readonly<Record<string, { readonly locale: string; readonly sentences: Sentences }>> = {
  en: { locale: 'en-GB', sentences: sentencesEn },
  ar: { locale: 'ar', sentences: sentencesAr },
  fr: { locale: 'fr', sentences: sentencesFr },
};

/** The arithmetic of a time limit in words, one sentence per step. English, Arabic, French; any other language gets English. */
export function explain(steps: readonly ExplainStep[], language: string): readonly string[] {
  const base = language.toLowerCase().split(/[-_]/)[0] ?? 'en';
  const known = languages[base] ?? languages['en'];
  if (!known) return [];
  const { locale, sentences } = known;
  return steps.map((step) => sentences[step.code](wordsFor(step, locale, base)));
}

/** A day in words, in the language and, if asked for, in another calendar. Digits are Western. */
export function formatDate(
  on: IsoDate,
  language: string,
  options: { readonly weekday?: boolean; readonly system?: CalendarSystem } = {},
): string {
  const locale = languages[language]?.locale ?? language;
  const weekday = options.weekday ? ({ weekday: 'long' } as const) : {};
  return format(on, locale, { ...weekday, day: 'numeric', month: 'long', year: 'numeric' }, options.system);
}

function wordsFor(step: ExplainStep, locale: string, language: string): Words {
  const value = (name: string): string | number => step.values[name] ?? '';
  const text = (name: string): string => String(value(name));
  const date = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const system = text('system') as CalendarSystem;
  return {
    date: (name) => format(text(name), locale, date),
    day: (name) => format(text(name), locale, { weekday: 'long', ...date }),
    weekday: (name) => format(text(name), locale, { weekday: 'long' }),
    length: (name) => lengthInWords(text(name), locale),
    days: (name) => unit(Math.abs(Number(value(name))), 'day', locale),
    number: (name) => Number(value(name)),
    text,
    nameInBrackets: bracketed(step, language),
    otherDate: (name) => format(text(name), locale, date, system),
    systemName:
      system === ('' as string) ? '' : (new Intl.DisplayNames([locale], { type: 'calendar' }).of(system) ?? system),
  };
}

function format(
  on: IsoDate,
  locale: string,
  options: Intl.DateTimeFormatOptions,
  system: CalendarSystem = 'gregory',
): string {
  const { year, month, day } = toPlainDate(on);
  const noon = new Date(Date.UTC(year, month - 1, day, 12));
  // One comma less than the locales have: “Monday 5 January 2026” reads the same in all places.
  const formatter = new Intl.DateTimeFormat(locale, {
    ...options,
    timeZone: 'UTC',
    calendar: system,
    numberingSystem: 'latn',
  });
  const written = formatter.format(noon).replace(/^([^\d,،]+)[,،] /, '$1 ');
  return locale === 'fr' ? written.replace(/(^| )1 (?=\p{L})/u, '$11er ') : written;
}

function lengthInWords(text: string, locale: string): string {
  const duration = parseDuration(text);
  if (duration.type === 'problem') throw new CalendarError(duration.sentence);
  const parts = (['year', 'month', 'week', 'day'] as const)
    .map((name) => ({ name, amount: duration[`${name}s`] }))
    .filter(({ amount }) => amount > 0)
    .map(({ name, amount }) => unit(amount, name, locale));
  const list = parts.length > 0 ? parts : [unit(0, 'day', locale)];
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(list);
}

function unit(amount: number, name: 'year' | 'month' | 'week' | 'day', locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: name,
    unitDisplay: 'long',
    numberingSystem: 'latn',
  }).format(amount);
}

function bracketed(step: ExplainStep, language: string): string {
  const { values } = step;
  const anyName = Object.entries(values).find(([name]) => name.startsWith('name:'))?.[1];
  const name = values[`name:${language}`] ?? values['name'] ?? values['name:en'] ?? anyName;
  return name === undefined ? '' : ` (${name})`;
}
