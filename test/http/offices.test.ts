import assert from 'node:assert/strict';
import { startApp, type TestApp } from './support/app.ts';
import { World, type Filed } from './support/world.ts';

describe('two offices with equal data', function () {
  this.timeout(60_000);
  let app: TestApp;
  let aa: World;
  let bb: World;
  let ours: Filed;
  let theirs: Filed;
  before(async () => {
    app = await startApp();
    aa = new World(app, await app.as('all'));
    bb = new World(app, await app.as('bob'), 'bb');
    for (const world of [aa, bb]) {
      const filed = await world.file({ title: 'The same chair' });
      await world.upload(filed.dossierId, 'Hello.');
      await world.incident();
      await world.errand();
      await world.client.post(world.path('/messages'), { name: 'nobody-waits', key: 'same-key' });
      if (world === aa) ours = filed;
      else theirs = filed;
    }
  });
  after(() => app.close());

  const lists = [
    '/tasks?view=all',
    '/tasks?view=groups',
    '/tasks?view=all&q=same',
    '/dossiers?q=same+chair',
    '/dossiers?q=D%2F2026%2F0001',
    '/instances',
    '/incidents',
    '/jobs',
    '/timers',
    '/messages',
    '/members',
    '/deployments',
  ];
  it('show nothing of each other in any list', async () => {
    for (const list of lists) {
      const [mine, other] = [await aa.client.get(aa.path(list)), await bb.client.get(bb.path(list))];
      const ids = (text: string): Set<string> => new Set(text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g));

      assert.ok(mine.body.items.length > 0, list);
      assert.equal(
        mine.body.items.length,
        list === '/members' ? mine.body.items.length : other.body.items.length,
        list,
      );
      const shared = [...ids(mine.text)].filter((id) => ids(other.text).has(id));
      assert.deepEqual(shared, [], list);
    }
  });

  it('count their own tasks only', async () => {
    const [mine, other] = [
      await aa.client.get(aa.path('/tasks/counts')),
      await bb.client.get(bb.path('/tasks/counts')),
    ];

    assert.deepEqual(mine.body, other.body);
  });

  it('find nothing by an id of the other in a filter', async () => {
    for (const list of [`/tasks?view=all&dossierId=${theirs.dossierId}`, `/jobs?instanceId=${theirs.instanceId}`])
      assert.deepEqual((await aa.client.get(aa.path(list))).body.items, [], list);
    assert.equal((await aa.client.get(aa.path(`/instances?dossierId=${theirs.dossierId}`))).status, 404);
  });

  it('do not take an id of the other in a body', async () => {
    const assign = await aa.client.post(aa.path(`/tasks/${ours.taskId}/assign`), {
      revision: 1,
      userId: app.userIds.get('bob'),
    });
    const start = await aa.client.post(aa.path('/instances'), { process: 'design', dossierId: theirs.dossierId });
    const message = await aa.client.post(aa.path('/messages'), { name: 'reply-received', key: theirs.dossierId });

    assert.equal(assign.status, 422);
    assert.deepEqual([start.status, message.status], [404, 404]);
  });

  it('do not deliver messages of the other, even under the same key', async () => {
    await bb.complete(theirs.taskId, 'ask');

    const answer = await aa.client.post(aa.path('/messages'), { name: 'reply-received', key: 'same-key' });

    assert.equal(answer.body.result, 'buffered');
  });

  it('do not take the bundle of the other', async () => {
    const { officeFiles } = await import('./support/office.ts');

    const answer = await aa.client.post(aa.path('/deployments'), { files: officeFiles('bb'), dryRun: true });

    assert.equal(answer.status, 422);
  });
});

describe('an unpublished dossier', function () {
  this.timeout(60_000);
  let app: TestApp;
  let world: World;
  let filed: Filed;
  before(async () => {
    app = await startApp();
    world = new World(app, await app.as('all'));
    filed = await world.file({ title: 'A secret chair' });
    await world.upload(filed.dossierId, 'Secret.');
  });
  after(() => app.close());

  it('is in no list, no search and no answer of whoever may see published ones only', async () => {
    const ray = await app.as('ray');
    const { dossierId, instanceId } = filed;
    for (const list of [
      '/dossiers',
      '/dossiers?q=secret',
      '/dossiers?state=FILED',
      '/instances',
      '/timers',
      '/incidents',
      '/jobs',
    ])
      assert.deepEqual((await ray.get(world.path(list))).body, { items: [], next: null }, list);
    for (const one of ['', '/documents', '/events', '/timeline', '/time-limits'])
      assert.equal((await ray.get(world.path(`/dossiers/${dossierId}${one}`))).status, 404, one);
    for (const one of ['', '/variables', '/history', '/diagram'])
      assert.equal((await ray.get(world.path(`/instances/${instanceId}${one}`))).status, 404, one);
    assert.equal((await ray.get(world.path(`/instances?dossierId=${dossierId}`))).status, 404);
    const upload = new World(app, ray);
    assert.equal((await upload.upload(dossierId, 'Hello.')).status, 404);
    const message = { name: 'reply-received', key: dossierId };
    assert.equal((await ray.post(world.path('/messages'), message)).status, 404);
    assert.equal((await ray.post(world.path('/instances'), { process: 'design', dossierId })).status, 404);
  });

  it('is there once it is published', async () => {
    await world.publish(filed);
    const ray = await app.as('ray');

    const found = await ray.get(world.path('/dossiers?q=secret'));
    const page = await ray.get(world.path(`/dossiers/${filed.dossierId}`));
    const { items } = (await ray.get(world.path(`/dossiers/${filed.dossierId}/documents`))).body;
    const content = await ray.get(items[0].href);

    assert.equal(found.body.items.length, 1);
    assert.equal(page.body.dossier.stateName.en, 'Published');
    assert.equal(content.text, 'Secret.');
  });
});
