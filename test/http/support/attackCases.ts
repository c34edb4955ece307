import { readFileSync } from 'node:fs';

/** The cases of a file of the attack corpus. */
export function attackCases<T>(name: string): readonly T[] {
  const text = readFileSync(new URL(`../../corpora/attack/${name}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { cases: T[] }).cases;
}
