import assert from 'node:assert/strict';
import { advance } from '../../../engine/core/index.ts';
import { boundary, event, eventSubProcess, roots, timer, users, way } from '../drawn.ts';
import { startBody } from '../kit.ts';
import { world } from '../randomProcess.ts';

const cycle = (text: string): string => timer(text, 'timeCycle');
const task = (definition: string, interrupting = false): string =>
  `<startEvent id="s"/>${users('a', 'note')}${boundary('on', 'a', definition, interrupting)}${way('s', 'a')}${way('on', 'note')}`;
const notes = (it: { readonly state: { readonly tokens: readonly { readonly at: string }[] } }): number =>
  it.state.tokens.filter(({ at }) => at === 'note').length;

describe('timers that fire again and again (BPMN 2.0.2, 10.5.5 timer event definition, timeCycle)', () => {
  it('fire as often as they say, counted from when they were due first', async () => {
    const it = await startBody(task(cycle('R3/P1M')), { now: '2026-01-31T09:00:00.000Z' });
    it.isDue('on', '2026-02-28T09:00Z');
    await it.fires('on');
    // Counted from the first: nothing drifts because the second fell on a short month.
    it.isDue('on', '2026-03-28T09:00Z');
    await it.passes('P1Y');

    it.isNotArmed('on');
    assert.equal(notes(it), 3);
  });

  it('without end go on until the activity ends', async () => {
    const it = await startBody(task(cycle('R/PT10M')));
    await it.passes('PT1H');
    assert.equal(notes(it), 6);

    await it.complete('a');
    await it.passes('PT1H');

    assert.equal(notes(it), 6);
    it.isNotArmed('on');
  });

  it('make up for what was missed where they are counted, and skip it where they are not', async () => {
    for (const [text, missed] of [
      ['R5/PT10M', '2026-01-05T09:20:00Z'],
      ['R/PT10M', '2026-01-05T12:10:00Z'],
    ] as const) {
      const it = await startBody(task(cycle(text)));
      const { graph, instance } = it.root;
      const dueAt = '2026-01-05T09:10:00Z';
      const fired = { type: 'fireTimer', token: it.tokenAt('a'), element: 'on', dueAt } as const;
      const answer = advance(graph, instance, fired, { ...world, now: '2026-01-05T12:00:00.000Z' });

      assert.ok(answer.type === 'advanced');
      const next = answer.instance.state.tokens[0]?.timers?.[0]?.dueAt;
      assert.equal(new Date(next ?? '').toISOString(), new Date(missed).toISOString(), text);
    }
  });

  it('may be a cron text, by the clock of the office', async () => {
    const it = await startBody(task(cycle('0 9 * * MON-FRI')), { now: '2026-01-09T07:00:00.000Z' });
    it.isDue('on', '2026-01-09T08:00Z');
    await it.fires('on');
    it.isDue('on', '2026-01-12T08:00Z');
    await it.passes('P7D');

    assert.equal(notes(it), 6);
  });

  it('fire once where they interrupt, and where they are waited for', async () => {
    const it = await startBody(task(cycle('R/P1D'), true));
    await it.passes('P3D');
    it.isWaitingAt('note').isNotArmed('on');

    const waiting = await startBody(
      `<startEvent id="s"/>${event('intermediateCatchEvent', 'c', cycle('R3/P1D'))}${users('t')}${way('s', 'c', 't')}`,
    );
    await waiting.passes('P3D');
    waiting.isWaitingAt('t').isNotArmed('c');
  });

  it('start event sub-processes of the process itself and of others, again and again or once', async () => {
    const it = await startBody(
      `<startEvent id="s"/><subProcess id="sub"><startEvent id="i"/>${users('a')}${way('i', 'a')}${eventSubProcess('inner', timer('P2D'))}</subProcess>
      ${users('b')}${way('s', 'sub', 'b')}${eventSubProcess('note', cycle('R2/P1D'), false)}`,
    );
    it.isDue('note-start', '2026-01-06T09:00Z').isDue('inner-start', '2026-01-07T09:00Z');
    await it.passes('P5D');
    it.isWaitingAt('inner-task', 'note-task', 'note-task').isNotArmed('note-start');

    await it.complete('inner-task');
    it.isWaitingAt('b', 'note-task', 'note-task');
  });

  it('of the process itself are given up with it and with the rest', async () => {
    const ended = await startBody(
      `<startEvent id="s"/>${users('a')}${way('s', 'a')}${eventSubProcess('h', timer('P2D'))}`,
    );
    await ended.complete('a');
    ended.isCompleted();
    const interrupted = await startBody(
      `<startEvent id="s"/>${users('a')}${way('s', 'a')}${eventSubProcess('h', timer('P2D'))}${eventSubProcess('k', timer('P3D'))}`,
    );
    await interrupted.passes('P2D');

    interrupted.isWaitingAt('h-task').isNotArmed('k-start');
    assert.equal(interrupted.state.waits, undefined);
  });

  it('of the process itself keep their time limit, which is met, expires or is cancelled', async () => {
    const limit = '<timerEventDefinition officina:timeLimit="reply"/>';
    const body = `<startEvent id="s"/>${users('a')}${way('s', 'a')}${eventSubProcess('h', limit)}${eventSubProcess('k', '<messageEventDefinition messageRef="m"/>')}`;
    const expired = await startBody(body, { roots });
    expired.hasLimit('reply', '2026-03-05', 'running');
    await expired.passes('P3M');
    expired.isWaitingAt('h-task').hasLimit('reply', '2026-03-05', 'expired');

    const cancelled = await startBody(body, { roots });
    await cancelled.receives('reply');
    cancelled.isWaitingAt('k-task').hasLimit('reply', '2026-03-05', 'cancelled');
  });

  it('stand still with a suspended case, all dates of a cycle together', async () => {
    const it = await startBody(task(cycle('R3/P1D')));
    await it.takes({ type: 'suspend', reason: 'strike' });
    it.isNotArmed('on');
    await it.passes('P10D');
    await it.takes({ type: 'resume', policy: 'shift', reason: 'over' });
    it.isDue('on', '2026-01-16T09:00Z');
    await it.passes('P10D');

    assert.equal(notes(it), 3);
  });
});
