import assert from 'node:assert/strict';
import { resolveIncident } from '../../../engine/commands/resolveIncident.ts';
import { numberUse } from '../../../engine/store/index.ts';
import { OFFICE, openOffice, type TestOffice } from '../kit.ts';

describe('numbers', function () {
  this.timeout(60_000);
  let office: TestOffice;
  before(async () => (office = await openOffice()));
  after(() => office.close());

  const numberOf = async (id: string): Promise<unknown> => (await office.dossier(id))['number'];

  it('are given without a gap to those who start at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => office.start('numbered', { amount: 500 })));

    const numbers = await Promise.all(ids.map(numberOf));

    assert.deepEqual(
      numbers.sort(),
      Array.from({ length: 8 }, (_, at) => `XX/T/2026/00000${at + 1}`),
    );
    assert.deepEqual(await office.look((trx) => numberUse(trx, OFFICE)), [
      { series: 'application', period: '2026', taken: 8, assigned: 8 },
    ]);
  });

  it('go back when the step that took them cannot be taken, and the incident is recorded all the same', async () => {
    // The dossier knows no such channel, which shows when the whole step is there.
    const stuck = await office.start('numbered-letter', { channel: 'pigeon' });
    const next = await office.start('numbered', { amount: 1 });

    assert.equal(await numberOf(stuck), undefined);
    assert.equal(await numberOf(next), 'XX/T/2026/000009');
    const [incident, ...others] = await office.incidents(stuck);
    assert.deepEqual([incident?.code, others], ['DOSSIER_REFUSED', []]);

    await resolveIncident(office.runtime, office.as('administrator'), incident?.id ?? '', {
      note: 'It came by post.',
      variables: { channel: 'post' },
    });

    assert.equal(await numberOf(stuck), 'XX/T/2026/000010');
    await office.task(stuck, 'examine');
  });

  it('begin again with the year of the office', async () => {
    await office.moveTo('2026-12-31T22:30:00.000Z');
    assert.equal(await numberOf(await office.start('numbered', { amount: 1 })), 'XX/T/2026/000011');

    await office.moveTo('2026-12-31T23:30:00.000Z');

    assert.equal(await numberOf(await office.start('numbered', { amount: 1 })), 'XX/T/2027/000001');
  });
});
