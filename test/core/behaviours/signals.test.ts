import assert from 'node:assert/strict';
import { boundary, event, eventSubProcess, message, other, roots, signal, users, way } from '../drawn.ts';
import { startBody } from '../kit.ts';

const fork = (inner: string): string => `<startEvent id="s"/><parallelGateway id="f"/>${way('s', 'f')}${inner}`;

describe('signals (BPMN 2.0.2, 10.5.5: thrown to everybody who waits, inside the process and outside)', () => {
  it('reach every place of the instance that waits when they are thrown', async () => {
    const it = await startBody(
      fork(`${users('a', 'b', 'c', 'seen', 'late')}${boundary('onB', 'b', signal)}${boundary('onC', 'c', signal, false)}
        ${event('intermediateThrowEvent', 'throw', signal)}${event('intermediateCatchEvent', 'own', signal)}
        ${way('f', 'a', 'throw', 'own')}${way('f', 'b')}${way('f', 'c')}${way('onB', 'late')}${way('onC', 'seen')}
        ${eventSubProcess('h', signal, false)}`),
      { roots },
    );
    it.listensAt('onB', 'onC', 'h-start');

    await it.complete('a');

    it.isWaitingAt('own', 'c', 'seen', 'late', 'h-task').listensAt('own', 'onC', 'h-start');
    assert.deepEqual(
      it.the('signalThrown').map(({ element, signal: name }) => [element, name]),
      [['throw', 'news']],
    );
    assert.deepEqual(
      it.the('signalReceived').map(({ element }) => element),
      ['h-start', 'onB', 'onC'],
    );
  });

  it('reach whoever gets to wait in the same step on another way, but not the one that throws and waits then', async () => {
    const it = await startBody(
      fork(`${event('intermediateThrowEvent', 'throw', signal)}${event('intermediateCatchEvent', 'after', signal)}
        ${event('intermediateCatchEvent', 'beside', signal)}${users('t')}
        ${way('f', 'throw', 'after')}${way('f', 'beside', 't')}`),
      { roots },
    );

    it.isWaitingAt('after', 't');
  });

  it('that an end event throws reach the boundary event of the sub-process that ends with it', async () => {
    const it = await startBody(
      `<startEvent id="s"/><subProcess id="sub"><startEvent id="i"/>${event('endEvent', 'e', signal)}${way('i', 'e')}</subProcess>
      ${boundary('on', 'sub', signal)}${users('caught', 'normal')}${way('s', 'sub', 'normal')}${way('on', 'caught')}`,
      { roots },
    );

    it.isWaitingAt('caught').went('s', 'i', 'e', 'on');
  });

  it('carry what they bring', async () => {
    const output = '<extensionElements><officina:output source="signal.text" target="heard"/></extensionElements>';
    const it = await startBody(
      `<startEvent id="s"/>${users('b', 'c')}${boundary('on', 'b', `${output}${signal}`, false)}${way('s', 'b')}${way('on', 'c')}`,
      { roots },
    );

    await it.hears('news', { text: 'one' });
    await it.hears('other', { text: 'two' });

    it.has({ heard: 'one' }).isWaitingAt('b', 'c');
  });

  it('belong to one name each', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${event('intermediateCatchEvent', 'c', other)}${way('s', 'c')}${users('t')}${way('c', 't')}`,
      { roots },
    );
    await it.hears('news');
    it.isWaitingAt('c');
    await it.hears('other');

    it.isWaitingAt('t');
    assert.match(
      (await it.takes({ type: 'broadcastSignal', token: 1, element: 'c', payload: {} })) ?? '',
      /Expected token 1 to be alive/,
    );
  });

  it('are no messages, and messages are no signals', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${event('intermediateCatchEvent', 'c', signal)}${way('s', 'c')}${users('t')}${way('c', 't')}`,
      { roots },
    );

    await it.receives('news');
    const token = it.tokenAt('c');

    it.isWaitingAt('c');
    assert.match(
      (await it.takes({ type: 'correlateMessage', token, element: 'c', payload: {} })) ?? '',
      /Expected “c” to wait for a message, but it does not/,
    );
  });

  it('start processes and reach other instances', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${event('startEvent', 'by', signal)}${users('a', 'b')}${boundary('on', 'a', signal)}${users('heard')}
      ${way('s', 'a')}${way('by', 'b')}${way('on', 'heard')}`,
      { roots, at: 's' },
    );

    await it.hears('news', { n: 1 });

    it.isWaitingAt('heard').offers('heard', 'b');
  });

  it('that follow from each other without end are stopped', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${event('startEvent', 'by', signal)}${event('endEvent', 'e', signal)}${users('a')}${way('s', 'a')}${way('by', 'e')}`,
      { roots, at: 's' },
    );

    assert.match((await it.tries({ signal: { name: 'news' } })) ?? '', /More than 1000 messages and signals followed/);
  }).timeout(20_000);

  it('start nothing by a message', async () => {
    const it = await startBody(
      `<startEvent id="s"/>${event('startEvent', 'by', message)}${users('a')}${way('s', 'a')}${way('by', 'a')}`,
      { roots, at: 's' },
    );
    await it.hears('reply');

    it.offers('a');
  });
});
