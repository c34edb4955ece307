import assert from 'node:assert/strict';
import { start } from '../kit.ts';

describe('act registerRight', () => {
  it('enters number, day of registration and end of the term', async () => {
    const it = await start('acts/register-right', { variables: { filedOn: '2025-03-01' }, dossier: {} });

    await it.complete('a');

    it.isCompleted().has({ number: 'registration-1' }).hasLimit('term', '2035-03-01', 'fixed');
    assert.deepEqual(it.office.dossier, {
      registration: { number: 'registration-1', registeredOn: '2026-01-05', expiresOn: '2035-03-01' },
    });
    assert.deepEqual(
      it.the('numberAssigned').map(({ number, pointer }) => [number, pointer]),
      [['registration-1', '/registration/number']],
    );
  });

  it('does not register twice', async () => {
    const dossier = { registration: { number: 'XX-7', registeredOn: '2020-01-01', expiresOn: '2030-01-01' } };
    const it = await start('acts/register-right', { variables: { filedOn: '2025-03-01' }, dossier });

    await it.complete('a');

    it.isCompleted().has({ number: 'XX-7' });
    assert.deepEqual(it.office.dossier, dossier);
    assert.equal(it.office.serials.size, 0);
  });
});
