import assert from 'node:assert/strict';
import { pluralForms, pluralRule } from '../../../designer/texts/plural.ts';

describe('plural forms', () => {
  it('are two in English and six in Arabic, in the order of CLDR', () => {
    assert.deepEqual(pluralForms('en'), ['one', 'other']);
    assert.deepEqual(pluralForms('ar'), ['zero', 'one', 'two', 'few', 'many', 'other']);
  });

  it('are chosen by the rules of the language', () => {
    const english = pluralRule('en');
    const arabic = pluralRule('ar');

    assert.deepEqual(
      [0, 1, 2, 21].map((n) => english(n, 2)),
      [1, 0, 1, 1],
    );
    assert.deepEqual(
      [0, 1, 2, 3, 11, 100, 103].map((n) => arabic(n, 6)),
      [0, 1, 2, 3, 4, 5, 3],
    );
  });

  it('never lead past the forms that a message has', () => {
    assert.equal(pluralRule('ar')(100, 2), 1);
  });
});
