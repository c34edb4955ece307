import assert from 'node:assert/strict';
import { eventSubProcess } from '../../../engine/core/elements/eventSubProcess.ts';
import { start } from '../kit.ts';
import { graphsOf } from '../office.ts';

describe('event sub-process (BPMN 2.0.2, 13.5.4: interrupts its scope, or runs beside it)', () => {
  it('that interrupts ends everything else in its scope; nothing else starts there any more', async () => {
    const it = await start('eventSubProcess/withdrawal');
    await it.receives('note');
    it.isWaitingAt('a', 'b', 'read').listensAt('withdrawn', 'noted');

    await it.receives('withdrawn', { reason: 'no interest' });

    it.isWaitingAt('confirm').offers('confirm').listensAt().has({ reason: 'no interest' });
    for (const element of ['withdrawn', 'noted']) {
      const late = await it.takes({ type: 'correlateMessage', token: 0, element, payload: {} });
      assert.match(late ?? '', /“withdrawal” has interrupted the rest already/);
    }
    await it.complete('confirm');
    it.isCompleted().went('start', 'fork', 'noted', 'withdrawn', 'confirm', 'over', 'withdrawal');
  });

  it('that does not interrupt runs beside, as often as its message comes', async () => {
    const it = await start('eventSubProcess/withdrawal');

    await it.receives('note');
    await it.receives('note');
    await it.complete('a');
    await it.complete('b');

    it.isWaitingAt('read', 'read').listensAt('withdrawn', 'noted');
    await it.complete('read');
    await it.complete('read');
    it.isCompleted();
  });

  it('is over with the scope that it belongs to', async () => {
    const it = await start('eventSubProcess/inside');

    it.listensAt('stopped');
    await it.complete('a');
    it.isWaitingAt('outside', 'after').listensAt();
  });

  it('interrupts its own scope only', async () => {
    const it = await start('eventSubProcess/inside');

    await it.receives('stop');

    it.isWaitingAt('outside', 'tidy');
    await it.complete('tidy');
    it.isWaitingAt('outside', 'after').went('start', 'fork', 'in', 'stopped', 'tidy', 'stop', 'examine');
  });

  it('starts by an error, that of its code before the one that catches all', async () => {
    const broken = await start('eventSubProcess/error');
    await broken.failsJob('work', 'BROKEN');
    const other = await start('eventSubProcess/error');
    await other.failsJob('work', 'ANOTHER');

    broken.isWaitingAt('repair');
    await broken.complete('repair');
    broken.isCompleted();
    other.isWaitingAt('look');
  });

  it('does not catch its own error: it leaves for what lies around', async () => {
    const it = await start('eventSubProcess/error-again');

    await it.failsJob('work', 'BROKEN');

    it.isWaitingAt('outside').went('start', 'in', 'broken', 'broken-again', 'out');
  });

  it('catches the error of one that runs beside it', async () => {
    const it = await start('eventSubProcess/error-beside');
    await it.receives('note');

    await it.failsJob('work', 'BROKEN');

    it.isWaitingAt('repair');
  });

  it('is never entered by a flow, and takes no message that is not its own', async () => {
    const graph = (await graphsOf('eventSubProcess/withdrawal')).get('p')!;
    const node = graph.nodes[graph.byId.get('notes')!]!;
    const it = await start('eventSubProcess/withdrawal');

    assert.throws(
      () => eventSubProcess.enter(undefined as never, node as never, undefined as never),
      /a flow leads into event sub-process notes/,
    );
    const answer = await it.takes({ type: 'correlateMessage', token: 0, element: 'a', payload: {} });
    assert.match(answer ?? '', /Expected “a” to start an event sub-process here/);
  });
});
