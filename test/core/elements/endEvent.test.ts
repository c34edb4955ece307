import assert from 'node:assert/strict';
import { start } from '../kit.ts';

describe('end event (BPMN 2.0.2, 13.5.6: the instance is complete once no token remains)', () => {
  it('consumes its token and leaves the others alone', async () => {
    const it = await start('endEvent/none');

    await it.complete('a');
    it.isWaitingAt('b').went('start', 'fork', 'a', 'end-a');
    await it.complete('b');
    it.isCompleted();
    assert.deepEqual(it.the('instanceEnded'), [{ type: 'instanceEnded', how: 'completed' }]);
  });

  it('terminate ends everything else, and the instance is complete', async () => {
    const it = await start('endEvent/terminate');

    await it.complete('a');

    it.isCompleted().went('start', 'fork', 'a', 'stop').offers();
    assert.deepEqual(
      it.the('tokenClosed').map(({ element, ending }) => [element, ending]),
      [
        ['a', 'completed'],
        ['b', 'terminated'],
      ],
    );
  });

  it('takes no trigger after the instance has ended', async () => {
    const it = await start('endEvent/terminate');
    const token = it.tokenAt('b');
    await it.complete('a');

    const answer = await it.takes({ type: 'completeTask', token, outcome: 'complete', variables: {}, dossier: [] });

    assert.equal(answer, 'The case has ended (completed).');
  });

  it('error that nobody catches is an incident, and nothing has happened', async () => {
    const it = await start('endEvent/error');

    await it.complete('a', undefined, { seen: true });

    it.hasIncident('lost', 'UNCAUGHT_ERROR', /“lost” reported the error “LOST” and nothing in the process catches it/);
    it.isWaitingAt('a').went('start');
    assert.deepEqual(it.variables, {});
  });

  it('message is thrown with its payload, key and time to live', async () => {
    const it = await start('endEvent/message', { variables: { mark: 'OFFICINA' } });

    await it.complete('a');

    it.isCompleted();
    assert.deepEqual(it.the('messageThrown'), [
      {
        type: 'messageThrown',
        element: 'tell',
        message: 'told',
        correlationKey: 'gazette',
        timeToLive: 'P7D',
        payload: { mark: 'OFFICINA', copies: 2 },
      },
    ]);
  });
});
