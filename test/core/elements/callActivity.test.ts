import assert from 'node:assert/strict';
import { start } from '../kit.ts';

describe('call activity (BPMN 2.0.2, 13.3.4: the called process runs as a part of this one)', () => {
  it('hands in what is mapped and takes out what is mapped', async () => {
    const it = await start('callActivity/call', { variables: { mark: 'OFFICINA', fee: 60, secret: 1 } });

    it.isWaitingAt('hear-appeal').offers('decide');
    assert.deepEqual(it.called('appeal').instance.variables, { mark: 'OFFICINA', fee: 120 });
    await it.complete('decide', 'decided');

    it.isWaitingAt('after');
    assert.deepEqual(it.variables, { mark: 'OFFICINA', fee: 60, secret: 1, appealUpheld: true });
    assert.equal(it.called('appeal').instance.state.status, 'completed');
  });

  it('without mappings hands in everything and takes out nothing', async () => {
    const it = await start('callActivity/all', { variables: { mark: 'OFFICINA' } });

    assert.deepEqual(it.called('child').instance.variables, { mark: 'OFFICINA' });
    await it.complete('work', undefined, { found: 1 });

    it.isCompleted();
    assert.deepEqual(it.variables, { mark: 'OFFICINA' });
  });

  it('goes on at once when what it calls needs nobody', async () => {
    const it = await start('callActivity/at-once');

    it.isCompleted();
    assert.deepEqual(
      [...it.office.instances.values()].map(({ process, instance }) => [process, instance.state.status]),
      [
        ['p', 'completed'],
        ['child', 'completed'],
        ['child', 'completed'],
      ],
    );
  });

  it('catches the error that the called process ends with', async () => {
    const it = await start('callActivity/call', { variables: { mark: 'OFFICINA', fee: 60 } });

    await it.complete('decide', 'inadmissible');

    it.isWaitingAt('rejected');
    assert.equal(it.called('appeal').instance.state.status, 'failed');
    assert.deepEqual(it.the('callCancelled'), []);
  });

  it('is an incident when nobody catches it; nothing of the step is kept', async () => {
    const it = await start('callActivity/uncaught');

    await it.complete('work');

    assert.match(it.office.incidents[0]?.sentence ?? '', /“call” reported the error “LOST” and nothing .* catches it/);
    it.offers('work').isWaitingAt('call');
    assert.equal(it.called('child').instance.state.status, 'active');
  });

  it('cancels what it called when it is interrupted, whatever that called in turn', async () => {
    const late = await start('callActivity/call', { variables: { mark: 'OFFICINA', fee: 60 } });
    await late.passes('P1Y');
    const nested = await start('callActivity/nested');
    nested.offers('stop', 'work');
    await nested.complete('stop');

    late.isWaitingAt('late').offers('late');
    assert.equal(late.called('appeal').instance.state.status, 'terminated');
    nested.isCompleted().offers();
    assert.equal(nested.called('child').instance.state.status, 'terminated');
    assert.equal(nested.called('grandchild').instance.state.status, 'terminated');
  });

  it('takes the end of what it called once', async () => {
    const it = await start('callActivity/call', { variables: { mark: 'OFFICINA', fee: 60 } });
    const token = it.tokenAt('hear-appeal');
    const wrong = await it.takes({ type: 'completeJob', token, result: null });
    await it.complete('decide', 'decided');

    const again = await it.takes({ type: 'childEnded', token, variables: {} });

    assert.match(wrong ?? '', /Expected what “hear-appeal” called to end/);
    assert.match(again ?? '', /has ended/);
  });

  it('is an incident when there is no such process', async () => {
    const it = await start('callActivity/missing');

    await it.complete('a');

    assert.match(
      it.office.incidents[0]?.sentence ?? '',
      /“call” calls the process “nowhere”, which is not in the bundle/,
    );
    it.isWaitingAt('a');
  });
});
