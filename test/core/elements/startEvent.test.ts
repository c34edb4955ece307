import assert from 'node:assert/strict';
import { prepare, start } from '../kit.ts';

describe('start event (BPMN 2.0.2, 13.2 and 13.5.1: each occurrence of a start event makes a new instance)', () => {
  it('puts a token on its outgoing flow', async () => {
    const it = await start('startEvent/none', { variables: { mark: 'OFFICINA' } });

    it.isWaitingAt('a').went('start').has({ mark: 'OFFICINA' });
    await it.complete('a');
    it.isCompleted().went('start', 'a', 'end');
  });

  it('takes in the message that starts the process', async () => {
    const it = await start('startEvent/message', { at: 'filed', variables: { mark: 'OFFICINA', noise: 1 } });

    it.isWaitingAt('a').has({ mark: 'OFFICINA' });
    assert.deepEqual(Object.keys(it.variables), ['mark']);
    assert.equal(
      it.events.some((event) => event.type === 'messageReceived'),
      true,
    );
  });

  it('does not start without the message', async () => {
    const it = await prepare('startEvent/message');

    assert.equal(await it.begin(), '“p” starts only by an event such as a message.');
  });

  it('begins at the one of several start events that is named', async () => {
    const online = await start('startEvent/several', { at: 'online' });
    const byMessage = await start('startEvent/several', { at: 'by-message' });

    online.isWaitingAt('b');
    byMessage.isWaitingAt('c');
  });

  it('is not guessed where there are several', async () => {
    const it = await prepare('startEvent/several');

    assert.match((await it.begin()) ?? '', /one of the start events by-post, online to be named/);
  });

  it('is the only place to begin at', async () => {
    const atTask = await prepare('startEvent/several', { at: 'a' });
    const atNothing = await prepare('startEvent/several', { at: 'nowhere' });

    assert.match((await atTask.begin()) ?? '', /Expected “a” to be a start event/);
    assert.match((await atNothing.begin()) ?? '', /Expected an element “nowhere”/);
  });

  it('may be left out: then every node without an incoming flow begins (10.5.2)', async () => {
    const it = await start('startEvent/implicit', { isUnchecked: true });

    it.isWaitingAt('a', 'b');
    await it.complete('a');
    it.isWaitingAt('b', 'c');
    await it.complete('b');
    await it.complete('c');
    it.isCompleted();
  });

  it('starts an instance once', async () => {
    const it = await start('startEvent/none');

    assert.equal(await it.takes({ type: 'start', variables: {} }), 'The case has been started already.');
    it.isWaitingAt('a');
  });
});
