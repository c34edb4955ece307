import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../engine/contract/json.ts';
import { lintForm } from '../../engine/forms/index.ts';
import { english, example, formOf, layout, schema, schemaOfDossier, schemaWith } from './examinationForm.ts';
import { ajv } from './validators.ts';

const languages = ['en', 'ar'];
const dossierSchemas = new Map([['trademark', schemaOfDossier]]);

function found(parts: Readonly<Record<string, JsonObject | null>>): readonly string[] {
  return lintForm(formOf(parts), { languages, validate: ajv, dossierSchemas }).map(
    ({ rule, pointer, file }) => `${rule} ${file?.split('.')[1]} ${pointer ?? ''}`,
  );
}
/** Problems when one more property is in the schema, marked hidden so that the layout need not know it. */
function withProperty(property: JsonObject, name = 'extra'): readonly string[] {
  return found({ schema: schemaWith(name, { 'x-officina': { hidden: true }, ...property }) });
}
const add = (element: JsonObject): JsonObject => ({
  ...layout,
  elements: [...(layout['elements'] as JsonObject[]), element],
});

describe('lintForm', () => {
  it('has nothing to say about a good form', () => {
    assert.deepEqual(found({}), []);
  });

  const schemas: readonly (readonly [string, JsonObject, string])[] = [
    ['an unknown keyword', { type: 'string', minLenght: 1 }, 'form-schema schema /properties/extra/minLenght'],
    ['an unknown type', { type: 'text' }, 'form-type schema /properties/extra/type'],
    ['anything goes', {}, 'form-type schema /properties/extra'],
    ['an unknown format', { type: 'string', format: 'phone' }, 'form-format schema /properties/extra/format'],
    ['a dangerous pattern', { type: 'string', pattern: '^(a+)+$' }, 'form-pattern schema /properties/extra/pattern'],
    ['a pattern that is none', { type: 'string', pattern: '(' }, 'form-pattern schema /properties/extra/pattern'],
    ['an empty choice', { enum: [] }, 'form-schema schema /properties/extra/enum'],
    ['a limit that is no number', { type: 'string', maxLength: '9' }, 'form-schema schema /properties/extra/maxLength'],
    ['a list of anything', { type: 'array' }, 'form-type schema /properties/extra'],
    [
      'a unique list without end',
      { type: 'array', items: { type: 'string' }, uniqueItems: true },
      'form-limit schema /properties/extra',
    ],
    [
      'an open object',
      { type: 'object', properties: { a: { type: 'string' } } },
      'form-additional-properties schema /properties/extra',
    ],
    ['a reference elsewhere', { $ref: 'http://127.0.0.1:1/' }, 'form-ref schema /properties/extra'],
    ['a reference to nothing', { $ref: '#/definitions/none' }, 'form-ref schema /properties/extra'],
    ['a reference to everything', { $ref: '#' }, 'form-ref schema /properties/extra'],
    ['a reference to the prototype', { $ref: '#/__proto__' }, 'form-ref schema /properties/extra'],
    [
      'a mark that is not ours',
      { type: 'string', 'x-officina': { hiden: true } },
      'form-schema schema /properties/extra/x-officina/hiden',
    ],
  ];
  for (const [what, property, expected] of schemas) {
    it(`refuses a schema with ${what}`, () => {
      assert.ok(withProperty(property).includes(expected), withProperty(property).join('\n'));
    });
  }

  for (const name of ['__proto__', 'constructor', 'toString', 'valueOf', 'then', 'a.b', 'With Space', '0', '']) {
    it(`refuses the property name ${JSON.stringify(name)}`, () => {
      const own = JSON.parse(`{${JSON.stringify(name)}:{"type":"string"}}`) as JsonObject;
      const properties = Object.fromEntries([
        ...Object.entries(schema['properties'] as JsonObject),
        ...Object.entries(own),
      ]);

      const rules = found({ schema: { ...schema, properties } }).map((line) => line.split(' ')[0]);

      assert.ok(rules.includes('form-property-name'), rules.join());
    });
  }

  it('refuses definitions that lead back to themselves', () => {
    const tree = { type: 'object', additionalProperties: false, properties: { child: { $ref: '#/definitions/tree' } } };
    const looped = { ...schemaWith('extra', { $ref: '#/definitions/tree' }), definitions: { tree } };

    assert.ok(found({ schema: looped }).some((line) => line.startsWith('form-ref')));
  });

  it('refuses constraints on fields that the form does not have', () => {
    const constrained = {
      ...schema,
      required: ['kind', 'knid'],
      if: { properties: { kindd: { const: 'word' } } },
      then: { required: ['txt'], properties: { applicant: { required: ['nam'] } } },
    };

    assert.deepEqual(found({ schema: constrained }), [
      'form-property-unknown schema /required/1',
      'form-property-unknown schema /if/properties/kindd',
      'form-property-unknown schema /then/properties/applicant/required/0',
      'form-property-unknown schema /then/required/0',
    ]);
  });

  it('refuses a control for a field that does not exist', () => {
    const lines = found({ layout: add({ type: 'Control', scope: '#/properties/nothing' }) });

    assert.deepEqual(lines, ['form-scope layout /elements/8/scope']);
  });

  it('refuses a control for everything', () => {
    assert.deepEqual(found({ layout: add({ type: 'Control', scope: '#' }) }), ['form-scope layout /elements/8/scope']);
  });

  it('refuses a field that is neither laid out nor hidden', () => {
    const lines = found({ schema: schemaWith('extra', { type: 'string' }) });

    assert.deepEqual(lines, ['form-not-laid-out layout ']);
  });

  it('warns of a field that is laid out twice', () => {
    const problems = lintForm(formOf({ layout: add({ type: 'Control', scope: '#/properties/kind' }) }), {
      languages,
      validate: ajv,
    });

    assert.deepEqual(
      problems.map(({ rule, severity }) => [rule, severity]),
      [['form-laid-out-twice', 'warning']],
    );
  });

  it('refuses a rule that looks at a field that does not exist, or with a dangerous pattern', () => {
    const rule = { effect: 'SHOW', condition: { scope: '#/properties/knd', schema: { pattern: '(x+x+)+y' } } };

    assert.deepEqual(found({ layout: add({ type: 'Group', i18n: 'group.mark', rule }) }), [
      'form-scope layout /elements/8/rule/condition/scope',
      'form-pattern layout /elements/8/rule/condition/schema/pattern',
    ]);
  });

  it('looks into the detail of a list', () => {
    const control = { type: 'Control', scope: '#/properties/nmber' };
    const detail = { type: 'VerticalLayout', elements: [control] };
    const element = { type: 'Control', scope: '#/properties/classes', options: { detail } };

    const lines = found({ layout: add(element) });

    assert.ok(lines.includes('form-scope layout /elements/8/options/detail/elements/0/scope'), lines.join('\n'));
  });

  const marks: readonly (readonly [string, JsonObject, boolean])[] = [
    ['a place of the dossier', { type: 'string', 'x-officina': { hidden: true, dossier: '/mark/text' } }, true],
    [
      'a place behind a reference',
      { type: 'string', 'x-officina': { hidden: true, dossier: '/applicant/name' } },
      true,
    ],
    [
      'any place of the extensions',
      { type: 'string', 'x-officina': { hidden: true, dossier: '/extensions/a/b' } },
      true,
    ],
    ['a place that is not there', { type: 'string', 'x-officina': { hidden: true, dossier: '/mark/txt' } }, false],
    ['a place inside a list', { type: 'string', 'x-officina': { hidden: true, dossier: '/goods/0' } }, false],
    ['the whole dossier', { type: 'string', 'x-officina': { hidden: true, dossier: '' } }, false],
    ['no pointer', { type: 'string', 'x-officina': { hidden: true, dossier: 'mark.text' } }, false],
    ['another type', { type: 'boolean', 'x-officina': { hidden: true, dossier: '/mark/text' } }, false],
    ['a prototype', { type: 'string', 'x-officina': { hidden: true, dossier: '/mark/__proto__' } }, false],
  ];
  for (const [what, property, good] of marks) {
    it(`${good ? 'accepts' : 'refuses'} a dossier mark on ${what}`, () => {
      const lines = withProperty(property).filter((line) => line.startsWith('form-dossier-pointer'));

      assert.equal(lines.length === 0, good, lines.join('\n'));
    });
  }

  it('refuses texts that are missing in a language of the office', () => {
    const { 'kind.word': _word, ...rest } = english;
    const problems = lintForm(formOf({ en: rest, ar: null }), { languages, validate: ajv });

    assert.equal(problems.filter(({ file }) => file?.endsWith('.ar.json')).length, 15);
    assert.deepEqual(
      problems.filter(({ file }) => file?.endsWith('.en.json')).map(({ sentence }) => sentence),
      ['Expected a text for "kind.word" in language "en", but there is none.'],
    );
  });

  it('refuses a form without example, and an example that cannot be submitted', () => {
    assert.deepEqual(found({ example: null }), ['form-example example ']);
    assert.deepEqual(found({ example: { ...example, applicant: {} } }), ['form-example example /applicant/name']);
    assert.deepEqual(found({ example: { ...example, secret: 1 } }), ['form-example example /secret']);
  });

  const pollution = JSON.parse(
    readFileSync(new URL('../corpora/attack/prototype-pollution.json', import.meta.url), 'utf8'),
  ) as { readonly cases: readonly { readonly id: string; readonly raw: string; readonly kind?: string }[] };
  for (const { id, raw } of pollution.cases.filter(({ kind }) => kind === 'json-schema')) {
    it(`refuses the hostile schema ${id}`, () => {
      const problems = lintForm(formOf({ schema: JSON.parse(raw) as JsonObject }), { languages, validate: ajv });

      assert.ok(problems.some(({ severity }) => severity === 'error'));
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    });
  }
});
