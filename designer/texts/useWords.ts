import { useI18n } from 'vue-i18n';
import { formatNumber } from './format.ts';
import { locale } from './locale.ts';
import { pickedLanguage, pickLines, pickText, type TextsLike } from './pickText.ts';

type Values = Record<string, string | number>;

/** Everything a component needs to speak: `t` for our words, `count` for plurals, `pick` for the office's words. */
export function useWords() {
  const { t } = useI18n();
  return {
    t: (key: string, values: Values = {}): string => t(key, values),
    /** A plural message; `{n}` is the number in the reader's figures. */
    count: (key: string, n: number, values: Values = {}): string => t(key, { n: formatNumber(n), ...values }, n),
    pick: (texts: TextsLike | null | undefined): string => pickText(texts, locale.language),
    pickLang: (texts: TextsLike | null | undefined): string => pickedLanguage(texts, locale.language),
    pickLines: (lines: Readonly<Record<string, readonly string[]>>) => pickLines(lines, locale.language),
  };
}
