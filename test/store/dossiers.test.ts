import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import {
  commitSteps,
  contentsInUse,
  documentsOfDossier,
  dossierEntries,
  feesOfDossier,
  foldText,
  insertDocument,
  insertFee,
  numberKey,
  payFee,
  readDocument,
  readDossier,
  searchDossiers,
  statusEventsOfDossier,
  timeLimitsOfDossier,
  timeLimitsOfInstance,
  type DossierFilter,
  type StepWrite,
} from '../../engine/store/index.ts';
import { openStore, type OpenStore } from './openStore.ts';
import { AT, sampleDossier, sampleStart } from './sampleStep.ts';

type DossierWrite = NonNullable<StepWrite['dossier']>;

describe('dossiers', () => {
  let open: OpenStore;

  before(async () => {
    open = await openStore();
    const filed: [string, string, string, number[], string][] = [
      ['TM/2026/00017', 'CAFÉ MÜNCHEN', 'Ōkami Foods Ltd', [30, 43], '2026-01-05'],
      ['TM/2026/00018', 'نور القهوة', 'شركة الضوء', [30], '2026-01-06'],
      ['TM/2026/00019', 'SUNRAY 100%', 'Solar_Works', [9], '2026-01-06'],
    ];
    for (const [number, title, applicant, classes, filedOn] of filed)
      await file({ number }, { title, applicant, classes, filedOn });
    await file({ number: null, state: 'refused' }, { title: 'Nameless', applicant: 'Nobody', filedOn: null });
  });
  after(() => open.close());

  async function file(dossier: Partial<DossierWrite>, index: Partial<DossierWrite['index']>): Promise<StepWrite> {
    const sample = sampleDossier(dossier);
    const written = { ...sample, index: { ...sample.index, ...index } };
    const step = sampleStart({ dossier: written }, { dossierId: written.id });
    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [step]));
    return step;
  }
  const titles = async (filter: DossierFilter): Promise<readonly string[]> =>
    (await open.store.transaction('XX', (trx) => searchDossiers(trx, 'XX', filter, { limit: 50 }))).map(
      (one) => one.title,
    );

  const searches: readonly (readonly [what: string, filter: DossierFilter, found: readonly string[]])[] = [
    ['a word without its accents', { text: 'cafe munch' }, ['CAFÉ MÜNCHEN']],
    ['an applicant in any case', { text: 'OKAMI' }, ['CAFÉ MÜNCHEN']],
    ['an Arabic word with other forms of its letters', { text: 'القهوه' }, ['نور القهوة']],
    ['a number however it is written', { text: 'tm 2026-00019' }, ['SUNRAY 100%']],
    ['the beginning of a number', { text: 'TM20260001' }, ['SUNRAY 100%', 'نور القهوة', 'CAFÉ MÜNCHEN'].toSorted()],
    ['signs that SQL would read as wildcards', { text: '100%' }, ['SUNRAY 100%']],
    ['no wildcard', { text: 'sun_ay' }, []],
    ['a class', { class: 30 }, ['CAFÉ MÜNCHEN', 'نور القهوة']],
    ['a state', { state: 'refused' }, ['Nameless']],
    ['days of filing, both included', { filedFrom: '2026-01-05', filedTo: '2026-01-05' }, ['CAFÉ MÜNCHEN']],
    ['all of several conditions', { text: 'caf', class: 9 }, []],
  ];

  for (const [what, filter, found] of searches) {
    it(`are found by ${what}`, async () => {
      assert.deepEqual((await titles(filter)).toSorted(), found.toSorted());
    });
  }

  it('come page by page, latest filing first, those without a filing date last', async () => {
    const seen: string[] = [];
    let after: { filedOn: string | null; id: string } | null = null;
    for (let page = 0; page < 4; page += 1) {
      const [one] = await open.store.transaction('XX', (trx) => searchDossiers(trx, 'XX', {}, { limit: 1, after }));
      seen.push(one!.title);
      after = { filedOn: one!.filedOn, id: one!.id };
    }

    assert.deepEqual(new Set(seen.slice(0, 2)), new Set(['SUNRAY 100%', 'نور القهوة']));
    assert.deepEqual(seen.slice(2), ['CAFÉ MÜNCHEN', 'Nameless']);
  });

  it('are searched with the trigram index although their rows are bound to offices', async () => {
    const many = await openStore();
    await many.store.transaction('XX', async (trx) => {
      await trx.run(
        sql(`insert into dossiers (office_id, id, kind, data, created_at, changed_at)
        select 'XX', gen_random_uuid(), 'trademark', '{}', now(), now() from generate_series(1, 5000)`),
        [],
      );
      await trx.run(
        sql(`insert into dossier_index
          (office_id, dossier_id, kind, title, applicant, representative, search_text, changed_at)
        select office_id, id, kind, '', '', '', md5(id::text), now() from dossiers`),
        [],
      );
    });
    const owner = new Client(many.database.owner);
    await owner.connect();
    await owner.query('vacuum analyze dossier_index');
    await owner.end();

    const plan = await many.store.transaction('XX', (trx) =>
      trx.run<{ 'QUERY PLAN': string }>(
        sql(`explain select dossier_id from dossier_search where office_id = 'XX' and search_text like '%munch%'`),
        [],
      ),
    );

    assert.match(plan.map((row) => row['QUERY PLAN']).join('\n'), /Bitmap Index Scan on dossier_index_search/);
    await many.close();
  });

  it('refuse a number that another dossier of their kind has', async () => {
    await assert.rejects(file({ number: 'TM/2026/00017' }, {}), { code: '23505' });
  });

  it('are read whole, and in short for lists', async () => {
    const { dossier } = await file({ number: null }, { title: 'Short' });
    const [row, [entry]] = await open.store.transaction('XX', async (trx) => [
      await readDossier(trx, 'XX', dossier!.id),
      await dossierEntries(trx, 'XX', [dossier!.id]),
    ]);

    assert.deepEqual([row?.version, row?.data, entry?.title], [1, dossier!.data, 'Short']);
  });

  it('keep their documents, fees, time limits and status events', async () => {
    const limit = {
      token: 4,
      element: 'reply',
      key: 'reply-period',
      baseOn: '2026-03-02',
      rawOn: '2026-05-02',
      expiresOn: '2026-05-04',
      extensions: 0,
      state: 'running' as const,
      steps: [{ code: 'expires', values: {} }],
    };
    const dossier = sampleDossier();
    const event = { id: randomUUID(), event: 'application-filed', on: '2026-03-02', element: 'filed', note: null };
    const letter = { ...sampleDocument(), direction: 'outgoing' as const, letterKey: 'filing-receipt' };
    const more = { dossier, timeLimits: [limit], statusEvents: [event], documents: [letter] };
    const step = sampleStart(more, { dossierId: dossier.id });
    const upload = {
      ...sampleDocument(),
      dossierId: dossier.id,
      filedAt: '2026-03-03T08:00:00.000Z',
      filedBy: 'Mara Clerk',
    };
    const fee = {
      id: randomUUID(),
      dossierId: dossier.id,
      kind: 'filing',
      amount: 30_000,
      currency: 'EUR',
      dueOn: null,
      paidAt: null,
      reference: null,
    };

    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [step]));
    await open.store.transaction('XX', async (trx) => {
      await insertDocument(trx, 'XX', upload);
      await insertFee(trx, 'XX', { ...fee, at: AT });
      assert.equal(await payFee(trx, 'XX', { feeId: fee.id, at: AT, reference: 'bank 1' }), true);
      assert.equal(await payFee(trx, 'XX', { feeId: fee.id, at: AT, reference: 'bank 2' }), false);
    });

    await open.store.transaction('XX', async (trx) => {
      const documents = await documentsOfDossier(trx, 'XX', dossier.id);
      assert.deepEqual(
        documents.map(({ id, filedBy }) => [id, filedBy]),
        [
          [upload.id, 'Mara Clerk'],
          [letter.id, 'Mara Clerk'],
        ],
      );
      assert.deepEqual(await readDocument(trx, 'XX', upload.id), { ...upload, instanceId: null });
      const [first] = await timeLimitsOfDossier(trx, 'XX', dossier.id);
      assert.deepEqual({ ...first, ...limit }, first);
      assert.deepEqual(await timeLimitsOfInstance(trx, 'XX', step.instance.id), [first]);
      assert.deepEqual(await statusEventsOfDossier(trx, 'XX', dossier.id), [{ ...event, recordedAt: AT }]);
      assert.deepEqual(await feesOfDossier(trx, 'XX', dossier.id), [{ ...fee, paidAt: AT, reference: 'bank 1' }]);
      const unused = 'f'.repeat(64);
      assert.deepEqual(await contentsInUse(trx, 'XX', [upload.sha256, unused]), new Set([upload.sha256]));
    });
  });
});

/** Any statement, for the one time. */
function sql(text: string): { readonly name: string; readonly text: string; readonly reads: boolean } {
  return { name: '', text, reads: true };
}

function sampleDocument() {
  return {
    id: randomUUID(),
    kind: 'application',
    direction: 'incoming' as const,
    title: { en: 'Application' },
    number: null,
    language: 'en',
    sha256: 'a'.repeat(64),
    bytes: 12,
    mediaType: 'application/pdf',
    fileName: 'application.pdf',
    letterKey: null,
    details: {},
  };
}

describe('folding', () => {
  const folded: readonly (readonly [text: string, folded: string])[] = [
    ['  Straße  Ærøskøbing ', 'strasse aeroskobing'],
    ['ÉLODIE Ångström Łódź', 'elodie angstrom lodz'],
    ['إِسْمَاعِيل', 'اسماعيل'],
    ['مـــركة', 'مركه'],
    ['٢٠٢٦ ۲۰۲۶', '2026 2026'],
    ['ﬁne Ｔｅｘｔ', 'fine text'],
    ['İstanbul', 'istanbul'],
  ];
  for (const [text, expected] of folded) {
    it(`reads ${text.trim()} as ${expected}`, () => {
      assert.equal(foldText(text), expected);
    });
  }

  it('leaves letters and digits of a number alone', () => {
    assert.deepEqual(['tm/2026-00017', 'TM ٢٠٢٦.17', ' – '].map(numberKey), ['TM202600017', 'TM202617', '']);
  });
});
