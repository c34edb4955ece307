import { reactive, watch } from 'vue';
import { switchLanguage } from '../texts/i18n.ts';
import { digitSystems, isLanguage, locale, type DigitSystem, type Language } from '../texts/locale.ts';
import { useKeyList } from '../ui/useKeys.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];

/** What a person set on this device. */
export interface Preferences {
  language: Language;
  digits: DigitSystem;
  theme: Theme;
  density: Density;
  singleKeys: boolean;
}

const STORE = 'officina.preferences';

function oneOf<T extends string>(choices: readonly T[], value: unknown, otherwise: T): T {
  return choices.find((choice) => choice === value) ?? otherwise;
}

/** Reads what was stored; whatever does not fit falls back. `spoken` are the browser's languages. */
export function readPreferences(stored: string | null, spoken: readonly string[]): Preferences {
  let known: Record<string, unknown> = {};
  try {
    known = (JSON.parse(stored ?? '{}') as Record<string, unknown> | null) ?? {};
  } catch {
    known = {};
  }
  const wished = [known['language'], ...spoken.map((tag) => tag.split('-')[0])].find(isLanguage);
  return {
    language: wished ?? 'en',
    digits: oneOf(digitSystems, known['digits'], 'latn'),
    theme: oneOf(themes, known['theme'], 'system'),
    density: oneOf(densities, known['density'], 'comfortable'),
    singleKeys: known['singleKeys'] !== false,
  };
}

export const preferences = reactive<Preferences>(readPreferences(null, []));

/** Applies the stored preferences and keeps storing them; resolves when the words of the language are there. */
export async function startPreferences(): Promise<void> {
  Object.assign(preferences, readPreferences(localStorage.getItem(STORE), navigator.languages));
  const { singleKeys } = useKeyList();
  watch(
    preferences,
    (now) => {
      localStorage.setItem(STORE, JSON.stringify(now));
      locale.digits = now.digits;
      singleKeys.value = now.singleKeys;
      document.documentElement.dataset['density'] = now.density;
      if (now.theme === 'system') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = now.theme;
    },
    { immediate: true },
  );
  watch(
    () => preferences.language,
    (language) => void switchLanguage(language),
  );
  await switchLanguage(preferences.language);
}
