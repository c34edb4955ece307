import assert from 'node:assert/strict';
import { changesOf, newInstance, type ArmedLimit, type Instance, type KernelEvent } from '../../engine/core/index.ts';

const empty = newInstance();
const limit = (expiresOn: string, extensions = 0): ArmedLimit => ({
  key: 'reply',
  baseOn: '2026-01-01',
  rawOn: expiresOn,
  expiresOn,
  extensions,
});
const steps = [{ code: 'added', values: {} }] as const;

/** An instance with one token, 7, that holds a timer with a time limit. */
function holding(expiresOn: string, isSuspended = false): Instance {
  const timers = [{ at: 't', armedAt: '2026-01-01', dueAt: expiresOn, limit: limit(expiresOn) }];
  const tokens = [{ id: 7, at: 'a', in: 0, timers }];
  const suspended = isSuspended ? { suspended: { since: '2026-01-02', by: 9 } } : {};
  return { ...empty, state: { ...empty.state, next: 8, tokens, ...suspended } };
}

const armed = (token: number, element: string, dueAt: string, by?: ArmedLimit): KernelEvent => ({
  type: 'timerArmed',
  token,
  element,
  dueAt,
  ...(by ? { limit: by, steps } : {}),
});
const fired = (token: number, element: string): KernelEvent => ({ type: 'timerFired', token, element, dueAt: '' });
const disarmed = (token: number, element: string): KernelEvent => ({ type: 'timerDisarmed', token, element });
const opened = (token: number): KernelEvent => ({ type: 'tokenOpened', token, element: 'a' });
const closed = (token: number, ending: 'completed' | 'terminated' = 'completed'): KernelEvent => ({
  type: 'tokenClosed',
  token,
  element: 'a',
  ending,
});
const task = (token: number): KernelEvent => ({
  type: 'taskOpened',
  token,
  element: 'a',
  form: null,
  assignee: null,
  candidateGroups: [],
  candidateUsers: [],
  priority: 50,
  immediate: false,
});
const subscribed = (token: number, element: string): KernelEvent => ({
  type: 'subscribed',
  token,
  element,
  message: 'm',
  correlationKey: 'k',
});
const call = (token: number, child: string): KernelEvent => ({
  type: 'callStarted',
  token,
  element: 'c',
  child,
  process: 'p',
  binding: 'latest',
  versionTag: null,
  variables: {},
});
const places = (list: readonly { token: number; element: string }[]): unknown =>
  list.map(({ token, element }) => [token, element]);
const limits = (before: Instance, ...events: KernelEvent[]): unknown =>
  changesOf(before, events).limits.map((each) => [each.limit.expiresOn, each.state, each.steps?.length ?? null]);

describe('what remains of the events of a step', () => {
  it('leaves out what opened and closed within it', () => {
    const changes = changesOf(empty, [
      opened(1),
      task(1),
      armed(1, 't', 'x'),
      subscribed(1, 's'),
      call(1, 'child'),
      closed(1),
      { type: 'callCancelled', child: 'child' },
      opened(2),
      task(2),
    ]);

    assert.deepEqual(places(changes.tasks), [[2, 'a']]);
    const { closedTokens, timers, disarmed: gone, subscriptions, calls, cancelledChildren } = changes;
    assert.deepEqual([closedTokens, timers, gone, subscriptions, calls, cancelledChildren], [[], [], [], [], [], []]);
  });

  it('names the tokens that had rows before', () => {
    const changes = changesOf(holding('2026-03-01'), [closed(7), opened(8), closed(8)]);

    assert.deepEqual(changes.closedTokens, [7]);
  });

  it('has each timer once, as it was armed last', () => {
    const changes = changesOf(empty, [
      armed(1, 't', 'one'),
      disarmed(1, 't'),
      armed(1, 't', 'two'),
      armed(1, 'u', 'x'),
    ]);

    assert.deepEqual(
      changes.timers.map(({ element, dueAt }) => [element, dueAt]),
      [
        ['t', 'two'],
        ['u', 'x'],
      ],
    );
    assert.deepEqual(changes.disarmed, []);
  });

  it('lists timers that fired or were disarmed on a token that lives on', () => {
    const changes = changesOf(empty, [armed(1, 't', 'one'), disarmed(1, 't'), fired(2, 'u'), fired(3, 'v'), closed(3)]);

    assert.deepEqual(changes.timers, []);
    assert.deepEqual(places(changes.disarmed), [
      [1, 't'],
      [2, 'u'],
    ]);
  });

  it('leaves out subscriptions that were given up after they began', () => {
    const changes = changesOf(empty, [
      subscribed(0, 's'),
      subscribed(0, 'u'),
      { type: 'unsubscribed', token: 0, element: 's' },
      { type: 'unsubscribed', token: 0, element: 'old' },
    ]);

    assert.deepEqual(places(changes.subscriptions), [[0, 'u']]);
    assert.deepEqual(places(changes.unsubscribed), [
      [0, 's'],
      [0, 'old'],
    ]);
  });

  it('cancels children that were called before', () => {
    const changes = changesOf(empty, [{ type: 'callCancelled', child: 'old' }, call(1, 'new'), closed(1)]);

    assert.deepEqual(changes.cancelledChildren, ['old']);
    assert.deepEqual(changes.calls, []);
  });

  it('says whether the dossier changed and how the instance ended', () => {
    const none = changesOf(empty, []);
    const both = changesOf(empty, [
      { type: 'dossierStateChanged', before: null, after: 'FILED' },
      { type: 'instanceEnded', how: 'completed' },
    ]);

    assert.deepEqual([none.isDossierChanged, none.ended], [false, null]);
    assert.deepEqual([both.isDossierChanged, both.ended?.how], [true, 'completed']);
  });
});

describe('the time limits that a step touched', () => {
  const before = holding('2026-03-01');

  it('run from their arming, with the arithmetic', () => {
    assert.deepEqual(limits(empty, armed(1, 't', 'x', limit('2026-03-01'))), [['2026-03-01', 'running', 1]]);
  });

  it('are nobody’s when they begin and end in one step', () => {
    assert.deepEqual(limits(empty, armed(1, 't', 'x', limit('2026-03-01')), closed(1)), []);
    assert.deepEqual(limits(empty, armed(1, 't', 'x', limit('2026-03-01')), closed(1, 'terminated')), []);
  });

  it('are met when their token completes, cancelled when it is terminated', () => {
    assert.deepEqual(limits(before, closed(7)), [['2026-03-01', 'met', null]]);
    assert.deepEqual(limits(before, closed(7, 'terminated')), [['2026-03-01', 'cancelled', null]]);
  });

  it('expire when their timer fires, and stay expired', () => {
    assert.deepEqual(limits(before, fired(7, 't'), closed(7, 'terminated')), [['2026-03-01', 'expired', null]]);
  });

  it('are suspended when their timer is disarmed, and may be met or cancelled then', () => {
    assert.deepEqual(limits(before, disarmed(7, 't')), [['2026-03-01', 'suspended', null]]);
    assert.deepEqual(limits(holding('2026-03-01', true), closed(7)), [['2026-03-01', 'met', null]]);
    assert.deepEqual(limits(before, disarmed(7, 't'), closed(7, 'terminated')), [['2026-03-01', 'cancelled', null]]);
  });

  it('run on with a new date when armed again', () => {
    assert.deepEqual(limits(before, disarmed(7, 't'), armed(7, 't', 'y', limit('2026-04-01'))), [
      ['2026-04-01', 'running', 1],
    ]);
  });

  it('keep their state when they are extended, running or suspended', () => {
    const extended: KernelEvent = {
      type: 'timeLimitExtended',
      token: 7,
      element: 't',
      limit: limit('2026-04-01', 1),
      beforeOn: '2026-03-01',
      steps,
    };

    assert.deepEqual(limits(before, extended), [['2026-04-01', 'running', 1]]);
    assert.deepEqual(limits(holding('2026-03-01', true), extended), [['2026-04-01', 'suspended', 1]]);
  });

  it('are fixed once per element and key', () => {
    const fix = (element: string, expiresOn: string): KernelEvent => ({
      type: 'timeLimitFixed',
      element,
      limit: limit(expiresOn),
      steps,
    });

    assert.deepEqual(limits(empty, fix('one', '2026-03-01'), fix('two', '2026-03-02'), fix('one', '2026-03-03')), [
      ['2026-03-03', 'fixed', 1],
      ['2026-03-02', 'fixed', 1],
    ]);
  });

  it('know nothing of timers without a time limit', () => {
    assert.deepEqual(limits(empty, armed(1, 't', 'x'), fired(1, 't'), closed(1)), []);
  });
});
