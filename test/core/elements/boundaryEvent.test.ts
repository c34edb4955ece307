import assert from 'node:assert/strict';
import { boundaryEvent } from '../../../engine/core/elements/boundaryEvent.ts';
import { start } from '../kit.ts';
import { graphsOf } from '../office.ts';

describe('boundary event (BPMN 2.0.2, 13.5.3: cancels its activity or lets it go on)', () => {
  it('ends the activity with all that lies inside it', async () => {
    const it = await start('boundaryEvent/sub-process');
    await it.complete('b');
    it.isWaitingAt('a', 'wait').isDue('wait', '2027-01-05T09:00Z');

    await it.passes('P2M');

    it.isWaitingAt('late').offers('late').listensAt().isNotArmed('wait');
    assert.deepEqual(
      it.the('tokenClosed').map(({ element, ending }) => [element, ending]),
      [
        ['a', 'terminated'],
        ['wait', 'terminated'],
        ['examine', 'terminated'],
      ],
    );
  });

  it('that does not interrupt occurs as often as its message comes', async () => {
    const it = await start('boundaryEvent/sub-process');

    await it.receives('note', { text: 'one' });
    await it.receives('note', { text: 'two' });

    it.isWaitingAt('a', 'b', 'read', 'read').listensAt('note', 'withdrawn').has({ note: 'two' });
    assert.equal(it.office.trace.filter((element) => element === 'note').length, 2);
  });

  it('lets what a non-interrupting one began go on when another interrupts', async () => {
    const it = await start('boundaryEvent/sub-process');
    await it.receives('note', { text: 'one' });

    await it.receives('withdrawn');

    it.isWaitingAt('read', 'over').listensAt().isNotArmed('too-late');
  });

  it('is given up when the activity completes', async () => {
    const it = await start('boundaryEvent/sub-process');
    await it.complete('a');
    await it.complete('b');
    await it.passes('P1Y');

    it.isWaitingAt('late');
  });

  it('catches an error of its code on the innermost activity', async () => {
    const it = await start('boundaryEvent/errors');

    await it.failsJob('work', 'LOST');

    it.isCompleted().went('start', 's1', 's2', 'inner-lost', 'e2', 'outer', 'end');
  });

  it('of that code comes before the one that catches all', async () => {
    const broken = await start('boundaryEvent/errors');
    await broken.failsJob('work', 'BROKEN');
    const other = await start('boundaryEvent/errors');
    await other.failsJob('work', 'ANOTHER');

    broken.isCompleted().went('start', 's1', 's2', 'outer-broken', 'broken');
    other.isCompleted().went('start', 's1', 's2', 'outer-any', 'any');
    assert.deepEqual(
      other.the('errorThrown').map(({ element, code, message }) => [element, code, message]),
      [['work', 'ANOTHER', 'It failed.']],
    );
  });

  it('belongs to its activity and to no other', async () => {
    const it = await start('boundaryEvent/sub-process');
    const token = it.tokenAt('a');

    const answer = await it.takes({ type: 'correlateMessage', token, element: 'withdrawn', payload: {} });

    assert.match(answer ?? '', /Expected “withdrawn” to be attached to “a”, but it is not/);
  });

  it('is never entered by a flow', async () => {
    const graph = (await graphsOf('boundaryEvent/sub-process')).get('p')!;
    const node = graph.nodes[graph.byId.get('note')!]!;

    assert.throws(
      () => boundaryEvent.enter(undefined as never, node as never, undefined as never),
      /a flow leads into/,
    );
  });
});
