import assert from 'node:assert/strict';
import { boundary, condition, event, eventSubProcess, message, roots, signal, timer, users, way } from '../drawn.ts';
import { startBody } from '../kit.ts';

const all = (id: string, tag: string, definitions: string, more = ''): string =>
  event(tag, id, definitions, `parallelMultiple="true" ${more}`);

describe('events with several triggers (BPMN 2.0.2, 10.5.5: one is enough, or all are needed)', () => {
  const three = `${message}${timer('P1D')}${signal}`;
  const caught = `<startEvent id="s"/>${event('intermediateCatchEvent', 'c', three)}${users('t')}${way('s', 'c', 't')}`;

  it('occur by any one of them, the others are given up', async () => {
    for (const how of ['message', 'timer', 'signal'] as const) {
      const it = await startBody(caught, { roots });
      it.listensAt('c', 'c#3').isDue('c#2', '2026-01-06T09:00Z');

      if (how === 'message') await it.receives('reply');
      if (how === 'timer') await it.passes('P1D');
      if (how === 'signal') await it.hears('news');

      it.isWaitingAt('t').listensAt().isNotArmed('c#2');
    }
  });

  it('occur when all have come, each once', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${all('c', 'intermediateCatchEvent', `${three}${condition('ready')}`)}${users('t')}${way('s', 'c', 't')}`,
      { roots },
    );
    await it.receives('reply', { n: 1 });
    it.isWaitingAt('c').listensAt('c#3', 'c#4').has({ n: 1 });
    const token = it.tokenAt('c');
    const again = await it.takes({ type: 'correlateMessage', token, element: 'c', payload: {} });
    assert.match(again ?? '', /what it waits for has occurred already/);

    await it.sets({ ready: true });
    await it.passes('P1D');
    it.isWaitingAt('c').listensAt('c#3').isNotArmed('c#2');
    await it.hears('news');

    it.isWaitingAt('t').listensAt();
  });

  it('at a boundary that does not interrupt begin anew when all have come', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${users('a', 'note')}${all('on', 'boundaryEvent', `${message}${signal}`, 'attachedToRef="a" cancelActivity="false"')}
      ${way('s', 'a')}${way('on', 'note')}`,
      { roots },
    );
    for (const expected of [1, 2]) {
      await it.receives('reply');
      await it.hears('news');
      assert.equal(it.state.tokens.filter(({ at }) => at === 'note').length, expected);
      it.listensAt('on', 'on#2');
    }
  });

  it('start event sub-processes, interrupting or not', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${users('a')}${way('s', 'a')}${eventSubProcess('any', `${message}${signal}`, false)}
      ${eventSubProcess('both', `${timer('P2D')}${signal}`).replace('isInterrupting', 'parallelMultiple="true" isInterrupting')}`,
      { roots },
    );
    await it.receives('reply');
    await it.hears('news');
    it.isWaitingAt('a', 'any-task', 'any-task').listensAt('any-start', 'any-start#2');

    await it.passes('P2D');

    it.isWaitingAt('both-task').listensAt();
    assert.equal(it.state.waits, undefined);
  });

  it('begin a process by any one of them', async () => {
    const body = `${event('startEvent', 's', `${message}${signal}${timer('R/P1D', 'timeCycle')}`)}${users('t')}${way('s', 't')}<startEvent id="n"/>${way('n', 't')}`;
    const it = await startBody(body, { roots, at: 'n' });
    await it.receives('reply');
    await it.hears('news');

    it.offers('t', 't', 't');
    assert.equal((await startBody(body, { roots, at: 's#3' })).office.trace[0], 's');
  });

  it('are all thrown, the one that ends the way last', async () => {
    const it = await startBody(
      `<startEvent id="s"/><parallelGateway id="f"/>${users('a', 'b')}${event('intermediateCatchEvent', 'c', signal)}
      ${event('endEvent', 'e', `<terminateEventDefinition/>${message}${signal}`)}${way('s', 'f', 'a', 'e')}${way('f', 'b')}${way('f', 'c')}`,
      { roots },
    );

    await it.complete('a');

    it.isCompleted();
    assert.deepEqual(
      [it.the('messageThrown').length, it.the('signalThrown').length, it.the('signalReceived').length],
      [1, 1, 1],
    );
  });

  it('are told apart after an event-based gateway', async () => {
    const it = await startBody(
      `<startEvent id="s"/><eventBasedGateway id="g"/>${event('intermediateCatchEvent', 'c', `${message}${timer('P1D')}`)}
      ${event('intermediateCatchEvent', 'd', signal)}${users('t', 'u')}${way('s', 'g', 'c', 't')}${way('g', 'd', 'u')}`,
      { roots },
    );
    it.listensAt('c', 'd').isDue('c#2', '2026-01-06T09:00Z');

    await it.passes('P1D');

    it.isWaitingAt('t').listensAt();
  });

  it('wait beside each other on one activity', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${users('a', 'm1', 'm2', 't1', 'c1')}${boundary('by-message', 'a', message, false)}${boundary('by-signal', 'a', signal, false)}
      ${boundary('by-timer', 'a', timer('P1D'), false)}${boundary('by-condition', 'a', condition('n = 1'), false)}
      ${way('s', 'a')}${way('by-message', 'm1')}${way('by-signal', 'm2')}${way('by-timer', 't1')}${way('by-condition', 'c1')}`,
      { roots },
    );
    await it.receives('reply');
    await it.hears('news');
    await it.passes('P1D');
    await it.sets({ n: 1 });
    it.isWaitingAt('a', 'm1', 'm2', 't1', 'c1').listensAt('by-message', 'by-signal', 'by-condition');

    await it.complete('a');

    it.isWaitingAt('m1', 'm2', 't1', 'c1').listensAt();
  });
});
