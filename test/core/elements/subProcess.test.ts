import assert from 'node:assert/strict';
import { start } from '../kit.ts';

describe('embedded sub-process (BPMN 2.0.2, 13.3.4: complete when no token remains in it)', () => {
  it('goes on when everything inside has ended', async () => {
    const it = await start('subProcess/scope');

    it.isWaitingAt('a', 'b');
    await it.complete('a');
    it.isWaitingAt('b');
    await it.complete('b');

    it.isWaitingAt('after').went('start', 'in', 'fork', 'a', 'out', 'b', 'out', 'examine');
  });

  it('is ended by a terminate end event inside it, and nothing else is', async () => {
    const it = await start('subProcess/terminate');

    await it.complete('a');

    it.isWaitingAt('outside', 'after').went('start', 'fork', 'in', 'split', 'a', 'stop', 'examine');
  });

  it('without a start event begins at every node that no flow leads into; an empty one is done at once', async () => {
    const it = await start('subProcess/implicit', { isUnchecked: true });

    it.isWaitingAt('a', 'b').went('start', 'empty');
    await it.complete('a');
    await it.complete('b');
    it.isCompleted().went('start', 'empty', 'a', 'b', 'examine', 'end');
  });

  it('completes outwards through every level', async () => {
    const it = await start('subProcess/nested');

    await it.complete('deep');

    it.isWaitingAt('after').went('start', 's1', 's2', 's3', 'deep', 'three', 'two', 'one');
  });

  it('begins afresh each time it is entered', async () => {
    const it = await start('subProcess/loop', { variables: { isAgain: true } });
    await it.complete('a');
    await it.complete('b', undefined, { isAgain: true });
    it.isWaitingAt('a', 'b');
    await it.complete('b');
    await it.complete('a', undefined, { isAgain: false });

    it.isCompleted();
  });

  it('ends by itself only', async () => {
    const it = await start('subProcess/scope');
    const token = it.tokenAt('examine');

    const answers = [
      await it.takes({ type: 'completeTask', token, outcome: 'complete', variables: {}, dossier: [] }),
      await it.takes({ type: 'fireTimer', token, element: 'a', dueAt: '2026-01-05' }),
      await it.takes({ type: 'correlateMessage', token, element: 'a', payload: {} }),
    ];

    assert.match(answers[0] ?? '', /Expected “examine” to end by itself/);
    assert.match(answers[1] ?? '', /Expected “a” to start an event sub-process here/);
    assert.match(answers[2] ?? '', /Expected “a” to start an event sub-process here/);
  });

  it('is cancelled with the case', async () => {
    const it = await start('subProcess/nested');

    await it.cancel();

    it.isTerminated().offers();
  });
});
