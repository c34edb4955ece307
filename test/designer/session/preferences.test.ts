import assert from 'node:assert/strict';
import { readPreferences } from '../../../designer/session/preferences.ts';

describe('preferences', () => {
  it('start from the languages of the browser', () => {
    const { density, digits, language, singleKeys, theme } = readPreferences(null, ['fr-FR', 'ar-EG', 'en']);

    assert.equal(language, 'ar');
    assert.deepEqual([digits, theme, density, singleKeys], ['latn', 'system', 'comfortable', true]);
  });

  it('keep what a person chose', () => {
    const stored = JSON.stringify({
      language: 'en',
      digits: 'arab',
      theme: 'dark',
      density: 'compact',
      singleKeys: false,
    });

    assert.deepEqual(readPreferences(stored, ['ar']), {
      language: 'en',
      digits: 'arab',
      theme: 'dark',
      density: 'compact',
      singleKeys: false,
    });
  });

  it('fall back where what is stored makes no sense', () => {
    for (const stored of ['{', 'null', '7', '{"language":"xx","theme":"pink","digits":3}']) {
      assert.equal(readPreferences(stored, []).language, 'en', stored);
      assert.equal(readPreferences(stored, []).theme, 'system', stored);
    }
  });
});
