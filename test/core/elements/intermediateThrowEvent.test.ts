import assert from 'node:assert/strict';
import { start } from '../kit.ts';

describe('intermediate throw event (BPMN 2.0.2, 13.5.2: throws and goes on at once)', () => {
  it('throws its message and passes; without one it marks a milestone', async () => {
    const it = await start('intermediateThrowEvent/throw', { variables: { mark: 'OFFICINA' }, dossier: {} });

    it.isWaitingAt('a').went('start', 'milestone', 'tell');
    assert.deepEqual(it.office.statusEvents, ['FILED']);
    assert.deepEqual(it.the('messageThrown'), [
      {
        type: 'messageThrown',
        element: 'tell',
        message: 'told',
        correlationKey: 'dossier-1',
        timeToLive: null,
        payload: { mark: 'OFFICINA' },
      },
    ]);
  });

  it('may be answered by the same case', async () => {
    const it = await start('intermediateThrowEvent/answer', { variables: { mark: 'OFFICINA' } });

    await it.complete('a');

    it.isCompleted().went('start', 'fork', 'a', 'tell', 'said', 'heard', 'end').has({ heard: 'OFFICINA' });
  });
});
