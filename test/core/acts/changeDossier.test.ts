import assert from 'node:assert/strict';
import { start, type Case } from '../kit.ts';

const variables = { mark: 'OFFICINA', goods: { class: 9 } };
const changed = (it: Case): unknown =>
  it.the('dossierChanged').map(({ pointer, before, after }) => [pointer, before, after]);

describe('act changeDossier', () => {
  it('writes each input at its JSON pointer; null takes a member away, “-” adds to a list', async () => {
    const it = await start('acts/change-dossier', {
      variables,
      dossier: { mark: { text: 'OLD', kind: 'word' }, draft: true, goods: [{ class: 1 }] },
    });

    await it.complete('a');

    it.isCompleted();
    assert.deepEqual(it.office.dossier, {
      mark: { text: 'OFFICINA', kind: 'word' },
      goods: [{ class: 1 }, { class: 9 }],
    });
    assert.deepEqual(changed(it), [
      ['/mark/text', 'OLD', 'OFFICINA'],
      ['/draft', true, null],
      ['/goods/-', null, { class: 9 }],
    ]);
  });

  it('makes what lies on the way, and notes nothing where nothing changes', async () => {
    const it = await start('acts/change-dossier', { variables, dossier: { mark: { text: 'OFFICINA' }, goods: [] } });

    await it.complete('a');

    assert.deepEqual(it.office.dossier, { mark: { text: 'OFFICINA' }, goods: [{ class: 9 }] });
    assert.deepEqual(changed(it), [['/goods/-', null, { class: 9 }]]);
  });

  it('is an incident in a case without a dossier', async () => {
    const it = await start('acts/change-dossier', { variables });

    await it.complete('a');

    it.hasIncident('change', 'ACT_FAILED', /“change” changes the dossier, but this instance has none/);
  });
});
