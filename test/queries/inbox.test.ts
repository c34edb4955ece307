import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { moveClock, now } from '../../engine/store/index.ts';
import { startApp, type TestApp } from '../http/support/app.ts';
import { World } from '../http/support/world.ts';

describe('the inbox', function () {
  this.timeout(60_000);
  let app: TestApp;
  let all: World;
  let ada: World;
  let eve: World;
  beforeEach(async () => {
    app = await startApp({ undoSeconds: 30 });
    all = new World(app, await app.as('all'));
    ada = new World(app, await app.as('ada'));
    eve = new World(app, await app.as('eve'));
  });
  afterEach(() => app.close());

  const titles = async (world: World, query: string): Promise<readonly string[]> =>
    (await world.client.get(world.path(`/tasks?${query}`))).body.items.map(
      (row: { dossier: { title: string } | null; element: string }) => row.dossier?.title ?? row.element,
    );
  const counts = async (world: World) =>
    Object.fromEntries(
      (await world.client.get(world.path('/tasks/counts'))).body.views.map(
        (one: { view: string; count: number; overdue: number }) => [one.view, [one.count, one.overdue]],
      ),
    );

  it('has a task in the views where it belongs, as it goes from hand to hand', async () => {
    const { taskId } = await all.file({ title: 'A' });
    assert.deepEqual(await titles(ada, 'view=groups'), ['A']);
    assert.deepEqual(await titles(ada, 'view=mine'), []);

    await ada.client.post(ada.path(`/tasks/${taskId}/claim`), { revision: 1 });
    assert.deepEqual(await titles(ada, 'view=mine'), ['A']);
    assert.deepEqual(await titles(ada, 'view=groups'), []);
    assert.deepEqual(await titles(eve, 'view=groups'), []);

    await ada.client.put(ada.path(`/tasks/${taskId}/draft`), { revision: 0, data: { remark: 'so far' } });
    assert.deepEqual(await titles(ada, 'view=drafts'), ['A']);
    assert.deepEqual(await titles(eve, 'view=drafts'), []);
    assert.deepEqual(await counts(ada), { mine: [1, 0], groups: [0, 0], drafts: [1, 0], done: [0, 0] });

    await ada.complete(taskId, 'ask');
    assert.deepEqual(await titles(ada, 'view=done'), ['A']);
    assert.deepEqual(await titles(eve, 'view=done'), []);
    assert.deepEqual(await titles(ada, 'view=mine'), []);
    assert.deepEqual(await counts(ada), { mine: [0, 0], groups: [0, 0], drafts: [0, 0], done: [1, 0] });
  });

  it('shows everything to supervisors only', async () => {
    await all.file({ title: 'A' });
    const sue = new World(app, await app.as('sue'));
    const rex = new World(app, await app.as('rex'));

    assert.deepEqual(await titles(sue, 'view=all'), ['A']);
    assert.deepEqual(await titles(sue, 'view=groups'), []);
    assert.deepEqual(await titles(rex, 'view=groups'), []);
    assert.equal((await ada.client.get(ada.path('/tasks?view=all'))).status, 403);
    assert.ok('all' in (await counts(sue)));
  });

  it('keeps what a completion opened for its person until it cannot be undone any more', async () => {
    const { taskId, instanceId } = await all.bareTask('relay');
    await ada.complete(taskId, 'complete');
    const rows = (await ada.client.get(ada.path('/tasks?view=groups'))).body.items;
    const second = rows.find((row: { instanceId: string }) => row.instanceId === instanceId);

    assert.equal(second.element, 'second');
    assert.deepEqual(await titles(eve, 'view=groups'), []);
    assert.deepEqual((await counts(eve))['groups'], [0, 0]);
    assert.equal((await eve.client.get(eve.path(`/tasks/${second.id}`))).status, 404);

    await app.services.store.acrossOffices(async (trx) =>
      moveClock(trx, new Date(Date.parse(await now(trx)) + 31_000).toISOString()),
    );
    assert.deepEqual(await titles(eve, 'view=groups'), ['second']);
    assert.equal((await eve.client.get(eve.path(`/tasks/${second.id}`))).status, 200);
  });

  it('sorts by urgency or age, and pages without losing or repeating a task', async () => {
    const filed: string[] = [];
    for (const title of ['A', 'B', 'C', 'D', 'E']) {
      await all.file({ title });
      filed.push(title);
    }
    await all.bareTask();
    const paged = async (query: string): Promise<readonly string[]> => {
      const found: string[] = [];
      let cursor = '';
      do {
        const { body } = await ada.client.get(ada.path(`/tasks?view=groups&limit=2&${query}${cursor}`));
        found.push(...body.items.map((row: { dossier: { title: string } | null }) => row.dossier?.title ?? 'none'));
        cursor = body.next === null ? '' : `&cursor=${body.next}`;
      } while (cursor !== '');
      return found;
    };

    // What has no last day comes after what has one.
    assert.deepEqual(await paged('sort=urgency'), [...filed, 'none']);
    assert.deepEqual(await paged('sort=opened'), [...filed, 'none']);
    assert.deepEqual(await paged('sort=-opened'), ['none', ...filed.toReversed()]);
    const { body } = await ada.client.get(ada.path('/tasks?view=groups&limit=2&sort=opened'));
    const mixed = await ada.client.get(ada.path(`/tasks?view=groups&sort=urgency&cursor=${body.next}`));
    assert.equal(mixed.status, 422);
  });

  it('lists a task once to who is offered it in two ways', async () => {
    const filed = await all.file({ title: 'A' });
    await all.publish(filed);

    const rows = await titles(new World(app, await app.as('all')), 'view=groups');

    assert.deepEqual(rows, []);
    assert.equal((await counts(all))['groups']?.[0], 0);
  });

  it('filters by step, dossier and words', async () => {
    const chair = await all.file({ title: 'Red chair', applicant: 'Müller' });
    await all.file({ title: 'Blue table', applicant: 'Smith' });
    await all.bareTask();

    assert.deepEqual(await titles(ada, 'view=groups&q=muller'), ['Red chair']);
    assert.deepEqual(await titles(ada, 'view=groups&q=D/2026/0002'), ['Blue table']);
    assert.deepEqual(await titles(ada, 'view=groups&element=work'), ['work']);
    assert.deepEqual(await titles(ada, `view=groups&dossierId=${chair.dossierId}`), ['Red chair']);
    assert.deepEqual(await titles(ada, `view=groups&dossierId=${randomUUID()}`), []);
  });

  it('counts a task as overdue from the day after its last one, by the office’s day', async () => {
    const { taskId } = await all.file();
    const { expiresOn } = (await ada.client.get(ada.path(`/tasks/${taskId}`))).body.task;
    const { store } = app.services;
    // The office lies three hours ahead of UTC: its day begins at 21:00 UTC.
    const dayBegins = Date.parse(`${expiresOn}T21:00:00.000Z`);

    await store.acrossOffices((trx) => moveClock(trx, new Date(dayBegins - 60_000).toISOString()));
    const lastMinute = await counts(ada);
    await store.acrossOffices((trx) => moveClock(trx, new Date(dayBegins).toISOString()));
    const nextDay = await counts(ada);

    assert.deepEqual(lastMinute['groups'], [1, 0]);
    assert.deepEqual(nextDay['groups'], [1, 1]);
  });

  it('takes one statement for a page and one for the counts', async () => {
    for (const title of ['A', 'B', 'C']) await all.file({ title });
    await ada.client.get(ada.path('/tasks?view=groups'));

    for (const path of ['/tasks?view=groups', '/tasks?view=groups&q=a&sort=opened', '/tasks/counts']) {
      app.counter.reset();
      await ada.client.get(ada.path(path));
      // The session with the membership comes before; each transaction has its begin, its office and its commit.
      const sent = app.counter.captured.filter(({ text }) => !/^(begin|commit|\s*select set_config)/.test(text));
      assert.equal(sent.length, 2, path);
    }
  });
});
