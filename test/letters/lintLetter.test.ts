import assert from 'node:assert/strict';
import type { LetterTemplate } from '../../engine/contract/letter.ts';
import { lintLetter } from '../../engine/letters/lintLetter.ts';
import { context, template } from './support/template.ts';

const known = { languages: ['en', 'ar'], optionLists: context.optionLists } as const;
const lint = (change: Partial<LetterTemplate>) => lintLetter({ ...template, ...change }, known);

describe('lintLetter', () => {
  it('finds nothing in a good letter', () => {
    assert.deepEqual(lint({}), []);
  });

  const bad: readonly (readonly [string, Partial<LetterTemplate>, string])[] = [
    ['a missing language', { subject: { en: 'x' } }, '/subject'],
    ['an empty text', { title: { en: 'x', ar: '' } }, '/title'],
    ['a field that does not parse', { subject: { en: '{{1 +}}', ar: 'x {{1 +}}' } }, '/subject/en'],
    ['a field that is never closed', { subject: { en: 'x {{a', ar: 'x' } }, '/subject/en'],
    ['an addressee that does not parse', { recipient: 'if' }, '/recipient'],
    [
      'a condition that does not parse',
      { reference: [{ label: { en: 'a', ar: 'b' }, value: 'x', when: '=' }] },
      '/reference/0/when',
    ],
    [
      'a value that does not parse',
      { blocks: [{ type: 'facts', rows: [{ label: { en: 'a', ar: 'b' }, value: '(' }] }] },
      '/blocks/0/rows/0/value',
    ],
    [
      'a column that does not parse',
      { blocks: [{ type: 'table', rows: 'x', columns: [{ label: { en: 'a', ar: 'b' }, value: '[' }] }] },
      '/blocks/0/columns/0/value',
    ],
    [
      'an item in one language only',
      { blocks: [{ type: 'list', items: [{ text: { en: 'a' } }] }] },
      '/blocks/0/items/0/text',
    ],
    [
      'an unknown option list',
      { blocks: [{ type: 'list', items: { optionList: 'none', from: 'x' } }] },
      '/blocks/0/items/optionList',
    ],
  ];
  for (const [what, change, pointer] of bad) {
    it(`finds ${what}`, () => {
      const [problem] = lint(change);

      assert.equal(problem?.severity, 'error');
      assert.equal(problem?.pointer, pointer);
      assert.equal(problem?.file, 'letters/formal-deficiency/formal-deficiency.json');
      assert.match(problem?.sentence ?? '', /^Letter "formal-deficiency": ./);
    });
  }

  it('finds an option whose text lacks a language', () => {
    const optionLists = {
      'formal-deficiencies': { key: 'formal-deficiencies', options: [{ value: 'fee', label: { en: 'Fee' } }] },
    };

    const [problem, ...others] = lintLetter(template, { ...known, optionLists });

    assert.deepEqual(others, []);
    assert.match(problem?.sentence ?? '', /Option "fee" of the list "formal-deficiencies": Expected a text in ar/);
  });

  it('warns of a translation that lost a field', () => {
    const [problem, ...others] = lint({ subject: { en: 'x {{dossier.number}}', ar: 'x' } });

    assert.deepEqual(others, []);
    assert.equal(problem?.rule, 'letter-translation');
    assert.equal(problem?.severity, 'warning');
  });
});
