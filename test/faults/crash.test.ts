import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { startInstance } from '../../engine/commands/startInstance.ts';
import type { Runtime } from '../../engine/commands/shared/runtime.ts';
import { createStore, type Store } from '../../engine/store/index.ts';
import { openOffice, rows, type TestOffice } from '../commands/kit.ts';
import { runtimeOn } from '../commands/officeTemplate.ts';
import { cutAnswers } from './cutAnswers.ts';
import { deedsIn, type Deed } from './deeds.ts';
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
  'task_drafts',
];

const COMMANDS = [
  'completeTask',
  'startInstance with a dossier',
  'startInstance with a number',
  'startInstance that calls another',
  'claimTask',
  'completeJob',
  'fireTimer',
  'releaseTask',
  'assignTask',
  'saveDraft',
  'cancelInstance',
  'sendMessage',
];

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

  const snapshot = (): Promise<readonly (readonly string[])[]> =>
    Promise.all(TABLES.map(async (table) => (await rows(office, table)).map((row) => JSON.stringify(row)).sort()));

  /**
   * One command with one break; then once more, as a client does that does not know what became of it.
   * @returns false when the command ended before the break
   */
  async function breakAt(deed: Deed, where: Break): Promise<boolean> {
    const before = await snapshot();
    const key = randomUUID();
    const broken = proxy.broken;
    proxy.breakOnce(where);

    const [first] = await Promise.allSettled([deed.run(runtime, key)]);
    if (proxy.disarm()) {
      assert.equal(first.status, 'fulfilled');
      return false;
    }
    assert.ok(first.status === 'rejected' && (first.reason as Error).name !== 'Refusal');

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
    return true;
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

  for (const name of COMMANDS) {
    it(`leaves the old state or the new one: ${name}`, async () => {
      const { statements, prepare } = deedsIn(office)[name] ?? assert.fail();
      let at = 1;
      for (; ; at += 1) {
        for (const how of ['before the statement', 'before the answer'] as const)
          if (!(await breakAt(await prepare(), { at, how }))) {
            // It has sent all that it sends: nothing was left out.
            assert.deepEqual([how, at - 1], ['before the statement', statements]);
            return;
          }
      }
    });
  }

  it('when the answer of the commit is cut, has happened, and happens no second time under the same key', async () => {
    const result = await cutAnswers(20);

    assert.deepEqual(result, { cut: 20, done: 20 });
  });
});
