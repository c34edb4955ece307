import assert from 'node:assert/strict';
import { Client } from 'pg';
import {
  commitSteps,
  now,
  readInstance,
  RolledBack,
  sqlState,
  writeStep,
  type Transaction,
} from '../../engine/store/index.ts';
import { openStore, type OpenStore } from './openStore.ts';
import { sampleStart } from './sampleStep.ts';

describe('a transaction', () => {
  let open: OpenStore;

  beforeEach(async () => {
    open = await openStore({ store: { poolSize: 2 } });
  });
  afterEach(() => open.close());

  const exists = async (id: string): Promise<boolean> =>
    (await open.store.transaction('XX', (trx) => readInstance(trx, 'XX', id))) !== null;

  it('keeps nothing when its work throws', async () => {
    const step = sampleStart();
    const failing = open.store.transaction('XX', async (trx) => {
      await writeStep(trx, 'XX', step);
      throw new Error('changed my mind');
    });

    await assert.rejects(failing, /changed my mind/);
    assert.equal(await exists(step.instance.id), false);
  });

  it('is not acknowledged when a statement had failed in it, even if nobody looked', async () => {
    const step = sampleStart();
    const careless = open.store.transaction('XX', async (trx) => {
      await writeStep(trx, 'XX', step);
      await trx
        .from('no_such_table')
        .select('*')
        .catch(() => undefined);
    });

    await assert.rejects(careless, RolledBack);
    assert.equal(await exists(step.instance.id), false);
  });

  it('sends nothing when it has nothing to do', async () => {
    open.counter.reset();

    await open.store.transaction('XX', () => Promise.resolve());

    assert.equal(open.counter.statements, 0);
  });

  it('cannot be used after its end', async () => {
    let late: Transaction | undefined;
    await open.store.transaction('XX', async (trx) => {
      late = trx;
      await commitSteps(trx, 'XX', [sampleStart()]);
      assert.equal(trx.hasEnded, true);
    });

    await assert.rejects(now(late!), /has ended/);
  });

  it('runs its work again after a deadlock', async () => {
    const steps = [sampleStart(), sampleStart()];
    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', steps));
    let runs = 0;
    const [first, second] = [defer(), defer()];
    /** Locks both instances, each of two transactions in another order. */
    const lock = (ids: readonly string[], mine: Deferred, other: Deferred): Promise<void> =>
      open.store.transaction('XX', async (trx) => {
        runs += 1;
        for (const id of ids) {
          await trx.from('instances').update({ history_seq: runs }).where({ office_id: 'XX', id });
          mine.resolve();
          await other.promise;
        }
      });
    const [a, b] = steps.map((step) => step.instance.id) as [string, string];

    await Promise.all([lock([a, b], first, second), lock([b, a], second, first)]);

    assert.equal(runs, 3);
  });

  it('gives its connection back after the server has cut it', async () => {
    const cut = open.store.transaction('XX', async (trx) => {
      const [row] = await trx.run<{ pid: number }>(
        { name: '', text: 'select pg_backend_pid() as pid', reads: true },
        [],
      );
      const owner = new Client(open.database.owner);
      await owner.connect();
      await owner
        .query('select pg_terminate_backend(pid) from pg_stat_activity where pid = $1', [row!.pid])
        .catch(() => undefined);
      await owner.end();
      await trx.run({ name: '', text: `select pg_terminate_backend(pg_backend_pid())`, reads: true }, []);
      return now(trx);
    });

    await assert.rejects(cut);
    for (let round = 0; round < 4; round += 1) assert.ok(await open.store.transaction('XX', (trx) => now(trx)));
  });

  it('prepares each statement with parameters once per connection', async () => {
    for (let round = 0; round < 5; round += 1) {
      await open.store.transaction('XX', (trx) =>
        trx.from('tasks').select('id').where({ office_id: 'XX', priority: round }),
      );
    }

    const prepared = await open.store.transaction('XX', (trx) =>
      trx.from('pg_prepared_statements').select('name').whereLike('statement', '%"priority" = %'),
    );
    assert.equal(prepared.length, 1);
  });

  it('gives whole numbers, days and instants as plain values', async () => {
    const [row] = await open.store.transaction('XX', (trx) =>
      trx.run(
        {
          name: '',
          reads: true,
          text: `select 5::bigint as count, 0.25::numeric as share, '2026-03-02'::date as day,
            '2026-03-02 10:00:00.5+01'::timestamptz as instant`,
        },
        [],
      ),
    );

    assert.deepEqual(row, { count: 5, share: 0.25, day: '2026-03-02', instant: '2026-03-02T09:00:00.500Z' });
  });

  it('tells the state of a database error and of no other', () => {
    assert.equal(sqlState(Object.assign(new Error('x'), { code: '40001' })), '40001');
    assert.equal(sqlState(Object.assign(new Error('x'), { code: 'ECONNRESET' })), undefined);
    assert.equal(sqlState(null), undefined);
  });
});

interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
}

function defer(): Deferred {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
