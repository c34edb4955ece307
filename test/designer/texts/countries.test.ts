import assert from 'node:assert/strict';
import { allCountries, countryName } from '../../../designer/texts/countries.ts';
import { languages, locale } from '../../../designer/texts/locale.ts';

describe('countries', () => {
  afterEach(() => {
    locale.language = 'en';
  });

  it('have a name in every language, regional offices too', () => {
    for (const language of languages) {
      locale.language = language;
      const unnamed = allCountries().filter(({ code, name }) => name === code);

      assert.deepEqual(unnamed, [], language);
    }
  });

  it('stand in the order of the reader’s alphabet, each once', () => {
    const codes = allCountries().map(({ code }) => code);

    assert.equal(new Set(codes).size, codes.length);
    assert.equal(codes[0], 'AF');
  });

  it('are shown as their code when nobody knows them', () => {
    assert.equal(countryName('NO'), 'Norway');
    assert.equal(countryName('EM'), 'European Union (EUIPO)');
    assert.equal(countryName('Atlantis'), 'Atlantis');
    assert.equal(countryName(''), '–');
  });
});
