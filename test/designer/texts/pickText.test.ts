import assert from 'node:assert/strict';
import { pickedLanguage, pickLines, pickText } from '../../../designer/texts/pickText.ts';

describe('a text of the office', () => {
  const texts = { en: 'Formal examination', ar: 'الفحص الشكلي' };

  it('is taken in the reader’s language, also for a regional tag', () => {
    assert.equal(pickText(texts, 'ar'), 'الفحص الشكلي');
    assert.equal(pickText(texts, 'ar-EG'), 'الفحص الشكلي');
    assert.equal(pickedLanguage(texts, 'ar-EG'), 'ar');
  });

  it('falls back to English, then to whatever there is', () => {
    assert.equal(pickText(texts, 'fr'), 'Formal examination');
    assert.equal(pickedLanguage(texts, 'fr'), 'en');
    assert.equal(pickText({ fr: 'Examen' }, 'ar'), 'Examen');
    assert.equal(pickText({}, 'ar'), '');
    assert.equal(pickText(undefined, 'ar'), '');
  });

  it('may be several lines', () => {
    assert.deepEqual(pickLines({ en: ['a', 'b'] }, 'ar'), ['a', 'b']);
    assert.deepEqual(pickLines({}, 'ar'), []);
  });
});
