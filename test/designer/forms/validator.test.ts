import assert from 'node:assert/strict';
import { reactive } from 'vue';
import { ajvShape, validate } from '../../../designer/forms/validator.ts';
import { withoutLabel } from '../../../designer/forms/useFormCheck.ts';
import { conditionHolds } from '../../../engine/forms/index.ts';

describe('the validator of the browser', () => {
  it('finds what is missing and what does not fit, by place', () => {
    const schema = {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, pages: { type: 'integer', minimum: 1 } },
    };

    assert.deepEqual(
      validate(schema, { pages: 0 }).map(({ code, pointer }) => [pointer, code]),
      [
        ['/name', 'required'],
        ['/pages', 'minimum'],
      ],
    );
  });

  it('takes a schema that Vue made reactive', () => {
    const schema = reactive({ type: 'string', enum: ['a'] });

    assert.equal(validate(schema, 'b').length, 1);
  });

  it('lets a condition hold exactly when it holds on the server, also for what is not there', () => {
    const schemas = [{ const: true }, { not: { const: 'a' } }, { enum: ['a', 'b'] }, { minLength: 2 }, {}];

    for (const schema of schemas) {
      for (const value of [true, 'a', 'abc', null, undefined]) {
        const data = value === undefined ? {} : { value };
        const there = conditionHolds({ scope: '#/properties/value', schema }, data, validate);

        assert.equal(ajvShape.validate(schema, value), there, `${JSON.stringify(schema)} of ${String(value)}`);
      }
    }
  });
});

describe('the sentence at a field', () => {
  it('leaves out the label that stands above it', () => {
    assert.equal(withoutLabel('Filing date: expected a date.', 'Filing date'), 'Expected a date.');
    assert.equal(withoutLabel('Name (line 2): must be filled in.', 'Name'), 'Must be filled in.');
    assert.equal(withoutLabel('Fee: paid: at least 3.', 'Fee: paid'), 'At least 3.');
  });

  it('stays whole when it begins otherwise', () => {
    assert.equal(withoutLabel('Too late.', 'Name'), 'Too late.');
    assert.equal(withoutLabel('Name', 'Name'), 'Name');
  });
});
