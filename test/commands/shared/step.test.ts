import assert from 'node:assert/strict';
import { claimTask } from '../../../engine/commands/claimTask.ts';
import { completeJob } from '../../../engine/commands/completeJob.ts';
import { completeTask } from '../../../engine/commands/completeTask.ts';
import { fireTimer } from '../../../engine/commands/fireTimer.ts';
import { startInstance } from '../../../engine/commands/startInstance.ts';
import { claimJobs } from '../../../engine/store/index.ts';
import { HOUR, OFFICE, openOffice, rows, type TestOffice } from '../kit.ts';
import { ADDRESS } from '../machines.ts';

describe('what a step costs', function () {
  this.timeout(60_000);
  let office: TestOffice;
  before(async () => {
    office = await openOffice({ undoSeconds: 10 });
    // What is read once per process is not part of a step.
    await office.start('relay');
  });
  after(() => office.close());

  async function cost(command: () => Promise<unknown>): Promise<{ statements: number; roundTrips: number }> {
    office.counter.reset();
    await command();
    const { statements, roundTrips } = office.counter;
    return { statements, roundTrips };
  }
  const two = { statements: 5, roundTrips: 2 };

  it('five statements in two round trips for the completion of a task', async () => {
    const id = await office.start('assessment', { limit: 100 });
    const task = await office.task(id, 'assess');
    const call = office.as('examiner');
    const input = { revision: 1, outcome: 'complete', data: { amount: 500 } };

    const counted = await cost(() => completeTask(office.runtime, call, task.id, input));

    assert.deepEqual(counted, two);
    const [begin, setting, read, write, commit] = office.counter.captured.map(({ text }) => text.trim());
    assert.deepEqual([begin, commit], ['begin', 'commit']);
    assert.match(setting ?? '', /^select set_config\('officina\.office'/);
    assert.match(read ?? '', /^select [^;]*from/s);
    assert.match(write ?? '', /^with [^;]*insert into history/s);
    const again = await cost(() => completeTask(office.runtime, call, task.id, input));
    assert.deepEqual(again, { statements: 4, roundTrips: 2 });
  });

  it('the same for a start with a dossier, a timer and a job', async () => {
    const filed = await cost(() =>
      startInstance(office.runtime, office.as('reception'), { process: 'filing', data: { markText: 'ACME' } }),
    );
    const id = await office.start('deadlines');
    await office.pass(HOUR);
    const fired = await cost(() =>
      fireTimer(
        office.runtime,
        { officeId: OFFICE, actor: { type: 'system', id: 'timers' } },
        { instanceId: id, token: 1, element: 'remind' },
      ),
    );
    await office.start('errand', { address: ADDRESS });
    await office.pass(HOUR);
    const [job] = await office.store.acrossOffices((trx) =>
      claimJobs(trx, { limit: 1, worker: 'somebody', leaseSeconds: 30 }),
    );
    const done = await cost(() =>
      completeJob(office.runtime, { officeId: OFFICE, actor: { type: 'system', id: 'jobs' } }, job ?? assert.fail(), {
        status: 200,
      }),
    );

    assert.deepEqual([filed, fired, done], [two, two, two]);
  });

  it('one round trip more where a task changes hands, two where something is numbered or another instance concerned', async () => {
    const task = await office.task(await office.start('relay'), 'first');

    const claimed = await cost(() => claimTask(office.runtime, office.as('examiner'), task.id, 1));
    const numbered = await cost(() => office.start('numbered', { amount: 1 }));
    const called = await cost(() => office.start('caller', { subject: 'Who?' }));

    assert.equal(claimed.roundTrips, 4);
    assert.equal(numbered.roundTrips, 4);
    assert.equal(called.roundTrips, 3);
  });
});

describe('a step that fails in the engine itself', function () {
  this.timeout(60_000);

  it('is put aside as an incident, and everything else goes on', async () => {
    const office = await openOffice();
    try {
      const [broken, sound] = [await office.start('relay'), await office.start('relay')];
      const task = await office.task(broken, 'first');
      // A row that no engine has written: its tokens are no list.
      await office.look((trx) =>
        trx
          .from('instances')
          .where({ office_id: OFFICE, id: broken })
          .update({ state: JSON.stringify({ v: 1, next: 2, status: 'active', tokens: {}, joins: [] }) }),
      );
      const input = { revision: 1, outcome: 'complete', data: {} };

      const attempt = completeTask(office.runtime, office.as('examiner'), task.id, input);

      await assert.rejects(attempt, { name: 'Refusal', code: 'INVALID_STATE', message: /The engine itself failed/ });
      const [incident] = await office.incidents(broken);
      assert.equal(incident?.code, 'DEFECT');
      await office.complete(sound, 'first');
      assert.equal((await rows(office, 'incidents')).length, 1);
    } finally {
      await office.store.close();
      await office.database.drop();
    }
  });
});
