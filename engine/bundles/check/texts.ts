import type { Texts } from '../../contract/bundle.ts';
import type { Json } from '../../contract/json.ts';
import { isJsonObject } from '../json.ts';
import type { Gathered } from './gather.ts';

/** Reports a text that is missing in one of the office's languages. */
export function needTexts(
  gathered: Gathered,
  texts: Texts | undefined,
  languages: readonly string[],
  file: string,
  pointer: string,
): void {
  if (texts === undefined) return;
  const missing = languages.filter((language) => (texts[language] ?? '').trim() === '');
  if (missing.length === 0) return;
  gathered.report('text-missing', file, `Expected a text in ${missing.join(', ')}, but there is none.`, { pointer });
}

const named: readonly string[] = ['title', 'subject', 'label', 'text', 'name', 'publicName', 'consequence'];

/** Reports every text by language inside a value that is not complete; such texts stand under the names that files use for them. */
export function needAllTexts(
  gathered: Gathered,
  value: Json | undefined,
  languages: readonly string[],
  file: string,
  pointer = '',
): void {
  if (Array.isArray(value)) {
    (value as readonly Json[]).forEach((inner, at) =>
      needAllTexts(gathered, inner, languages, file, `${pointer}/${at}`),
    );
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const texts =
      named.includes(name) && isJsonObject(inner) && Object.values(inner).every((text) => typeof text === 'string');
    if (texts) needTexts(gathered, inner as Texts, languages, file, at);
    else needAllTexts(gathered, inner, languages, file, at);
  }
}
