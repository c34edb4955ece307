import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  claimJobs,
  commitSteps,
  failJob,
  keepLease,
  moveClock,
  nextJobDueAt,
  now,
  readJob,
  releaseJob,
  retryJob,
  type JobFailed,
  type StoredJob,
} from '../../engine/store/index.ts';
import { openStore, type OpenStore } from './openStore.ts';
import { AT, sampleJob, sampleNext, sampleStart } from './sampleStep.ts';

describe('jobs', () => {
  let open: OpenStore;

  beforeEach(async () => {
    open = await openStore();
  });
  afterEach(() => open.close());

  const start = async (...jobs: ReturnType<typeof sampleJob>[]): Promise<ReturnType<typeof sampleStart>> => {
    const step = sampleStart({ jobs });
    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [step]));
    return step;
  };
  const claim = (worker: string, limit = 10, leaseSeconds = 60): Promise<readonly StoredJob[]> =>
    open.store.acrossOffices((trx) => claimJobs(trx, { limit, worker, leaseSeconds }));
  const fail = (job: StoredJob, more: { retryable?: boolean; retryAfterSeconds?: number } = {}): Promise<JobFailed> =>
    open.store.transaction('XX', (trx) =>
      failJob(trx, 'XX', { jobId: job.id, leaseToken: job.leaseToken, error: 'no answer', retryable: true, ...more }),
    );
  const release = ({ id, leaseToken }: StoredJob): Promise<boolean> =>
    open.store.transaction('XX', (trx) => releaseJob(trx, 'XX', { jobId: id, leaseToken }));
  const read = (id: string): Promise<StoredJob | null> => open.store.transaction('XX', (trx) => readJob(trx, 'XX', id));

  it('go to one worker each, the longest due first', async () => {
    const due = ['2026-01-03', '2026-01-01', '2026-01-02'].map((day, index) =>
      sampleJob(index + 1, { dueAt: `${day}T00:00:00.000Z` }),
    );
    await start(...due);

    const [first, second] = [await claim('a', 2), await claim('b', 2)];

    assert.deepEqual(
      first.map((job) => job.dueAt.slice(0, 10)),
      ['2026-01-01', '2026-01-02'],
    );
    assert.deepEqual(
      second.map((job) => job.id),
      [due[0]!.id],
    );
  });

  it('are shared by workers that claim at the same moment', async () => {
    await start(...Array.from({ length: 40 }, (_, index) => sampleJob(index + 1)));

    const claims = await Promise.all(Array.from({ length: 8 }, (_, index) => claim(`w${index}`, 5)));

    const ids = claims.flat().map((job) => job.id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('another worker is just taking are passed over without waiting for it', async () => {
    await start(sampleJob(1), sampleJob(2));

    const [first, second] = await open.store.acrossOffices(async (trx) => [
      await claimJobs(trx, { limit: 1, worker: 'a', leaseSeconds: 60 }),
      await claim('b', 1),
    ]);

    assert.equal(new Set([first, second].flat().map((job) => job.id)).size, 2);
  });

  it('that are not due yet stay until the clock is there', async () => {
    await start(sampleJob(1, { dueAt: '2090-01-01T00:00:00.000Z' }));
    assert.deepEqual(await claim('a'), []);

    await open.store.acrossOffices((trx) => moveClock(trx, '2090-01-01T00:00:01.000Z'));

    assert.equal((await claim('a')).length, 1);
  });

  it('whose lease has run out are taken again, with a greater lease token', async () => {
    await start(sampleJob(1));
    const [first] = await claim('a', 1, 0);

    const [second] = await claim('b', 1);

    assert.deepEqual([first!.leaseToken, second!.leaseToken, second!.attempts], [1, 2, 2]);
  });

  it('can be neither prolonged, failed nor completed under a lost lease', async () => {
    const step = await start(sampleJob(1));
    const [stale] = await claim('a', 1, 0);
    await claim('b', 1);
    const lease = { jobId: stale!.id, leaseToken: stale!.leaseToken };

    const kept = await open.store.transaction('XX', (trx) => keepLease(trx, 'XX', { ...lease, leaseSeconds: 60 }));
    const failed = await fail(stale!);
    const completedJob = { id: stale!.id, leaseToken: stale!.leaseToken };
    const completed = await open.store.transaction('XX', (trx) =>
      commitSteps(trx, 'XX', [sampleNext(step, 1, { completedJob, closedTokens: [1] })]),
    );

    assert.deepEqual([kept, failed.result, completed], [false, 'lost', 'lost']);
    assert.equal((await read(stale!.id))?.leaseToken, 2);
  });

  it('that fail come again later, each time after a longer pause', async () => {
    await start(sampleJob(1, { maxAttempts: 3 }));
    const pauses: number[] = [];
    for (const attempt of [1, 2]) {
      const [job] = await claim('a');
      assert.equal(job?.attempts, attempt);
      const failed = await fail(job);
      assert.equal(failed.result, 'retried');
      pauses.push(await untilDue(open));
      await open.store.acrossOffices((trx) => moveClock(trx, '2091-01-01T00:00:00.000Z'));
    }

    assert.ok(pauses[0]! > 3 && pauses[0]! <= 6.25, `first pause ${pauses[0]}`);
    assert.ok(pauses[1]! > 7 && pauses[1]! <= 12.5, `second pause ${pauses[1]}`);
  });

  it('stand still when no attempt is left, until somebody lets them begin anew', async () => {
    await start(sampleJob(1, { maxAttempts: 1 }));
    const [job] = await claim('a');

    assert.deepEqual(await fail(job!), { result: 'exhausted' });
    assert.deepEqual(await claim('a'), []);
    assert.equal((await read(job!.id))?.lastError, 'no answer');

    await open.store.transaction('XX', (trx) => retryJob(trx, 'XX', job!.id));
    const [again] = await claim('a');
    assert.deepEqual([again!.attempts, again!.leaseToken], [1, 2]);
  });

  it('stand still at once when trying again cannot help', async () => {
    await start(sampleJob(1));
    const [job] = await claim('a');

    assert.deepEqual(await fail(job!, { retryable: false }), { result: 'exhausted' });
  });

  it('wait as long as the thrower said', async () => {
    await start(sampleJob(1));
    const [job] = await claim('a');

    await fail(job!, { retryAfterSeconds: 600 });

    const pause = await untilDue(open);
    assert.ok(pause > 590 && pause <= 600, `pause ${pause}`);
  });

  it('given back by a worker that stops can be taken at once, without losing an attempt', async () => {
    await start(sampleJob(1));
    const [job] = await claim('a');

    assert.equal(await release(job!), true);

    assert.equal((await claim('b'))[0]?.attempts, 1);
  });

  it('are not given back by a worker whose lease was lost, even to another process of its own name', async () => {
    await start(sampleJob(1));
    const [lost] = await claim('a');
    await release(lost!);
    const [taken] = await claim('a');

    assert.equal(await release(lost!), false);

    assert.deepEqual(await claim('b'), []);
    assert.equal((await read(taken!.id))?.attempts, 1);
  });

  it('are gone when their token has ended', async () => {
    const step = await start(sampleJob(1), sampleJob(2));

    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [sampleNext(step, 1, { closedTokens: [1] })]));

    assert.deepEqual(
      (await claim('a')).map((job) => job.token),
      [2],
    );
    assert.equal(await read(randomUUID()), null);
    assert.equal(await open.store.acrossOffices(nextJobDueAt), AT);
  });
});

/** Seconds from now to the next due job. */
async function untilDue(open: OpenStore): Promise<number> {
  return open.store.acrossOffices(async (trx) => {
    const dueAt = await nextJobDueAt(trx);
    return (Date.parse(dueAt!) - Date.parse(await now(trx))) / 1000;
  });
}
