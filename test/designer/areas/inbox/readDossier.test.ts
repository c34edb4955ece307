import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readDossier } from '../../../../designer/areas/inbox/readDossier.ts';
import { wordsIn } from '../../support/sources.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../../processes/dossiers/trademark/trademark.schema.json', import.meta.url), 'utf8'),
);

describe('the summary of a trade mark dossier', () => {
  it('reads mark, parties, goods in the order of their classes, priorities and fees', () => {
    const summary = readDossier({
      mark: { text: 'NORDLYS', feature: 'word' },
      applicants: [
        { name: 'Nordlys AS', addressLine: 'Strandgaten 12', postalCode: '5013', city: 'Bergen', countryCode: 'NO' },
      ],
      representative: { name: 'Al-Rashid' },
      goodsServices: [{ classNumber: 39, terms: 'Freight' }, { classNumber: 9 }],
      priorities: [{ countryCode: 'NO', filingDate: '2026-01-02' }],
      fees: { applicationPaid: 45000 },
      publication: { publishedOn: '2026-05-01', gazetteIssue: '5/2026' },
    });

    assert.equal(summary.mark.text, 'NORDLYS');
    assert.deepEqual(
      summary.parties.map(({ address, name, role }) => [role, name, address]),
      [
        ['applicant', 'Nordlys AS', ['Strandgaten 12', '5013 Bergen']],
        ['representative', 'Al-Rashid', []],
      ],
    );
    assert.deepEqual(summary.goods, [
      { number: 9, terms: '' },
      { number: 39, terms: 'Freight' },
    ]);
    assert.deepEqual(summary.priorities, [{ countryCode: 'NO', number: '', date: '2026-01-02' }]);
    assert.deepEqual(summary.fees, [{ key: 'applicationPaid', amount: 45000 }]);
    assert.equal(summary.publishedOn, '2026-05-01');
  });

  it('is empty, not broken, for data that say nothing or something else', () => {
    for (const data of [undefined, null, 'x', [], {}, { applicants: {}, mark: [], goodsServices: 'all' }]) {
      const summary = readDossier(data);

      assert.deepEqual([summary.parties, summary.goods, summary.mark.text], [[], [], '']);
    }
  });

  it('reads names that the dossier’s schema has, and has words for all its choices', () => {
    const known = wordsIn('texts/en.json');
    const { application, fees, mark, oppositions } = schema.properties;

    for (const name of [
      'text',
      'feature',
      'category',
      'colours',
      'description',
      'transliteration',
      'translation',
      'disclaimer',
    ])
      assert.ok(name in mark.properties, name);
    for (const name of ['applicationDue', 'applicationPaid', 'publicationPaid', 'registrationPaid'])
      assert.ok(name in fees.properties, name);
    for (const name of mark.properties.feature.enum) assert.ok(known.has(`dossier.feature.${name}`), name);
    for (const name of mark.properties.category.enum) assert.ok(known.has(`dossier.category.${name}`), name);
    for (const name of application.properties.channel.enum) assert.ok(known.has(`dossier.channel.${name}`), name);
    for (const name of oppositions.items.properties.outcome.enum) {
      assert.ok(known.has(`dossier.outcome.${name ?? 'pending'}`), name);
    }
  });
});
