import assert from 'node:assert/strict';
import { ajvValidator } from '../../engine/bundles/index.ts';

describe('ajvValidator', () => {
  it('compiles each schema once and keeps two with the same $id apart', () => {
    const validate = ajvValidator();
    const text = { $id: 'same', type: 'string' };
    const number = { $id: 'same', type: 'number' };

    assert.deepEqual(validate(text, 'a'), []);
    assert.deepEqual(validate(number, 1), []);
    assert.deepEqual(validate(text, 'b'), []);
    assert.equal(validate(number, 'a').length, 1);
  });

  it('leaves data as they are: no defaults, no conversions', () => {
    const data = { a: '1' };
    const schema = { properties: { a: { type: 'integer' }, b: { default: 3 } } };

    const errors = ajvValidator()(schema, data);

    assert.deepEqual(errors, [
      { pointer: '/a', code: 'type', values: { type: 'integer' }, sentence: 'expected a whole number.' },
    ]);
    assert.deepEqual(data, { a: '1' });
  });

  it('sees own members only', () => {
    assert.equal(ajvValidator()({ required: ['constructor'] }, {}).length, 1);
  });

  it('takes our marks as annotations', () => {
    assert.deepEqual(ajvValidator()({ type: 'string', 'x-officina': { dossier: '/a' }, i18n: 'a' }, 'x'), []);
  });
});
