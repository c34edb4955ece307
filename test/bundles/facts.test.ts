import assert from 'node:assert/strict';
import { checkBundle, decide, officeFacts, type OfficeDefinitions } from '../../engine/bundles/index.ts';
import { exampleBundle } from './exampleBundle.ts';

describe('facts of the office', () => {
  let definitions: OfficeDefinitions;
  before(async () => {
    const checked = await checkBundle(await exampleBundle());
    assert.ok(checked.definitions);
    definitions = {
      ...checked.definitions,
      parameters: {
        fee: [
          { from: '2026-07-01', value: 120 },
          { from: '2000-01-01', value: 100 },
        ],
        later: [{ from: '2030-01-01', value: { a: [1] } }],
      },
    };
  });

  it('are those of bundle.json and the parameters in force', () => {
    assert.deepEqual(officeFacts(definitions, '2026-06-30'), {
      fee: 100,
      code: 'YY',
      name: { en: 'Office YY', ar: 'مكتب' },
      address: { en: ['1 Road'], ar: ['شارع 1'] },
      contact: 'office@yy.example',
      languages: ['en', 'ar'],
      currency: 'EUR',
      timeZone: 'Asia/Amman',
    });
  });

  it('change with the day from which a parameter holds', () => {
    assert.equal(officeFacts(definitions, '2026-07-01')['fee'], 120);
    assert.equal(officeFacts(definitions, '1999-12-31')['fee'], undefined);
    assert.deepEqual(officeFacts(definitions, '2030-01-01')['later'], { a: [1] });
  });

  it('are what decisions read', async () => {
    const { definitions: example } = await checkBundle(await exampleBundle());
    assert.ok(example);

    const answer = decide(example, 'fee', { office: officeFacts(example, '2026-06-30') });

    assert.deepEqual(answer, { ok: true, value: 70, matched: [] });
  });

  it('know no decision that is not there', () => {
    assert.deepEqual(decide(definitions, 'constructor', {}), {
      ok: false,
      sentence: 'Expected a decision "constructor" in this office, but there is none.',
    });
  });
});
