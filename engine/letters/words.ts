import type { LetterLanguage } from '../contract/letter.ts';

/** The few words that the layouts print themselves. */
export interface LayoutWords {
  readonly number: string;
  readonly date: string;
  /** With `{page}` and `{pages}`. */
  readonly page: string;
}

export const layoutWords: Readonly<Record<LetterLanguage, LayoutWords>> = {
  en: { number: 'Our reference', date: 'Date', page: 'Page {page} of {pages}' },
  ar: { number: 'مرجعنا', date: 'التاريخ', page: 'صفحة {page} من {pages}' },
  fr: { number: 'Notre référence', date: 'Date', page: 'Page {page} sur {pages}' },
};
