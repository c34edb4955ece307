import assert from 'node:assert/strict';
import { readForm } from '../../engine/forms/index.ts';
import { english, filesOf, layout, schema } from './examinationForm.ts';

const rulesOf = (files: Parameters<typeof readForm>[0]): readonly string[] => {
  const read = readForm(files);
  return read.ok ? [] : read.problems.map(({ rule, pointer }) => (pointer === undefined ? rule : `${rule} ${pointer}`));
};

describe('readForm', () => {
  it('reads schema, layout, texts of every language and the example', () => {
    const read = readForm(filesOf());

    assert.ok(read.ok);
    assert.equal(read.form.key, 'examination');
    assert.deepEqual(read.form.schema, schema);
    assert.deepEqual(read.form.layout, layout);
    assert.deepEqual(Object.keys(read.form.texts), ['en', 'ar']);
    assert.equal(read.form.texts['en']?.['kind.word'], english['kind.word']);
  });

  it('wants schema and layout', () => {
    assert.deepEqual(rulesOf(filesOf({ layout: null })), ['form-incomplete']);
    assert.deepEqual(rulesOf([]), ['form-incomplete']);
  });

  it('reads a form without example, which the lint reports', () => {
    const read = readForm(filesOf({ example: null }));

    assert.ok(read.ok && read.form.example === null);
  });

  const broken: readonly (readonly [string, string, string, string])[] = [
    ['a file that is no JSON', 'forms/a/a.schema.json', '{', 'form-file'],
    ['a file that is no object', 'forms/a/a.schema.json', '[]', 'form-file'],
    ['a file of another name', 'forms/a/notes.md', 'x', 'unknown-file'],
    ['a text that is none', 'forms/a/a.en.json', '{"a":1}', 'form-text'],
    ['a file that goes too deep', 'forms/a/a.schema.json', '['.repeat(100) + ']'.repeat(100), 'form-file /0/0'],
    ['an element of another type', 'forms/a/a.layout.json', '{"type":"HtmlBox"}', 'form-layout /type'],
    ['an unknown member', 'forms/a/a.layout.json', '{"type":"Group","onClick":"x"}', 'form-layout /onClick'],
    ['a control without scope', 'forms/a/a.layout.json', '{"type":"Control"}', 'form-layout'],
    ['elements that are no list', 'forms/a/a.layout.json', '{"type":"Group","elements":{}}', 'form-layout /elements'],
    ['a rule without effect', 'forms/a/a.layout.json', '{"type":"Group","rule":{}}', 'form-layout /rule'],
    [
      'a rule without condition',
      'forms/a/a.layout.json',
      '{"type":"Group","rule":{"effect":"SHOW"}}',
      'form-layout /rule/condition',
    ],
    [
      'a condition that asks nothing',
      'forms/a/a.layout.json',
      '{"type":"Group","rule":{"effect":"SHOW","condition":{"scope":"#/properties/a"}}}',
      'form-layout /rule/condition',
    ],
  ];
  for (const [what, path, content, rule] of broken) {
    it(`refuses ${what}`, () => {
      const [found = ''] = rulesOf([
        ...filesOf({ schema: null, layout: null, en: null, ar: null, example: null }),
        { path, content },
      ]);

      assert.ok(found.startsWith(rule), found);
    });
  }

  it('refuses files of two forms', () => {
    assert.deepEqual(rulesOf([...filesOf(), { path: 'forms/other/other.en.json', content: '{}' }]), ['form-key']);
  });
});
