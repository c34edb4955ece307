import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  checkBundle,
  dossierIndex,
  layerBundles,
  readBundleFolder,
  readStandardBundle,
  type CheckedBundle,
  type OfficeDefinitions,
} from '../../engine/bundles/index.ts';
import { lintLetter } from '../../engine/letters/lintLetter.ts';
import { prefill, takeForm } from '../../engine/forms/index.ts';
import { ajv, cfworker } from '../forms/validators.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const offices = await readdir(new URL('../../offices/', import.meta.url)).catch(() => []);

describe('the standard bundle that ships', () => {
  it('has nothing wrong with it', async () => {
    const { problems } = await checkBundle(await readStandardBundle(root), { lintLetter });

    assert.deepEqual(problems, []);
  });
});

for (const office of offices.filter((name) => /^[a-z]{2}$/.test(name))) {
  describe(`the office ${office} that ships`, () => {
    let definitions: OfficeDefinitions;
    let problems: CheckedBundle['problems'];
    before(async () => {
      const bundle = layerBundles(await readStandardBundle(root), await readBundleFolder(`${root}offices/${office}`));
      const checked = await checkBundle(bundle, { lintLetter });
      problems = checked.problems;
      definitions = checked.definitions!;
    });

    it('has nothing wrong with it', () => {
      assert.deepEqual(problems, []);
    });

    it('has forms whose examples both validators take alike', () => {
      for (const form of definitions.forms.values()) {
        const example = form.example ?? {};
        const options = { shown: example };

        assert.deepEqual(ajv(form.schema, example), [], form.key);
        assert.deepEqual(takeForm(form, example, cfworker, options), takeForm(form, example, ajv, options), form.key);
      }
    });

    it('has forms on which both validators report the same when nothing, or nonsense, is filled in', () => {
      for (const { schema, key } of definitions.forms.values()) {
        const names = Object.keys(schema['properties'] as object);
        for (const filling of [
          {},
          ...[null, 'x', -1, [], {}, [{}], '2026-02-30'].map((value) =>
            Object.fromEntries(names.map((name) => [name, value])),
          ),
        ]) {
          assert.deepEqual(cfworker(schema, filling), ajv(schema, filling), key);
        }
      }
    });

    it('has forms that an empty dossier opens', () => {
      for (const form of definitions.forms.values()) assert.ok(prefill(form, {}, {}), form.key);
    });

    it('has dossiers that start empty and fill the index', () => {
      for (const { schema } of definitions.dossierKinds.values()) {
        assert.equal(dossierIndex(schema, {}).title, '');
      }
    });
  });
}
