import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { claimTask } from '../../engine/commands/claimTask.ts';
import { completeJob } from '../../engine/commands/completeJob.ts';
import { completeTask } from '../../engine/commands/completeTask.ts';
import { fireTimer } from '../../engine/commands/fireTimer.ts';
import { startInstance } from '../../engine/commands/startInstance.ts';
import type { Call, Runtime } from '../../engine/commands/shared/runtime.ts';
import { claimJobs, createStore, type Store } from '../../engine/store/index.ts';
import { HOUR, OFFICE, openOffice, rows, type TestOffice } from '../commands/kit.ts';
import { ADDRESS } from '../commands/machines.ts';
import { runtimeOn } from '../commands/officeTemplate.ts';
import { openProxy, type Break, type Proxy } from './proxy.ts';

/** Tables that a step may write. */
const TABLES = [
  'instances',
  'dossiers',
  'dossier_index',
  'tasks',
  'task_candidates',
  'jobs',
  'timers',
  'subscriptions',
  'messages',
  'incidents',
  'history',
  'time_limits',
  'status_events',
  'documents',
  'number_series',
  'numbers',
  'idempotency_keys',
];

/** A command that is about to be given, and what it must have done in the end, once. */
interface Deed {
  readonly run: (runtime: Runtime, key: string) => Promise<unknown>;
  readonly check: () => Promise<void>;
}

describe('a connection that breaks at any statement', function () {
  this.timeout(120_000);
  let office: TestOffice;
  let proxy: Proxy;
  let store: Store;
  let runtime: Runtime;
  before(async () => {
    office = await openOffice();
    proxy = await openProxy(office.database.app);
    store = createStore({ app: proxy.connection });
    runtime = runtimeOn(store);
    await startInstance(runtime, office.as('administrator'), { process: 'relay' });
  });
  after(async () => {
    await store.close();
    await proxy.close();
    await office.close();
  });

  const system = (id: string): Call => ({ officeId: OFFICE, actor: { type: 'system', id } });
  const typesOf = async (id: string): Promise<readonly string[]> => (await office.history(id)).map(({ type }) => type);
  const snapshot = (): Promise<readonly (readonly string[])[]> =>
    Promise.all(TABLES.map(async (table) => (await rows(office, table)).map((row) => JSON.stringify(row)).sort()));

  const deeds: Readonly<Record<string, { statements: number; prepare: () => Promise<Deed> }>> = {
    completeTask: {
      statements: 5,
      prepare: async () => {
        const id = await office.start('assessment', { limit: 100 });
        const task = await office.task(id, 'assess');
        return {
          run: (at, key) =>
            completeTask(at, office.as('examiner', key), task.id, {
              revision: 1,
              outcome: 'complete',
              data: { amount: 500 },
            }),
          check: async () => {
            assert.deepEqual(await typesOf(id), ['instanceStarted', 'taskCompleted']);
            await office.task(id, 'review');
          },
        };
      },
    },
    'startInstance with a dossier': {
      statements: 5,
      prepare: () => {
        const markText = `MARK ${randomUUID()}`;
        return Promise.resolve({
          run: (at, key) => startInstance(at, office.as('reception', key), { process: 'filing', data: { markText } }),
          check: async () => {
            const made = (await rows(office, 'dossier_index')).filter((row) => row['title'] === markText);
            assert.equal(made.length, 1);
          },
        });
      },
    },
    'startInstance with a number': {
      statements: 6,
      prepare: async () => {
        const before = (await rows(office, 'numbers')).length;
        return {
          run: (at, key) =>
            startInstance(at, office.as('reception', key), { process: 'numbered', variables: { amount: 1 } }),
          check: async () => {
            assert.equal((await rows(office, 'numbers')).length, before + 1);
          },
        };
      },
    },
    'startInstance that calls another': {
      statements: 6,
      prepare: async () => {
        const before = (await rows(office, 'instances')).length;
        return {
          run: (at, key) =>
            startInstance(at, office.as('reception', key), { process: 'caller', variables: { subject: 'Who?' } }),
          check: async () => {
            assert.equal((await rows(office, 'instances')).length, before + 2);
          },
        };
      },
    },
    claimTask: {
      statements: 6,
      prepare: async () => {
        const id = await office.start('relay');
        const task = await office.task(id, 'first');
        return {
          run: (at, key) => claimTask(at, office.as('examiner', key), task.id, 1),
          check: async () => {
            assert.deepEqual(await typesOf(id), ['instanceStarted', 'taskClaimed']);
          },
        };
      },
    },
    completeJob: {
      statements: 5,
      prepare: async () => {
        const id = await office.start('errand', { address: ADDRESS });
        const claimed = await office.store.acrossOffices((trx) =>
          claimJobs(trx, { limit: 10, worker: 'somebody', leaseSeconds: 30 }),
        );
        const job = claimed.find((each) => each.instanceId === id) ?? assert.fail();
        return {
          run: (at) => completeJob(at, system('jobs'), job, { status: 200 }),
          check: async () => {
            assert.deepEqual(await typesOf(id), ['instanceStarted', 'jobCompleted']);
            await office.task(id, 'check');
          },
        };
      },
    },
    fireTimer: {
      statements: 5,
      prepare: async () => {
        const id = await office.start('deadlines');
        await office.pass(HOUR);
        return {
          run: (at) => fireTimer(at, system('timers'), { instanceId: id, token: 1, element: 'remind' }),
          check: async () => {
            assert.deepEqual(await typesOf(id), ['instanceStarted', 'timerFired']);
          },
        };
      },
    },
  };

  /** One command with one break; then once more, as a client does that does not know what became of it. */
  async function breakAt(deed: Deed, where: Break): Promise<void> {
    const before = await snapshot();
    const key = randomUUID();
    const broken = proxy.broken;
    proxy.breakOnce(where);

    await assert.rejects(deed.run(runtime, key), (error: Error) => error.name !== 'Refusal');

    assert.equal(proxy.broken, broken + 1);
    await settled();
    const after = await snapshot();
    const isOld = JSON.stringify(after) === JSON.stringify(before);
    // Neither old nor new would show here: rows without their instance's state, history without its end, a number too many.
    await office.verify();
    if (!isOld) await deed.check();

    await deed.run(runtime, key).catch((error: unknown) => {
      // A job or timer has no key: what it addressed is gone.
      if ((error as { code?: unknown }).code !== 'NOT_FOUND') throw error;
    });

    await deed.check();
    if (!isOld) assert.deepEqual(await snapshot(), after);
    await office.verify();
  }

  /** Until the server has ended what the broken connection had begun. */
  async function settled(): Promise<void> {
    for (;;) {
      const [row] = await office.look(async (trx) =>
        trx
          .from('pg_stat_activity')
          .where('datname', office.database.app.database)
          .whereRaw(
            `state in ('active', 'idle in transaction', 'idle in transaction (aborted)') and pid <> pg_backend_pid()`,
          )
          .count({ n: '*' }),
      );
      if (Number(row?.['n']) === 0) return;
    }
  }

  for (const [name, { statements, prepare }] of Object.entries(deeds)) {
    it(`leaves the old state or the new one: ${name}`, async () => {
      for (let at = 1; at <= statements; at += 1) {
        for (const how of ['before the statement', 'before the answer'] as const)
          await breakAt(await prepare(), { at, how });
      }
      // As many as it takes: nothing was left out.
      const deed = await prepare();
      proxy.breakOnce({ at: statements + 1, how: 'before the statement' });
      await deed.run(runtime, randomUUID());
      assert.ok(proxy.disarm());
    });
  }

  it('when the answer of the commit is cut, has happened, and happens no second time under the same key', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => office.start('relay')));
    const tasks = await Promise.all(ids.map((id) => office.task(id, 'first')));
    const calls = tasks.map(() => office.as('examiner'));
    const complete = (at: number): Promise<unknown> =>
      completeTask(runtime, calls[at] ?? assert.fail(), tasks[at]?.id ?? '', {
        revision: 1,
        outcome: 'complete',
        data: {},
      });
    proxy.cutCommits(tasks.length);

    const first = await Promise.allSettled(tasks.map((_task, at) => complete(at)));
    for (const id of ids) assert.equal((await typesOf(id)).length, 2);
    const second = await Promise.all(tasks.map((_task, at) => complete(at)));

    assert.ok(first.every(({ status }) => status === 'rejected'));
    assert.equal(second.length, tasks.length);
    for (const id of ids) {
      assert.deepEqual(await typesOf(id), ['instanceStarted', 'taskCompleted']);
      assert.deepEqual(
        (await office.tasks(id)).map(({ element }) => element),
        ['second'],
      );
    }
  });
});
