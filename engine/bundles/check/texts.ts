import type { Texts } from '../../contract/bundle.ts';
import type { Json } from '../../contract/json.ts';
import type { ModelProblem } from '../../contract/problem.ts';
import { isJsonObject } from '../json.ts';
import type { Gathered } from './gather.ts';

/** Names under which files of a bundle keep a text by language. */
const named: readonly string[] = ['title', 'subject', 'label', 'text', 'name', 'publicName', 'consequence'];

/** The texts by language inside a value that lack one of the office's languages. */
export function missingTexts(
  value: Json | undefined,
  languages: readonly string[],
  pointer = '',
): readonly ModelProblem[] {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).flatMap((inner, at) => missingTexts(inner, languages, `${pointer}/${at}`));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const isTexts = isJsonObject(inner) && Object.values(inner).every((text) => typeof text === 'string');
    return named.includes(name) && isTexts
      ? missingIn(inner as Texts, languages, at)
      : missingTexts(inner, languages, at);
  });
}

/** Reports every text of a file that is not complete. */
export function needAllTexts(
  gathered: Gathered,
  value: Json | undefined,
  languages: readonly string[],
  file: string,
): void {
  gathered.problems.push(...missingTexts(value, languages).map((problem) => ({ ...problem, file })));
}

function missingIn(texts: Texts, languages: readonly string[], pointer: string): readonly ModelProblem[] {
  const missing = languages.filter((language) => (texts[language] ?? '').trim() === '');
  if (missing.length === 0) return [];
  const sentence = `Expected a text in ${missing.join(', ')}, but there is none.`;
  return [{ rule: 'text-missing', severity: 'error', pointer, sentence }];
}
