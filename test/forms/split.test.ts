import assert from 'node:assert/strict';
import type { JsonObject } from '../../engine/contract/json.ts';
import { prefill, splitFormData, takeForm } from '../../engine/forms/index.ts';
import { example, formOf, schemaWith } from './examinationForm.ts';
import { ajv } from './validators.ts';

const form = formOf();

describe('splitFormData', () => {
  it('sends marked fields to the dossier and the others to the variables', () => {
    const changes = splitFormData(form, example, ['/description', '/reason']);

    assert.deepEqual(changes, {
      variables: { applicant: { email: 'ada@example.org' }, deficient: false, reason: null, code: null },
      dossier: [
        { pointer: '/mark/kind', value: 'word' },
        { pointer: '/mark/text', value: 'SUNNY' },
        { pointer: '/applicant/name', value: 'Ada' },
        { pointer: '/goods', value: [{ number: 9, terms: 'software' }] },
      ],
    });
  });

  it('removes from the dossier what was shown and left empty', () => {
    const { dossier } = splitFormData(form, { kind: 'word' }, ['/description']);

    assert.deepEqual(dossier, [
      { pointer: '/mark/kind', value: 'word' },
      { pointer: '/mark/text', value: null },
      { pointer: '/applicant/name', value: null },
      { pointer: '/goods', value: null },
    ]);
  });
});

describe('takeForm', () => {
  it('changes nothing in the dossier for a field that is hidden', () => {
    const taken = takeForm(form, { kind: 'figurative', text: 'OLD', applicant: { name: 'Ada' } }, ajv);

    assert.ok(taken.ok);
    assert.deepEqual(
      taken.changes.dossier.map(({ pointer, value }) => [pointer, value]),
      [
        ['/mark/kind', 'figurative'],
        ['/mark/description', null],
        ['/applicant/name', 'Ada'],
        ['/goods', null],
      ],
    );
  });

  it('never writes a read-only or hidden-marked field', () => {
    const taken = takeForm(form, { ...example, receivedOn: '1999-01-01', channel: 'x' }, ajv, { shown: example });

    assert.ok(taken.ok);
    assert.ok(!taken.changes.dossier.some(({ pointer }) => pointer === '/filing/receivedOn'));
    assert.ok(!Object.hasOwn(taken.changes.variables, 'channel'));
  });

  it('changes nothing at all when the outcome takes no form', () => {
    assert.deepEqual(takeForm(form, { evil: 1 }, ajv, { needsForm: false }), {
      ok: true,
      changes: { variables: {}, dossier: [] },
    });
  });

  it('gives every variable a value, so that a gateway finds it', () => {
    const taken = takeForm(form, { kind: 'word', applicant: { name: 'Ada' } }, ajv);

    assert.ok(taken.ok);
    assert.deepEqual(taken.changes.variables, { applicant: {}, deficient: null, reason: null, code: null });
  });
});

describe('prefill', () => {
  const dossier: JsonObject = {
    mark: { kind: 'word', text: 'SUNNY', description: null },
    applicant: { name: 'Ada' },
    goods: [{ number: 9 }],
    filing: { receivedOn: '2026-01-05' },
  };

  it('is the dossier where fields are marked and the variables elsewhere', () => {
    const data = prefill(form, dossier, {
      applicant: { email: 'a@example.org' },
      deficient: false,
      reason: null,
      other: 1,
    });

    assert.deepEqual(data, {
      kind: 'word',
      text: 'SUNNY',
      applicant: { name: 'Ada', email: 'a@example.org' },
      classes: [{ number: 9 }],
      receivedOn: '2026-01-05',
      deficient: false,
    });
  });

  it('is empty when nothing is known', () => {
    assert.deepEqual(prefill(form, {}, {}), {});
  });

  it('falls back on defaults', () => {
    const withDefault = formOf({ schema: schemaWith('code', { type: 'string', default: 'EN' }) });

    assert.deepEqual(prefill(withDefault, {}, {}), { code: 'EN' });
    assert.deepEqual(prefill(withDefault, {}, { code: 'AR' }), { code: 'AR' });
  });

  it('reads own members only', () => {
    const sly = formOf({
      schema: schemaWith('code', { type: 'string', 'x-officina': { dossier: '/constructor/name' } }),
    });

    assert.deepEqual(prefill(sly, {}, {}), {});
  });

  it('and takeForm of unchanged data change nothing', () => {
    const shown = prefill(form, dossier, {});
    const taken = takeForm(form, shown, ajv, { shown });

    assert.ok(taken.ok);
    assert.deepEqual(
      taken.changes.dossier.filter(({ value }) => value !== null),
      [
        { pointer: '/mark/kind', value: 'word' },
        { pointer: '/mark/text', value: 'SUNNY' },
        { pointer: '/applicant/name', value: 'Ada' },
        { pointer: '/goods', value: [{ number: 9 }] },
      ],
    );
  });
});
