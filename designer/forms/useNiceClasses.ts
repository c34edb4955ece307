import { computed, shallowRef, watchEffect } from 'vue';
import { locale, type Language } from '../texts/locale.ts';

/** A class of the Nice classification with what it is about, in few words (not the official heading). */
export interface NiceClass {
  readonly number: number;
  readonly about: string;
}

const SOURCES: Readonly<Record<Language, () => Promise<{ default: Record<string, string> }>>> = {
  en: () => import('../texts/nice.en.json'),
  ar: () => import('../texts/nice.ar.json'),
};

const words = shallowRef<Record<string, string>>({});
const LAST_CLASS = 45;

/** The 45 classes in the reader's language; loaded when a form first asks for them. */
export function useNiceClasses() {
  watchEffect(() => {
    void SOURCES[locale.language]().then(({ default: loaded }) => {
      words.value = loaded;
    });
  });
  return {
    classes: computed<readonly NiceClass[]>(() =>
      Array.from({ length: LAST_CLASS }, (_, at) => ({ number: at + 1, about: words.value[String(at + 1)] ?? '' })),
    ),
  };
}
