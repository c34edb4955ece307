import { computed, reactive } from 'vue';

/** Languages of the screens. Forms, steps and letters bring their own texts. */
export const languages = ['en', 'ar'] as const;
export type Language = (typeof languages)[number];
/** Figures in which numbers and dates are shown; data and codes always keep Latin ones. */
export const digitSystems = ['latn', 'arab'] as const;
export type DigitSystem = (typeof digitSystems)[number];

/** Each language in its own words, for the language switch. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', ar: 'العربية' };

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur']);
/** Day before month in English: an office date must not be read the American way. */
const FORMAT_LOCALE: Readonly<Record<Language, string>> = { en: 'en-GB', ar: 'ar' };

/** What formatting depends on. `timeZone` is the office's: it decides the day. `clockOffsetMs`: server's clock minus ours. */
export const locale = reactive<{ language: Language; digits: DigitSystem; timeZone: string; clockOffsetMs: number }>({
  language: 'en',
  digits: 'latn',
  timeZone: 'UTC',
  clockOffsetMs: 0,
});

export type Direction = 'ltr' | 'rtl';

export function directionOf(language: string): Direction {
  return RIGHT_TO_LEFT.has(language.split('-')[0] ?? language) ? 'rtl' : 'ltr';
}

export const direction = computed<Direction>(() => directionOf(locale.language));

/** BCP 47 tag for `Intl`, with the chosen figures and the Gregorian calendar. */
export const formatTag = computed(() => `${FORMAT_LOCALE[locale.language]}-u-ca-gregory-nu-${locale.digits}`);

export function isLanguage(text: unknown): text is Language {
  return languages.some((language) => language === text);
}
