import assert from 'node:assert/strict';
import { prepare, start } from '../kit.ts';

describe('parallel gateway (BPMN 2.0.2, 13.4.1: consumes one token of each incoming flow, the excess remains)', () => {
  it('puts a token on each outgoing flow', async () => {
    const it = await start('parallelGateway/fork-join');

    it.isWaitingAt('a', 'b', 'c').went('start', 'fork');
  });

  it('waits for each incoming flow, in any order', async () => {
    for (const order of ['a b c', 'a c b', 'b a c', 'b c a', 'c a b', 'c b a'].map((text) => text.split(' '))) {
      const it = await start('parallelGateway/fork-join');

      await it.complete(order[0]!);
      await it.complete(order[1]!);
      it.isWaitingAt(order[2]!).offers(order[2]!);
      await it.complete(order[2]!);

      it.isWaitingAt('after');
      await it.complete('after');
      it.isCompleted().went('start', 'fork', ...order, 'join', 'after', 'end');
    }
  });

  it('joins the tokens of its own round in a loop', async () => {
    const it = await start('parallelGateway/loop', { variables: { isAgain: true } });

    await it.complete('a');
    await it.complete('b');
    await it.complete('decide');
    it.isWaitingAt('a', 'b');
    await it.complete('b');
    it.isWaitingAt('a');
    await it.complete('a', undefined, { isAgain: false });
    await it.complete('decide');

    it.isCompleted();
  });

  it('keeps a second token on one flow for the next round', async () => {
    const it = await start('parallelGateway/rounds');

    await it.complete('a');
    await it.complete('b');
    it.isWaitingAt('c', 'd');
    assert.deepEqual(it.state.joins, [{ at: 'join', in: 0, flows: ['from-left', 'from-left'] }]);
    await it.complete('d');
    it.isWaitingAt('c', 'after');
    assert.deepEqual(it.state.joins, [{ at: 'join', in: 0, flows: ['from-left'] }]);
    await it.complete('c');

    it.isWaitingAt('after', 'after');
    await it.complete('after');
    await it.complete('after');
    it.isCompleted();
  });

  it('that waits for what nothing can bring any more is an incident, not a case that hangs', async () => {
    const it = await start('parallelGateway/surplus');
    await it.complete('a');
    await it.complete('b');
    await it.complete('c');
    it.isWaitingAt('after');

    await it.complete('after');

    it.hasIncident('join', 'DEADLOCK', /“join” waits for what comes from “c”, but nothing is left that could bring it/);
    it.isWaitingAt('after');
  });

  it('after an exclusive choice is such a deadlock', async () => {
    const it = await start('parallelGateway/deadlock', { variables: { isRight: false } });

    await it.complete('a');

    it.hasIncident('join', 'DEADLOCK', /“Both” waits for what comes from “b”/);
    await it.sets({ isRight: true });
    it.hasIncident('join', 'DEADLOCK', /“Both”/).isWaitingAt('a');
  });

  it('is dead in its scope, whatever goes on around it', async () => {
    const it = await start('parallelGateway/deadlock-inside', { variables: { isRight: true } });
    await it.receives('note');

    await it.complete('b');

    it.hasIncident('join', 'DEADLOCK', /“join” waits for what comes from “a”/).isWaitingAt('other', 'b', 'read');
  });

  it('forgets what waited at it when its scope is ended', async () => {
    const it = await prepare('parallelGateway/fork-join');
    await it.begin();
    await it.complete('a');

    await it.cancel();

    it.isTerminated();
  });
});
