import { readFileSync } from 'node:fs';

export type Language = 'en' | 'ar';
type Tree = { readonly [key: string]: string | Tree };

const read = <T>(path: string): T => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')) as T;

/** A text of the screens by its key, as people read it. */
export function word(language: Language, key: string, values: Readonly<Record<string, string>> = {}): string {
  const found = key
    .split('.')
    .reduce<string | Tree | undefined>(
      (tree, part) => (typeof tree === 'object' ? tree[part] : undefined),
      read<Tree>(`designer/texts/${language}.json`),
    );
  if (typeof found !== 'string') throw new Error(`Expected a text ${key}, but there is none.`);
  return found.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** A text of a form of the office by its key. */
export function formWord(language: Language, form: string, key: string): string {
  const found = read<Readonly<Record<string, string>>>(`forms/${form}/${form}.${language}.json`)[key];
  if (found === undefined) throw new Error(`Expected a text ${key} in the form ${form}, but there is none.`);
  return found;
}

interface Elements {
  readonly elements: Readonly<
    Record<string, { readonly name: string; readonly outcomes?: Readonly<Record<string, string>> }>
  >;
}

/** Name of a step of the registration procedure, or of one of its outcomes. */
export function stepWord(language: Language, element: string, outcome?: string): string {
  const { elements } = read<Elements>(`processes/trademark-registration/trademark-registration.${language}.json`);
  const found = outcome === undefined ? elements[element]?.name : elements[element]?.outcomes?.[outcome];
  if (found === undefined) throw new Error(`Expected a name of ${element} ${outcome ?? ''}, but there is none.`);
  return found;
}
