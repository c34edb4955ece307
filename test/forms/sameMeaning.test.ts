import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../engine/contract/json.ts';
import { example, schema } from './examinationForm.ts';
import { ajv, cfworker } from './validators.ts';

/** After the JSON-Schema-Test-Suite: schemas with data that fit and data that do not. */
const suite: readonly (readonly [string, JsonObject, readonly Json[], readonly Json[]])[] = [
  ['type string', { type: 'string' }, ['', 'x'], [1, null, true, [], {}]],
  ['type integer', { type: 'integer' }, [1, -1, 1.0, 0], [1.5, '1', null]],
  ['type number', { type: 'number' }, [1, 1.5], ['1', null]],
  ['type boolean', { type: 'boolean' }, [true, false], [0, 'true', null]],
  ['type null', { type: 'null' }, [null], [0, '', false]],
  ['several types', { type: ['string', 'null'] }, ['a', null], [1, {}]],
  ['enum', { enum: ['a', 1, null, { a: 1 }] }, ['a', 1, null, { a: 1 }], ['b', 2, { a: 2 }, []]],
  ['const', { const: 'a' }, ['a'], ['b', null]],
  ['const object', { const: { a: [1] } }, [{ a: [1] }], [{ a: [2] }, {}]],
  ['choices with oneOf', { oneOf: [{ const: 'a' }, { const: 'b' }] }, ['a', 'b'], ['c', 1]],
  ['oneOf of which two match', { oneOf: [{ type: 'number' }, { minimum: 2 }] }, [1], [3]],
  ['anyOf', { anyOf: [{ type: 'number' }, { type: 'string', minLength: 2 }] }, [1, 'ab'], ['a', null]],
  ['allOf', { allOf: [{ type: 'number', minimum: 2 }, { maximum: 4 }] }, [2, 3, 4], [1, 5, 'x']],
  ['not', { not: { type: 'string' } }, [1, null], ['x']],
  ['length in code points', { minLength: 2, maxLength: 3 }, ['ab', 'a😀', 'عرب'], ['a', '😀', 'abcd']],
  ['minimum and maximum', { minimum: 1, maximum: 45 }, [1, 45, 'x'], [0, 46, -1]],
  ['exclusive limits', { exclusiveMinimum: 0, exclusiveMaximum: 1 }, [0.5], [0, 1]],
  ['multipleOf', { multipleOf: 5 }, [0, 10, -5], [3, 1]],
  ['items', { type: 'array', items: { type: 'integer' } }, [[], [1, 2]], [['a'], [1, 'b', 2.5]]],
  ['number of items', { minItems: 1, maxItems: 2 }, [[1], [1, 2]], [[], [1, 2, 3]]],
  [
    'uniqueItems',
    { uniqueItems: true },
    [
      [1, 2],
      [{ a: 1 }, { a: 2 }],
      [1, '1', true],
    ],
    [
      [1, 1],
      [{ a: 1 }, { a: 1 }],
    ],
  ],
  ['required', { required: ['a', 'b'] }, [{ a: 1, b: null }, []], [{}, { a: 1 }]],
  ['number of properties', { minProperties: 1, maxProperties: 2 }, [{ a: 1 }], [{}, { a: 1, b: 1, c: 1 }]],
  [
    'closed object',
    {
      type: 'object',
      properties: { a: { type: 'string' }, 'b/c~d %': { type: 'string' } },
      additionalProperties: false,
    },
    [{}, { a: 'x' }, { 'b/c~d %': 'x' }],
    [{ b: 1 }, { a: 1 }, { 'b/c~d %': 1, 'x/y': 2, 'a b': 3, 'é#': 4 }],
  ],
  [
    'names of the prototype',
    { type: 'object', properties: { a: {} }, required: ['toString', 'constructor'], additionalProperties: false },
    [],
    [{}, JSON.parse('{"__proto__":{"a":1}}'), JSON.parse('{"constructor":1}')],
  ],
  [
    'if, then, else',
    { if: { properties: { a: { const: 1 } }, required: ['a'] }, then: { required: ['b'] }, else: { required: ['c'] } },
    [{ a: 1, b: 1 }, { c: 1 }],
    [{ a: 1 }, {}, { a: 2 }],
  ],
  [
    'references',
    {
      properties: { a: { $ref: '#/definitions/d' }, list: { items: { $ref: '#/definitions/o' } } },
      definitions: {
        d: { type: 'string', format: 'date' },
        o: { type: 'object', required: ['x'], properties: { x: { $ref: '#/definitions/d' } } },
      },
    },
    [{ a: '2026-01-05', list: [{ x: '2026-01-05' }] }],
    [{ a: 'x' }, { list: [{}, { x: 'y' }, 3] }],
  ],
  [
    'reference within a choice',
    {
      oneOf: [{ $ref: '#/definitions/a' }, { $ref: '#/definitions/b' }],
      definitions: { a: { required: ['a'] }, b: { required: ['b'] } },
    },
    [{ a: 1 }, { b: 1 }],
    [{}, { a: 1, b: 1 }],
  ],
  ['pattern', { pattern: '^\\p{L}{2}$' }, ['ab', 'عر', 3], ['a', 'a1']],
];

const formats: Readonly<Record<string, readonly string[]>> = {
  date: [
    '2026-02-28',
    '2026-02-29',
    '2024-02-29',
    '2026-02-30',
    '0000-00-00',
    '2026-1-1',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '٢٠٢٦-٠١-٠١',
  ],
  time: ['10:00:00Z', '24:00:00Z', '23:59:60Z', '10:00', '10:00:00+02:00'],
  'date-time': [
    '2026-01-05T10:00:00Z',
    '2026-01-05T10:00:00',
    '2026-01-05 10:00:00Z',
    '2026-13-05T10:00:00Z',
    '2026-01-05T10:00:00.5+03:00',
  ],
  email: [
    'a@b.example',
    'a@b',
    'a',
    'a@',
    '"a b"@c.example',
    'a..b@c.example',
    'a@b.example\n',
    'ä@b.example',
    'a@[127.0.0.1]',
  ],
  uri: ['https://a.example/b?c#d', 'mailto:a@b.example', '/a', 'a b', 'javascript:alert(1)', 'http://[::1]/'],
  uuid: [
    '00000000-0000-0000-0000-000000000000',
    '0000000-0000-0000-0000-000000000000',
    'urn:uuid:00000000-0000-0000-0000-000000000000',
  ],
};

describe('Ajv and cfworker', () => {
  for (const [name, one, good, bad] of suite) {
    it(`agree on ${name}`, () => {
      for (const data of good) {
        assert.deepEqual([ajv(one, data), cfworker(one, data)], [[], []], JSON.stringify(data));
      }
      for (const data of bad) {
        assert.notEqual(ajv(one, data).length, 0, JSON.stringify(data));
        assert.deepEqual(cfworker(one, data), ajv(one, data), JSON.stringify(data));
      }
    });
  }

  for (const [format, texts] of Object.entries(formats)) {
    it(`agree on the format ${format}`, () => {
      for (const text of texts) {
        const one = { type: 'string', format };

        assert.deepEqual(cfworker(one, text), ajv(one, text), text);
      }
    });
  }

  it('agree on whatever is filled into a form', () => {
    const name = fc.constantFrom(
      ...Object.keys(schema['properties'] as JsonObject),
      'name',
      'number',
      'other',
      '__proto__',
    );
    const leaf = fc.oneof(
      fc.constantFrom('word', 'x', '2026-01-05', 'a@b.example', '', 'AB'),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    );
    const value = fc.oneof(leaf, fc.dictionary(name, leaf), fc.array(fc.dictionary(name, leaf), { maxLength: 3 }));
    const fromScratch = fc.dictionary(name, value);
    const fromExample = fc.dictionary(name, value, { maxKeys: 3 }).map((changes) => ({ ...example, ...changes }));

    fc.assert(
      fc.property(fc.oneof(fromScratch, fromExample), (data) => {
        const copy = structuredClone(data);
        assert.deepEqual(cfworker(schema, copy), ajv(schema, copy));
      }),
      { numRuns: 500 },
    );
  });
});
