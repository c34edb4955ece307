/** A text per language tag, as the engine sends names of the office (contract `Texts`). */
export type TextsLike = Readonly<Record<string, string>>;

/** The text in the reader's language, else in its base language, else English, else whatever there is. */
export function pickText(texts: TextsLike | null | undefined, language: string): string {
  if (texts === null || texts === undefined) return '';
  const base = language.split('-')[0] ?? language;
  return texts[language] ?? texts[base] ?? texts['en'] ?? Object.values(texts)[0] ?? '';
}

/** The language that `pickText` takes, for `lang` on the element that shows the text. */
export function pickedLanguage(texts: TextsLike | null | undefined, language: string): string {
  const keys = Object.keys(texts ?? {});
  const base = language.split('-')[0] ?? language;
  return [language, base, 'en'].find((key) => keys.includes(key)) ?? keys[0] ?? language;
}

/** Lines in the reader's language with the same fallback, e.g. the arithmetic of a time limit. */
export function pickLines(lines: Readonly<Record<string, readonly string[]>>, language: string): readonly string[] {
  return lines[language] ?? lines['en'] ?? Object.values(lines)[0] ?? [];
}
