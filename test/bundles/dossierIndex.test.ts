import assert from 'node:assert/strict';
import { checkBundle, dossierIndex } from '../../engine/bundles/index.ts';
import type { JsonObject } from '../../engine/contract/json.ts';
import { exampleBundle } from './exampleBundle.ts';

const standardSchema = async (): Promise<JsonObject> => {
  const { definitions } = await checkBundle(await exampleBundle());
  return definitions!.dossierKinds.get('design')!.schema;
};

const empty = {
  title: '',
  applicant: '',
  representative: '',
  classes: [],
  filedOn: null,
  registrationNumber: null,
  registeredOn: null,
  expiresOn: null,
  publishedOn: null,
};

describe('dossierIndex', () => {
  it('promotes marked values, through lists and references', async () => {
    const index = dossierIndex(await standardSchema(), {
      number: 'D/2026/0001',
      title: 'Chair',
      filing: { filedOn: '2026-01-05' },
      holders: [{ name: 'Ada' }, { name: 'Bob' }, { name: 'Ada' }, {}],
      classes: [25, 6, 25],
      extensions: { title: 'not this' },
    });

    assert.deepEqual(index, {
      ...empty,
      title: 'Chair',
      applicant: 'Ada; Bob',
      filedOn: '2026-01-05',
      classes: [6, 25],
    });
  });

  it('is empty for an empty dossier', async () => {
    assert.deepEqual(dossierIndex(await standardSchema(), {}), empty);
  });

  it('promotes nothing that has another type than its schema says', async () => {
    const data = { title: { a: 1 }, filing: 'x', holders: { name: 'Ada' }, classes: ['x', 0, -1, 1.5] };

    assert.deepEqual(dossierIndex(await standardSchema(), data), empty);
  });

  it('takes the column from the mark, else from the name of the property', () => {
    const schema = {
      properties: {
        a: { properties: { on: { 'x-officina': { index: 'date', column: 'expiresOn' } } } },
        registrationNumber: { 'x-officina': { index: 'code' } },
        number: { 'x-officina': { index: 'code' } },
        title: {},
      },
    };
    const data = { a: { on: '2036-01-05' }, registrationNumber: 'R/1', number: 'N/1', title: 'unmarked' };

    assert.deepEqual(dossierIndex(schema, data), { ...empty, expiresOn: '2036-01-05', registrationNumber: 'R/1' });
  });

  it('ends on definitions that lead back to themselves', () => {
    const schema = { $ref: '#/definitions/a', definitions: { a: { properties: { a: { $ref: '#/definitions/a' } } } } };

    assert.deepEqual(dossierIndex(schema, { a: { a: { a: {} } } }), empty);
  });
});
