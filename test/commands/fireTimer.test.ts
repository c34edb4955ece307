import assert from 'node:assert/strict';
import { fireTimer } from '../../engine/commands/fireTimer.ts';
import { resolveIncident } from '../../engine/commands/resolveIncident.ts';
import type { Call } from '../../engine/commands/shared/runtime.ts';
import { claimTimers, timersOfInstance, type StoredTimer } from '../../engine/store/index.ts';
import { DAY, HOUR, OFFICE, openOffice, refusal, rows, type TestOffice } from './kit.ts';
import { openMachines, type Machines } from './machines.ts';

const call: Call = { officeId: OFFICE, actor: { type: 'system', id: 'timers' } };

describe('timers', function () {
  this.timeout(60_000);
  let office: TestOffice;
  let machines: Machines;
  before(async () => {
    office = await openOffice();
    machines = await openMachines(office);
  });
  after(async () => {
    await machines.close();
    await office.close();
  });

  const timers = (id: string): Promise<readonly StoredTimer[]> =>
    office.look((trx) => timersOfInstance(trx, OFFICE, id));
  const due = (id: string): Promise<readonly StoredTimer[]> =>
    office.store
      .acrossOffices((trx) => claimTimers(trx, { limit: 100, leaseSeconds: 0 }))
      .then((claimed) => claimed.filter((timer) => timer.instanceId === id));

  it('do not fire early', async () => {
    const id = await office.start('deadlines');
    const [remind] = await timers(id);

    assert.deepEqual(await due(id), []);
    const { message } = await refusal(fireTimer(office.runtime, call, remind ?? assert.fail()), 'CONFLICT');

    assert.match(message, /is due at/);
    await office.pass(HOUR - 10_000);
    assert.deepEqual(await due(id), []);
    assert.equal((await office.instance(id)).version, 1);
  });

  it('fire once, on whatever node', async () => {
    const id = await office.start('deadlines');
    const remind = (await timers(id))[0] ?? assert.fail();
    await office.pass(HOUR);

    const answers = await Promise.allSettled([1, 2, 3, 4].map(() => fireTimer(office.runtime, call, remind)));

    assert.equal(answers.filter((answer) => answer.status === 'fulfilled').length, 1);
    for (const answer of answers)
      if (answer.status === 'rejected') await refusal(Promise.reject(answer.reason as Error), 'NOT_FOUND');
    assert.equal((await office.history(id)).filter(({ type }) => type === 'timerFired').length, 1);
    assert.deepEqual(
      (await timers(id)).map(({ element }) => element),
      ['late'],
    );
  });

  it('let the process reckon with the time at which they were due, after whatever downtime', async () => {
    const id = await office.start('deadlines');
    const [remind, late] = await timers(id);
    await office.pass(30 * DAY);

    await machines.drain();

    const { variables } = await office.instance(id);
    const instant = (text: unknown): string => new Date(String(text).replace(/\[.*\]$/, '')).toISOString();
    assert.equal(instant(variables['remindedAt']), remind?.dueAt);
    assert.equal(instant(variables['lateAt']), late?.dueAt);
    const fired = (await office.history(id)).filter(({ type }) => type === 'timerFired');
    assert.deepEqual(
      fired.map(({ data }) => [data['element'], data['dueAt']]),
      [
        ['remind', remind?.dueAt],
        ['late', late?.dueAt],
      ],
    );
    assert.ok(fired.every(({ at }) => at > (late?.dueAt ?? '')));
    await office.task(id, 'overdue');
    assert.deepEqual(await timers(id), []);
  });

  it('are the time of all that follows: number series, called processes', async () => {
    const at = await office.now();
    await office.moveTo('2026-12-30T08:00:00.000Z');
    const id = await office.start('overdue');
    const [wait] = await timers(id);
    await office.pass(5 * DAY);

    await fireTimer(office.runtime, call, wait ?? assert.fail());

    assert.match(JSON.stringify(await office.dossier(id)), /\/2026\//);
    const called = (await rows(office, 'instances')).find((row) => row['parent_id'] === id);
    const [remind] = await timers(String(called?.['id']));
    assert.equal(Date.parse(remind?.dueAt ?? ''), Date.parse(wait?.dueAt ?? '') + HOUR);
    await office.moveTo(at);
  });

  it('go with the task that is done in time', async () => {
    const id = await office.start('deadlines');
    const [remind] = await timers(id);

    await office.complete(id, 'work');

    assert.deepEqual(await timers(id), []);
    await office.pass(3 * DAY);
    await refusal(fireTimer(office.runtime, call, remind ?? assert.fail()), 'NOT_FOUND');
  });

  it('have fired when the step behind them cannot be taken, and go on from there when that is put right', async () => {
    const id = await office.start('nap', { length: 'P1D' });
    const [sleep] = await timers(id);
    await office.pass(DAY);

    await refusal(fireTimer(office.runtime, call, sleep ?? assert.fail()), 'INVALID_STATE');

    assert.deepEqual(await timers(id), []);
    const [incident, ...others] = await office.incidents(id);
    assert.deepEqual([incident?.element, others], ['large', []]);
    await office.pass(DAY);
    await resolveIncident(office.runtime, office.as('administrator'), incident?.id ?? '', {
      note: 'Depth was missing.',
      variables: { depth: 2 },
    });
    await office.task(id, 'done');
    const last = (await office.history(id)).at(-1);
    assert.deepEqual([last?.type, last?.data['dueAt']], ['timerFired', sleep?.dueAt]);
  });
});
