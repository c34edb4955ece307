import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Json, JsonObject } from '../../engine/contract/json.ts';
import { takeForm, validateFormData, type ValidateOptions } from '../../engine/forms/index.ts';
import { example, formOf } from './examinationForm.ts';
import { ajv, validators } from './validators.ts';

const form = formOf();
const minimal: JsonObject = { kind: 'word', applicant: { name: 'Ada' } };

for (const [name, validate] of validators) {
  const problemsOf = (data: Json, options?: ValidateOptions): readonly string[] => {
    const checked = validateFormData(form, data, validate, options);
    return checked.ok ? [] : checked.problems.map(({ pointer, code }) => `${pointer} ${code}`);
  };
  const dataOf = (data: Json, options?: ValidateOptions): JsonObject | undefined => {
    const checked = validateFormData(form, data, validate, options);
    return checked.ok ? checked.data : undefined;
  };

  describe(`validateFormData with ${name}`, () => {
    it('accepts the example and leaves read-only fields out', () => {
      const { receivedOn: _on, ...rest } = example;

      assert.deepEqual(dataOf(example, { shown: example }), rest);
    });

    const table: readonly (readonly [string, Json, readonly string[]])[] = [
      ['a missing field', { applicant: { name: 'Ada' } }, ['/kind required']],
      ['a missing group, at its own fields', { kind: 'word' }, ['/applicant/name required']],
      [
        'empty text as not filled in',
        { kind: '', applicant: { name: '' } },
        ['/applicant/name required', '/kind required'],
      ],
      ['null as not filled in', { kind: 'word', applicant: null }, ['/applicant/name required']],
      ['an unknown field', { ...minimal, decision: 'granted' }, ['/decision unknown']],
      ['an unknown field inside', { kind: 'word', applicant: { name: 'Ada', id: 1 } }, ['/applicant/id unknown']],
      ['a choice that is not there', { ...minimal, kind: 'smell' }, ['/kind choice']],
      ['text that is too long', { ...minimal, text: 'x'.repeat(101) }, ['/text maxLength']],
      [
        'a wrong e-mail address',
        { kind: 'word', applicant: { name: 'Ada', email: 'ada' } },
        ['/applicant/email format'],
      ],
      ['a number that is none', { ...minimal, classes: [{ number: '9' }] }, ['/classes/0/number type']],
      ['a class beyond 45', { ...minimal, classes: [{ number: 9 }, { number: 46 }] }, ['/classes/1/number maximum']],
      ['an empty line of a list', { ...minimal, classes: [{}] }, ['/classes/0/number required']],
      ['a condition of the schema', { ...minimal, deficient: true }, ['/reason required']],
      ['a pattern', { ...minimal, code: 'ab' }, ['/code pattern']],
      ['something that is no object', ['kind'], [' type']],
      ['null', null, [' type']],
    ];
    for (const [what, data, expected] of table) {
      it(`reports ${what}`, () => {
        assert.deepEqual(problemsOf(data), expected);
      });
    }

    it('ignores fields that are hidden, right or wrong', () => {
      const data = { ...minimal, kind: 'figurative', text: 'x'.repeat(101), reason: '', description: 'a sun' };

      assert.deepEqual(dataOf(data), { kind: 'figurative', applicant: { name: 'Ada' }, description: 'a sun' });
    });

    it('does not demand a required field that is hidden', () => {
      const hidden = formOf({
        layout: {
          ...form.layout,
          rule: { effect: 'HIDE', condition: { scope: '#/properties/code', schema: { const: 'XX' } } },
        } as unknown as JsonObject,
      });

      const checked = validateFormData(hidden, { code: 'XX' }, validate);

      assert.deepEqual(checked, { ok: true, data: { applicant: {} } });
    });

    it('drops an optional group of which nothing is filled in', () => {
      const optional = formOf({ schema: { ...form.schema, required: ['kind'] } });

      const checked = validateFormData(optional, { kind: 'word', applicant: { name: '', email: null } }, validate);

      assert.deepEqual(checked, { ok: true, data: { kind: 'word' } });
    });

    it('takes read-only fields from what was shown, never from the client', () => {
      const strict = formOf({
        schema: {
          ...form.schema,
          if: { properties: { receivedOn: { const: '2026-01-05' } }, required: ['receivedOn'] },
          then: { required: ['code'] },
        },
      });

      const checked = validateFormData(strict, { ...minimal, receivedOn: '1999-01-01' }, validate, { shown: example });

      assert.deepEqual(checked.ok ? [] : checked.problems.map(({ pointer }) => pointer), ['/code']);
    });

    it('reports nothing about read-only fields: nobody could put them right', () => {
      assert.deepEqual(problemsOf({ ...minimal, receivedOn: 'yesterday', channel: 5 }), []);
    });

    it('asks nothing when the outcome takes no form', () => {
      assert.deepEqual(dataOf({ kind: 5, evil: true }, { needsForm: false }), {});
    });

    it('refuses data that cannot be kept before it looks at them', () => {
      assert.deepEqual(problemsOf({ ...minimal, text: 'a\0b' }), ['/text characters']);
      assert.deepEqual(problemsOf({ ...minimal, text: 'x'.repeat(300_000) }), [' size']);
    });
  });
}

describe('sentences of validateFormData', () => {
  const sentence = (data: JsonObject, language: string): string => {
    const checked = validateFormData(form, data, ajv, { language });
    return checked.ok ? '' : (checked.problems[0]?.sentence ?? '');
  };

  it('name the field in the words of the form', () => {
    assert.equal(
      sentence({ ...minimal, text: 'x'.repeat(101) }, 'en'),
      'Text of the mark: expected at most 100 characters.',
    );
    assert.equal(sentence({ applicant: { name: 'Ada' } }, 'en'), 'Kind of mark: must be filled in.');
  });

  it('say the line of a list', () => {
    const data = { ...minimal, classes: [{ number: 9 }, { number: 99 }] };

    assert.equal(sentence(data, 'en'), 'Class (line 2): expected at most 45.');
  });

  it('are in the language of the reader, by the nearest that there is', () => {
    const data = { ...minimal, text: 'x'.repeat(101) };

    assert.equal(sentence(data, 'ar-EG'), 'نص العلامة: المطلوب 100 حرفا على الأكثر.');
    assert.equal(sentence(data, 'fr'), 'Text of the mark: au plus 100 caractères attendus.');
    assert.equal(sentence(data, 'de'), 'Text of the mark: expected at most 100 characters.');
  });

  it('take the form’s own words for a mistake', () => {
    assert.equal(sentence({ ...minimal, code: 'x' }, 'en'), 'Code: two capital letters, please.');
  });

  it('find the label of a control that names its texts itself', () => {
    const data = { kind: 'word', applicant: { name: 'Ada', email: 'x' } };

    assert.equal(sentence(data, 'en'), 'E-mail: expected an e-mail address.');
  });

  it('call an unknown field by its own name', () => {
    assert.equal(sentence({ ...minimal, isAdmin: true }, 'en'), 'isAdmin: is not a field of this form.');
  });
});

describe('form data of an attacker', () => {
  const read = (name: string): { readonly cases: readonly Record<string, unknown>[] } =>
    JSON.parse(readFileSync(new URL(`../corpora/attack/${name}.json`, import.meta.url), 'utf8'));

  for (const { id, extraFields } of read('mass-assignment').cases) {
    it(`gain nothing from more fields than the form has (${String(id)})`, () => {
      const taken = takeForm(form, { ...minimal, ...(extraFields as JsonObject) }, ajv);

      assert.ok(!taken.ok);
      assert.ok(taken.problems.every(({ code }) => code === 'unknown'));
    });
  }

  for (const { id, raw, kind } of read('prototype-pollution').cases) {
    if (kind !== undefined) continue;
    for (const [name, validate] of validators) {
      it(`do not reach a prototype (${String(id)}, ${name})`, () => {
        const data = JSON.parse(String(raw)) as Json;
        const taken = takeForm(form, data, validate);
        const merged = Array.isArray(data) ? data : { ...minimal };
        if (!Array.isArray(data)) {
          for (const [key, value] of Object.entries(data as JsonObject))
            Object.defineProperty(merged, key, { value, enumerable: true });
        }
        const mixed = takeForm(form, merged, validate);

        assert.ok(!taken.ok && !mixed.ok);
        assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
        assert.equal(([] as unknown as Record<string, unknown>)['polluted'], undefined);
      });
    }
  }
});
