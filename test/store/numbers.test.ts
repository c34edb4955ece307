import assert from 'node:assert/strict';
import { commitSteps, numberUse, scanOffice, startSeries, takeNumbers } from '../../engine/store/index.ts';
import { openStore, type OpenStore } from './openStore.ts';
import { sampleDossier, sampleStart } from './sampleStep.ts';

const SERIES = { series: 'application', period: '2026' };

describe('numbers', () => {
  let open: OpenStore;

  beforeEach(async () => {
    open = await openStore({ store: { poolSize: 8 } });
  });
  afterEach(() => open.close());

  /** Files an application that takes a number; fails after taking it when asked to. */
  const file = (fails = false): Promise<number> =>
    open.store.transaction('XX', async (trx) => {
      const ordinal = await takeNumbers(trx, 'XX', { ...SERIES, count: 1 });
      if (fails) throw new Error('the form was wrong');
      const number = `TM/2026/${ordinal}`;
      const dossier = sampleDossier({ number });
      const step = sampleStart({ dossier, numbers: [{ ...SERIES, ordinal, number }] }, { dossierId: dossier.id });
      assert.equal(await commitSteps(trx, 'XX', [step]), 'written');
      return ordinal;
    });

  it('are given once each and without a gap to many at a time, failures between', async () => {
    const all = await Promise.allSettled(Array.from({ length: 120 }, (_, index) => file(index % 3 === 0)));

    const given = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    assert.deepEqual(
      given.toSorted((a, b) => a - b),
      Array.from({ length: 80 }, (_, index) => index + 1),
    );
    const use = await open.store.transaction('XX', (trx) => numberUse(trx, 'XX'));
    assert.deepEqual(use, [{ ...SERIES, taken: 80, assigned: 80 }]);
  });

  it('begin anew in another period and go on where an office’s old register ended', async () => {
    const take = (period: string, count = 1): Promise<number> =>
      open.store.transaction('XX', (trx) => takeNumbers(trx, 'XX', { series: 'certificate', period, count }));
    await open.store.transaction('XX', (trx) =>
      startSeries(trx, 'XX', { series: 'certificate', period: '2025', first: 501 }),
    );

    assert.deepEqual([await take('2025', 3), await take('2025'), await take('2026')], [501, 504, 1]);
  });

  it('cannot be given twice', async () => {
    await file();
    const dossier = sampleDossier();
    const again = sampleStart(
      { dossier, numbers: [{ ...SERIES, ordinal: 2, number: 'TM/2026/1' }] },
      { dossierId: dossier.id },
    );

    await assert.rejects(
      open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [again])),
      { code: '23505' },
    );
  });

  it('that were taken and not given away are found by the scanner', async () => {
    await file();
    await open.store.transaction('XX', (trx) => takeNumbers(trx, 'XX', { ...SERIES, count: 1 }));

    const found = await open.store.transaction('XX', (trx) => scanOffice(trx, 'XX'));

    assert.ok(found.some(({ rule, row }) => rule === 'gap in a number series' && row === 'application 2026'));
  });
});
