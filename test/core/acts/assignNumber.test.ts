import assert from 'node:assert/strict';
import { start } from '../kit.ts';

describe('act assignNumber', () => {
  it('gives the dossier the next number of its series', async () => {
    const it = await start('acts/assign-number', { variables: { pointer: '/number' }, dossier: {} });

    await it.complete('a');

    it.isCompleted().has({ number: 'application-1' });
    assert.deepEqual(it.office.dossier, { number: 'application-1' });
    assert.deepEqual(it.the('numberAssigned'), [
      { type: 'numberAssigned', series: 'application', number: 'application-1', pointer: '/number' },
    ]);
  });

  it('never replaces a number that stands', async () => {
    const it = await start('acts/assign-number', { variables: { pointer: '/number' }, dossier: { number: 'XX-7' } });

    await it.complete('a');

    it.isCompleted().has({ number: 'XX-7' });
    assert.deepEqual(it.the('numberAssigned'), []);
    assert.equal(it.office.serials.size, 0);
  });

  it('is an incident when its place is no pointer; no number is used up', async () => {
    for (const [pointer, sentence] of [
      ['number', /must be a JSON pointer/],
      ['', /needs “pointer”, but it is ""/],
      ['/__proto__/number', /no place in a dossier/],
      ['/list/5', /no place in a dossier/],
    ] as const) {
      const it = await start('acts/assign-number', { variables: { pointer }, dossier: { list: [] } });

      await it.complete('a');

      it.hasIncident('number', 'ACT_FAILED', sentence);
      assert.equal(it.office.serials.size, 0);
    }
  });
});
