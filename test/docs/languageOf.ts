/** What docs/language.md says: the words we use, singular and lower case, and those we do not say. */
export interface Language {
  readonly terms: ReadonlySet<string>;
  readonly unsaid: ReadonlySet<string>;
}

/** Reads the tables of nouns on the language page; a word that is unsaid for one thing may be the term for another. */
export function languageOf(text: string): Language {
  const terms = new Set<string>();
  const unsaid = new Set<string>();
  const [nouns = ''] = text.split('\n## Verbs');
  for (const row of nouns.split('\n').filter((line) => line.startsWith('| **'))) {
    const [, words = '', , , others = ''] = row.split('|');
    for (const [, word = ''] of words.matchAll(/\*\*([^*]+)\*\*/g)) terms.add(singular(word.toLowerCase()));
    for (const other of others.replace(/\([^)]*\)/g, '').split(',')) {
      const word = singular(other.trim().toLowerCase());
      if (word !== '' && word !== '–') unsaid.add(word);
    }
  }
  return { terms, unsaid };
}

/** The words of a name (`bundle_files`, `time-limits`) that we do not say; none when the whole name is a term. */
export function foreignWords(name: string, { terms, unsaid }: Language): readonly string[] {
  const words = name.split(/[_\W]+/).map((word) => singular(word.toLowerCase()));
  if (terms.has(words.join(' '))) return [];
  const pairs = words.slice(1).map((word, at) => `${words[at] ?? ''} ${word}`);
  return [...words, ...pairs].filter((word) => unsaid.has(word) && !terms.has(word));
}

function singular(words: string): string {
  return words.replace(/ies$/, 'y').replace(/(?<![sui])s$/, '');
}
