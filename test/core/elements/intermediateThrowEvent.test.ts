import assert from 'node:assert/strict';
import { event, users, way } from '../drawn.ts';
import { start, startBody } from '../kit.ts';

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

  it('that throws a link goes on where the link of this name in the same scope is caught (10.5.5)', async () => {
    const link = '<linkEventDefinition name="rest"/>';
    const inner = `<startEvent id="i"/>${event('intermediateThrowEvent', 'jump-inside', link)}${event('intermediateCatchEvent', 'land-inside', link)}
      ${users('c')}${way('i', 'jump-inside')}${way('land-inside', 'c')}`;
    const it = await startBody(
      `<startEvent id="s"/><parallelGateway id="f"/>${users('a', 'b')}${event('intermediateThrowEvent', 'jump', link)}
      ${event('intermediateThrowEvent', 'jump-too', link)}${event('intermediateCatchEvent', 'land', link)}
      <subProcess id="sub">${inner}</subProcess>${way('s', 'f', 'jump')}${way('f', 'a', 'jump-too')}${way('f', 'sub')}${way('land', 'b')}`,
    );
    it.isWaitingAt('a', 'b', 'c');

    await it.complete('a');

    it.isWaitingAt('b', 'b', 'c');
    assert.deepEqual(
      it.the('flowTaken').map(({ flow }) => flow),
      ['a-jump-too', 'land-b'],
    );
  });
});
