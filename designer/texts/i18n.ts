import { createI18n } from 'vue-i18n';
import { directionOf, languages, locale, type Language } from './locale.ts';
import { pluralRule } from './plural.ts';

type Messages = Record<string, unknown>;

const SOURCES: Readonly<Record<Language, () => Promise<{ default: Messages }>>> = {
  en: () => import('./en.json'),
  ar: () => import('./ar.json'),
};

/** The words of the screens. Both languages have the same keys (tested), so only the one in use is loaded. */
export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  messages: {} as Record<string, never>,
  pluralRules: Object.fromEntries(languages.map((language) => [language, pluralRule(language)])),
  missingWarn: false,
  fallbackWarn: false,
});

const loaded = new Set<Language>();

/** Loads a language and turns the whole document: `lang`, `dir`, words, numbers, dates. */
export async function switchLanguage(language: Language): Promise<void> {
  if (!loaded.has(language)) {
    const { default: messages } = await SOURCES[language]();
    i18n.global.setLocaleMessage(language, messages as never);
    loaded.add(language);
  }
  locale.language = language;
  (i18n.global.locale as { value: string }).value = language;
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}
