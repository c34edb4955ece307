import assert from 'node:assert/strict';
import { pluralForms } from '../../../designer/texts/plural.ts';
import { languages } from '../../../designer/texts/locale.ts';
import { designerSources, wordsIn } from '../support/sources.ts';

const words = new Map(languages.map((language) => [language, wordsIn(`texts/${language}.json`)]));
const english = words.get('en')!;

/** Keys that stand in the code whole, in calls and in the lists of keys and navigation. */
const WHOLE = [
  /\b(?:t|te)\(\s*'([a-zA-Z][\w.-]*)'/g,
  /\bcount\(\s*'([a-zA-Z][\w.-]*)'/g,
  /\buseKeys\('([\w.]+)'/g,
  /\blabel: '([a-z]\w*\.[\w.]+)'/g,
  /\? '([a-z]\w*\.[\w.]+)'/g,
  / : '([a-z]\w*\.[\w.]+)'/g,
];
/** Keys that end in something known at run time: the part before it. */
const BEGINNING = /\b(?:t|te)\(\s*`([a-zA-Z][\w.-]*\.)\$\{/g;

function used(): { readonly whole: ReadonlySet<string>; readonly beginnings: ReadonlySet<string> } {
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  for (const { text } of designerSources()) {
    for (const pattern of WHOLE) for (const [, key] of text.matchAll(pattern)) whole.add(key!);
    for (const [, key] of text.matchAll(BEGINNING)) beginnings.add(key!);
  }
  return { whole, beginnings };
}

function placeholders(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))].sort();
}

describe('the words of the screens', () => {
  const { whole, beginnings } = used();

  it('exist in every language', () => {
    for (const [language, known] of words) {
      assert.deepEqual([...known.keys()].sort(), [...english.keys()].sort(), `keys of ${language}`);
      assert.deepEqual(
        [...known].filter(([, text]) => text.trim() === ''),
        [],
        `empty in ${language}`,
      );
    }
  });

  it('keep the same place-holders in every language', () => {
    for (const [language, known] of words) {
      for (const [key, text] of known) {
        // A form for one or two may leave the number out.
        const without = (names: readonly string[]): readonly string[] => names.filter((name) => name !== 'n');
        assert.deepEqual(
          without(placeholders(text)),
          without(placeholders(english.get(key)!)),
          `${key} in ${language}`,
        );
      }
    }
  });

  it('have every plural form of their language', () => {
    const plural = [...english].filter(([, text]) => text.includes(' | ')).map(([key]) => key);
    assert.ok(plural.length > 5);

    for (const [language, known] of words) {
      for (const key of plural) {
        const forms = known.get(key)!.split(' | ');
        assert.equal(forms.length, pluralForms(language).length, `${key} in ${language}`);
      }
    }
  });

  it('hold every word that the code asks for', () => {
    const missing = [...whole].filter((key) => !english.has(key));
    const empty = [...beginnings].filter((beginning) => ![...english.keys()].some((key) => key.startsWith(beginning)));

    assert.deepEqual({ missing, empty }, { missing: [], empty: [] });
  });

  it('hold no word that nobody asks for', () => {
    const dead = [...english.keys()].filter(
      (key) => !whole.has(key) && ![...beginnings].some((beginning) => key.startsWith(beginning)),
    );

    assert.deepEqual(dead, []);
  });

  it('name the 45 Nice classes in every language', () => {
    const numbers = Array.from({ length: 45 }, (_, at) => String(at + 1));

    for (const language of languages) {
      assert.deepEqual([...wordsIn(`texts/nice.${language}.json`).keys()], numbers, language);
    }
  });
});
