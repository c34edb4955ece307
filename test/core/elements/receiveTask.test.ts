import assert from 'node:assert/strict';
import { start } from '../kit.ts';

describe('receive task (BPMN 2.0.2, 13.3.3: waits for its message, then it is complete)', () => {
  it('waits under its correlation key and maps the payload', async () => {
    const it = await start('receiveTask/wait', { variables: { number: 'XX-1', fee: 100 } });

    it.isWaitingAt('await').listensAt('await');
    assert.deepEqual(
      it.the('subscribed').map(({ message, correlationKey }) => [message, correlationKey]),
      [['paid', 'XX-1']],
    );
    await it.receives('paid', { amount: 120, iban: 'secret' }, 'XX-2');
    it.isWaitingAt('await');
    await it.receives('paid', { amount: 120, iban: 'secret' }, 'XX-1');

    it.isCompleted().went('start', 'await', 'end');
    assert.deepEqual(it.variables, { number: 'XX-1', fee: 100, paid: 120, over: 20 });
  });

  it('without a correlation key waits under the dossier, or else the instance', async () => {
    const withDossier = await start('receiveTask/plain', { dossier: {} });
    const without = await start('receiveTask/plain');

    assert.equal(withDossier.the('subscribed')[0]?.correlationKey, 'dossier-1');
    assert.equal(without.the('subscribed')[0]?.correlationKey, without.root.id);
  });

  it('without an output mapping makes every property of the payload a variable', async () => {
    const it = await start('receiveTask/plain');

    await it.receives('paid', { amount: 7, on: '2026-01-06' });

    it.isCompleted().has({ amount: 7, on: '2026-01-06' });
  });

  it('takes a message that came before it', async () => {
    const it = await start('receiveTask/later');
    await it.receives('paid', { amount: 1 });
    it.isWaitingAt('a');

    await it.complete('a');

    it.isCompleted().went('start', 'a', 'await', 'end').has({ amount: 1 });
  });

  it('is ended by the time limit on its boundary; the message is too late then', async () => {
    const it = await start('receiveTask/wait', { variables: { number: 'XX-1', fee: 1 } });
    const token = it.tokenAt('await');

    await it.advanceTo('2026-03-06');

    it.isCompleted().went('start', 'too-late', 'unpaid').hasLimit('reply', '2026-03-05', 'expired');
    const answer = await it.takes({ type: 'correlateMessage', token, element: 'await', payload: {} });
    assert.match(answer ?? '', /has ended/);
  });

  it('takes no other trigger', async () => {
    const it = await start('receiveTask/plain');
    const token = it.tokenAt('await');

    assert.match(
      (await it.takes({ type: 'completeJob', token, result: null })) ?? '',
      /Expected “await” to receive a message/,
    );
    assert.match(
      (await it.takes({ type: 'fireTimer', token, element: 'await', dueAt: '2026-01-05' })) ?? '',
      /Expected the timer “await” to be armed/,
    );
  });
});
