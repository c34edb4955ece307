import assert from 'node:assert/strict';
import {
  OfficinaClient,
  Refused,
  startWorker,
  WorkFailure,
  type Job,
  type Json,
  type WorkerOptions,
} from '../../engine/client/index.ts';
import { completeJob } from '../../engine/commands/completeJob.ts';
import { extendJob } from '../../engine/commands/extendJob.ts';
import { failJob } from '../../engine/commands/failJob.ts';
import { fetchJobs } from '../../engine/commands/fetchJobs.ts';
import { claimJobs, readInstance } from '../../engine/store/index.ts';
import { PASSWORD, startApp, type TestApp } from '../http/support/app.ts';
import type { TestClient } from '../http/support/client.ts';
import { World } from '../http/support/world.ts';

describe('a worker outside', function () {
  this.timeout(60_000);
  let app: TestApp;
  let staff: TestClient;
  let world: World;
  const stopping = new AbortController();
  before(async () => {
    app = await startApp({ stopping: stopping.signal, settings: { jobPollMilliseconds: 20 } });
    staff = await app.as('all');
    world = new World(app, staff);
  });
  after(() => app.close());

  const account = (login = 'all') => ({ url: app.base, office: 'aa', login, password: PASSWORD });
  const begin = async (): Promise<string> =>
    (await staff.post(world.path('/instances'), { process: 'translation' })).body.instanceId;
  const openTask = async (instanceId: string): Promise<string | undefined> => {
    const { items } = (await staff.get(world.path('/tasks?view=all&limit=100'))).body;
    return items.find((one: { instanceId: string }) => one.instanceId === instanceId)?.element;
  };
  const stored = (id: string) => app.services.store.transaction('AA', (trx) => readInstance(trx, 'AA', id));

  /** A worker until it has been told of so many jobs. */
  async function worked(count: number, translate: (job: Job) => Promise<Json>, more: Partial<WorkerOptions> = {}) {
    const troubles: unknown[] = [];
    let end = (): void => undefined;
    const finished = new Promise<void>((resolve) => {
      end = resolve;
    });
    let done = 0;
    const worker = startWorker({
      ...account(),
      waitSeconds: 5,
      onTrouble: (trouble) => void troubles.push(trouble),
      ...more,
      work: {
        translation: async (job) => {
          try {
            return await translate(job);
          } finally {
            done += 1;
            if (done === count) end();
          }
        },
      },
    });
    return { worker, troubles, finished };
  }

  it('takes jobs as they come, and its results go on with the case', async () => {
    const { worker, finished, troubles } = await worked(2, async (job) => {
      assert.deepEqual(job.input, { text: 'chair' });
      return Promise.resolve({ text: 'Stuhl' });
    });
    const first = await begin();
    const second = await begin();
    await finished;
    await worker.stop();

    for (const id of [first, second]) {
      assert.equal(await openTask(id), 'check');
      assert.equal((await stored(id))?.variables['translated'], 'Stuhl');
    }
    assert.deepEqual(troubles, []);
  });

  it('says a BPMN error, which the model catches', async () => {
    const { worker, finished } = await worked(1, () =>
      Promise.reject(new WorkFailure('No such language.', { bpmnErrorCode: 'UNKNOWN_LANGUAGE' })),
    );
    const id = await begin();
    await finished;
    await worker.stop();

    assert.equal(await openTask(id), 'ask');
  });

  it('says that it failed: again when that can help, an incident when it cannot', async () => {
    const attempts: number[] = [];
    const { worker, finished } = await worked(2, (job) => {
      attempts.push(job.attempt);
      return Promise.reject(new WorkFailure('away', { retryAfterSeconds: 0, retryable: job.attempt === 1 }));
    });
    const id = await begin();
    await finished;
    await worker.stop();

    assert.deepEqual(attempts, [1, 2]);
    const { items } = (await staff.get(world.path(`/incidents?instanceId=${id}`))).body;
    assert.match(items[0].sentence, /away/);
  });

  it('is refused when its lock went to another, and nothing of it is kept', async () => {
    const client = new OfficinaClient(account());
    const other = new OfficinaClient(account());
    const id = await begin();
    const [stale] = await client.fetchJobs({ connectors: ['translation'], lockSeconds: 1, maxJobs: 100 });
    assert.ok(stale);
    // The lock is over: the database's clock, not ours, says when.
    await app.services.store.transaction('AA', (trx) =>
      trx
        .from('jobs')
        .where({ id: stale.id })
        .update({ locked_until: new Date(0) }),
    );
    const [job] = await other.fetchJobs({ connectors: ['translation'], maxJobs: 100 });
    assert.equal(job?.id, stale.id);
    assert.ok(job.lock > stale.lock);
    const isStale = (error: unknown): boolean => error instanceof Refused && error.status === 409;

    await assert.rejects(client.complete(stale, { text: 'wrong' }), isStale);
    await assert.rejects(client.fail(stale, new WorkFailure('late')), isStale);
    await assert.rejects(client.extend(stale, 60), isStale);
    await other.extend(job, 60);
    await other.complete(job, { text: 'right' });

    assert.equal((await stored(id))?.variables['translated'], 'right');
    await assert.rejects(other.complete(job, {}), (error) => error instanceof Refused && error.status === 404);
  });

  it('answers a repeated completion with the same key as it did before', async () => {
    await begin();
    const { body } = await staff.post(world.path('/jobs/fetch'), { connectors: ['translation'] });
    const [job] = body.jobs;
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const path = world.path(`/jobs/${job.id}/complete`);

    const answers = [
      await staff.post(path, { lock: job.lock, result: { text: 'a' } }, { headers }),
      await staff.post(path, { lock: job.lock, result: { text: 'a' } }, { headers }),
    ];

    assert.deepEqual(
      answers.map(({ status, body: said }) => [status, said]),
      [
        [200, { ok: true }],
        [200, { ok: true }],
      ],
    );
  });

  it('never gets the jobs of our own connectors, nor do our workers take its own', async () => {
    await world.errand();
    await begin();

    const ours = await app.services.store.transaction('AA', (trx) =>
      claimJobs(trx, { limit: 100, worker: 'ours', leaseSeconds: 30 }),
    );
    const asked = { connectors: ['rest', 'translation'], maxJobs: 100 };
    const { body } = await staff.post(world.path('/jobs/fetch'), asked);

    assert.deepEqual([...new Set(body.jobs.map((job: Job) => job.connector))], ['translation']);
    assert.deepEqual([...new Set(ours.map(({ key }) => key))], ['rest']);
    const path = world.path(`/jobs/${ours[0]!.id}/complete`);
    assert.equal((await staff.post(path, { lock: ours[0]!.leaseToken, result: {} })).status, 404);
  });

  it('waits at one node and hears of a job that another node opened', async () => {
    const beside = await startApp({ beside: app, settings: { jobPollMilliseconds: 20 } });
    const client = new OfficinaClient(account());
    const waiting = client.fetchJobs({ connectors: ['translation'], waitSeconds: 20 });
    const there = await beside.as('all');
    const { body } = await there.post(world.path('/instances'), { process: 'translation' });

    const jobs = await waiting;
    await beside.close();

    assert.deepEqual(
      jobs.map(({ instanceId }) => instanceId),
      [body.instanceId],
    );
  });

  it('shares the jobs with others who wait: each goes to one of them', async () => {
    const clients = Array.from({ length: 4 }, () => new OfficinaClient(account()));
    const waiting = clients.map((client) => client.fetchJobs({ connectors: ['translation'], waitSeconds: 20 }));
    const ids: string[] = [];
    for (let each = 0; each < 4; each += 1) ids.push(await begin());

    const taken = (await Promise.all(waiting)).flat().map(({ instanceId }) => instanceId);

    assert.deepEqual(taken.toSorted(), ids.toSorted());
  });

  it('costs one statement a second while many wait, not one for each', async () => {
    const quiet = await startApp({ beside: app, settings: { jobPollMilliseconds: 60_000 } });
    const there = await quiet.as('all');
    const waits = Array.from({ length: 20 }, () =>
      there.post(world.path('/jobs/fetch'), { connectors: ['translation'], waitSeconds: 2 }),
    );
    await Promise.all(waits);

    const looks = quiet.counter.captured.filter(({ text }) => text.includes('unnest($2::text[]) as k (key)'));
    assert.ok(looks.length <= 4, `${looks.length} looks for 20 who wait`);
    await quiet.close();
  });

  it('costs what the guide says', async () => {
    await begin();
    await begin();
    const call = { officeId: 'AA', actor: { type: 'system', id: 'test' } } as const;
    const { runtime, counter } = app;
    const cost = async <T>(work: Promise<T>): Promise<[T, number, number]> => {
      counter.reset();
      const answer = await work;
      return [answer, counter.statements, counter.roundTrips];
    };
    const asked = { connectors: ['translation'], maxJobs: 100, lockSeconds: 60, worker: 'test' };

    const [{ jobs }, ...fetching] = await cost(fetchJobs(runtime, call, asked));
    const [one, two] = jobs.map(({ id, leaseToken }) => ({ id, leaseToken, outside: true }) as const);
    const [, ...extending] = await cost(extendJob(runtime, call, one!, 60));
    const [, ...completing] = await cost(completeJob(runtime, call, one!, {}));
    const [, ...failing] = await cost(failJob(runtime, call, two!, { message: 'away', retryable: true }));

    assert.deepEqual(
      { fetching, extending, completing, failing },
      {
        fetching: [4, 2],
        extending: [4, 2],
        completing: [5, 2],
        failing: [5, 3],
      },
    );
  });

  it('needs the permission to do jobs', async () => {
    const client = new OfficinaClient(account('ada'));

    const fetched = client.fetchJobs({ connectors: ['translation'] });

    await assert.rejects(fetched, (error) => error instanceof Refused && error.status === 403);
  });

  it('is let go when the node ends', async () => {
    const waiting = new OfficinaClient(account()).fetchJobs({ connectors: ['translation'], waitSeconds: 60 });
    await new OfficinaClient(account()).fetchJobs({ connectors: ['translation'] });

    stopping.abort();

    assert.deepEqual(await waiting, []);
  });
});
