import assert from 'node:assert/strict';
import { prepare, start } from '../kit.ts';

describe('intermediate catch event (BPMN 2.0.2, 13.5.2: waits until the event occurs)', () => {
  it('timer with a date is due then, in the office’s time', async () => {
    const it = await start('intermediateCatchEvent/date');

    it.isWaitingAt('on').isDue('on', '2026-03-02T09:00Z');
    await it.advanceTo('2026-03-02T08:59:59Z');
    it.isWaitingAt('on');
    await it.advanceTo('2026-03-02T09:00:00Z');
    it.isCompleted();
  });

  it('timer with a date in FEEL is due on the day it gives, or an incident', async () => {
    const it = await start('intermediateCatchEvent/date-feel', { variables: { publishOn: '2026-04-01' } });
    const wrong = await prepare('intermediateCatchEvent/date-feel', { variables: { publishOn: 'soon' } });
    await wrong.begin();
    const none = await prepare('intermediateCatchEvent/date-feel', { variables: { publishOn: null } });
    await none.begin();

    it.isDue('on', '2026-03-31T22:00Z');
    wrong.hasIncident('on', 'INVALID_TIMER', /The timer at “on” cannot be read: “soon” is not a date/);
    none.hasIncident('on', 'INVALID_TIMER', /The timer at “on” cannot be read: The timer is empty/);
  });

  it('timer with a date that is over is due at once', async () => {
    const it = await start('intermediateCatchEvent/date-feel', { variables: { publishOn: '2020-01-01' } });

    await it.fires('on');

    it.isCompleted();
    assert.equal(it.office.now, '2026-01-05T09:00:00.000Z');
  });

  it('timer with a duration counts from its arming: months by the calendar, hours as they pass', async () => {
    const it = await start('intermediateCatchEvent/duration');
    const beyond = await prepare('intermediateCatchEvent/duration-feel', {
      now: '9500-01-05T09:00:00.000Z',
      variables: { delay: 'P600Y' },
    });
    await beyond.begin();

    it.isDue('after', '2026-02-05T11:00Z');
    beyond.hasIncident('after', 'INVALID_TIMER', /after the year 9999/);
  });

  it('timer with a time limit is due when its last day is over, counted from its base', async () => {
    const it = await start('intermediateCatchEvent/time-limit', { variables: { filedOn: '2026-01-01' } });

    // 1 March 2026 is a Sunday.
    it.isDue('expiry', '2026-03-02T23:00Z').hasLimit('reply', '2026-03-02', 'running');
    await it.advanceTo('2026-03-02');
    it.isWaitingAt('expiry');
    await it.advanceTo('2026-03-03');
    it.isCompleted().hasLimit('reply', '2026-03-02', 'expired');
  });

  it('keeps the arithmetic of a time limit', async () => {
    const it = await start('intermediateCatchEvent/time-limit', { variables: { filedOn: '2026-01-01' } });

    const [limit] = it.office.limits.values();
    assert.deepEqual(
      limit?.steps?.map(({ code }) => code),
      ['counted-from', 'added', 'rolled-weekend', 'expires'],
    );
    assert.deepEqual(limit?.limit, {
      key: 'reply',
      baseOn: '2026-01-01',
      rawOn: '2026-03-01',
      expiresOn: '2026-03-02',
      extensions: 0,
    });
  });

  it('gives an applicant abroad the longer time limit', async () => {
    const it = await start('intermediateCatchEvent/time-limit', {
      variables: { filedOn: '2026-01-01' },
      dossier: { applicantAbroad: true },
    });

    it.hasLimit('reply', '2026-04-01', 'running');
  });

  it('waits ten years if need be', async () => {
    const it = await start('intermediateCatchEvent/term');

    it.isDue('expiry', '2036-01-05T23:00Z');
    await it.passes('P10Y');
    it.isWaitingAt('expiry');
    await it.passes('P1D');
    it.isCompleted();
  });

  it('time limit that the office does not know, or whose base is no day, is an incident', async () => {
    const unknown = await prepare('intermediateCatchEvent/term', {
      timeLimits: { term: { length: 'P1M', workingDays: 1e9 } },
    });
    await unknown.begin();
    const base = await prepare('intermediateCatchEvent/time-limit', { variables: { filedOn: 5 } });
    await base.begin();
    const day = await prepare('intermediateCatchEvent/time-limit', { variables: { filedOn: '2026-02-30' } });
    await day.begin();

    assert.equal(unknown.office.incidents.length, 1);
    base.hasIncident('expiry', 'INVALID_TIMER', /must start on a date, but its base is 5/);
    day.hasIncident('expiry', 'INVALID_TIMER', /“2026-02-30” is not a date/);
  });

  it('message goes to whoever waits under its key', async () => {
    const it = await start('intermediateCatchEvent/message', { variables: { number: 12 } });

    it.isWaitingAt('paid').listensAt('paid');
    assert.equal(it.the('subscribed')[0]?.correlationKey, '12');
    await it.receives('payment', { amount: 5, noise: 1 }, '12');

    it.isCompleted();
    assert.deepEqual(it.variables, { number: 12, amount: 5 });
  });

  it('takes no other trigger', async () => {
    const it = await start('intermediateCatchEvent/message', { variables: { number: 12 } });
    const token = it.tokenAt('paid');

    assert.match(
      (await it.takes({ type: 'completeJob', token, result: null })) ?? '',
      /Expected “paid” to wait for a timer or a message/,
    );
  });
});
