import assert from 'node:assert/strict';
import { startApp, type TestApp } from '../http/support/app.ts';
import { World } from '../http/support/world.ts';

describe('instances', function () {
  this.timeout(60_000);
  let app: TestApp;
  let all: World;
  before(async () => {
    app = await startApp();
    all = new World(app, await app.as('all'));
  });
  after(() => app.close());

  it('show their path and where they stand on the diagram', async () => {
    const filed = await all.file();
    await all.complete(filed.taskId, 'ask');

    const { body } = await all.client.get(all.path(`/instances/${filed.instanceId}/diagram`));

    assert.equal(body.process, 'design');
    assert.match(body.xml, /<process id="design"/);
    assert.deepEqual(body.visited, { filed: 1, number: 1, examine: 1, result: 1 });
    assert.deepEqual(body.flows, { f1: 1, f2: 1, f4: 1, f6: 1 });
    assert.deepEqual(
      body.current.map((one: { element: string }) => one.element),
      ['await-reply'],
    );
    assert.deepEqual(body.names.examine, { en: 'Examine', ar: 'Examine' });
  });

  it('count what was passed twice', async () => {
    const filed = await all.file();
    await all.complete(filed.taskId, 'ask');
    const message = { name: 'reply-received', key: filed.dossierId, payload: { replyText: 'a' } };
    await all.client.post(all.path('/messages'), message);
    await all.complete(await all.taskOf(filed.dossierId), 'ask');

    const { body } = await all.client.get(all.path(`/instances/${filed.instanceId}/diagram`));

    assert.equal(body.visited.examine, 2);
    assert.equal(body.visited['await-reply'], 1);
  });

  it('give their history page by page with an unbroken chain', async () => {
    const filed = await all.file();
    await all.client.post(all.path(`/tasks/${filed.taskId}/claim`), { revision: 1 });
    await all.complete(filed.taskId, 'ask');

    const entries: { seq: number; prevHash: string; hash: string; type: string }[] = [];
    let cursor = '';
    do {
      const { body } = await all.client.get(all.path(`/instances/${filed.instanceId}/history?limit=1${cursor}`));
      entries.push(...body.items);
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');

    assert.deepEqual(
      entries.map(({ type }) => type),
      ['instanceStarted', 'taskClaimed', 'taskCompleted'],
    );
    entries.forEach((entry, at) => assert.equal(entry.prevHash, at === 0 ? '0'.repeat(64) : entries[at - 1]?.hash));
  });

  it('are listed by process and status', async () => {
    const { instanceId } = await all.bareTask();
    await all.client.post(all.path(`/instances/${instanceId}/cancel`), { reason: 'test' });

    const ended = (await all.client.get(all.path('/instances?process=broken&status=terminated'))).body.items;
    const active = (await all.client.get(all.path('/instances?process=broken&status=active'))).body.items;

    assert.deepEqual(
      ended.map((row: { id: string }) => row.id),
      [instanceId],
    );
    assert.deepEqual(active, []);
  });
});

describe('what stands still', function () {
  this.timeout(60_000);
  let app: TestApp;
  let all: World;
  before(async () => {
    app = await startApp();
    all = new World(app, await app.as('all'));
  });
  after(() => app.close());

  it('is an incident that can be retried in vain and resolved with what was missing', async () => {
    const { incidentId, instanceId } = await all.incident();

    const vain = await all.client.post(all.path(`/incidents/${incidentId}/retry`), { note: 'again' });
    const [again] = (await all.client.get(all.path(`/incidents?instanceId=${instanceId}`))).body.items;
    const given = { note: 'the amount was missing', variables: { amount: 1 } };
    const resolved = await all.client.post(all.path(`/incidents/${again.id}/resolve`), given);

    assert.equal(vain.status, 409);
    assert.equal(resolved.status, 200, resolved.text);
    assert.deepEqual((await all.client.get(all.path(`/incidents?instanceId=${instanceId}`))).body.items, []);
    assert.ok(
      (await all.client.get(all.path(`/incidents?state=resolved&instanceId=${instanceId}`))).body.items.length > 0,
    );
    assert.equal((await all.client.get(all.path(`/instances/${instanceId}`))).body.status, 'completed');
  });

  it('is a job that failed for good, with the reason', async () => {
    const instanceId = await all.errand();
    const [waiting] = (await all.client.get(all.path(`/jobs?instanceId=${instanceId}`))).body.items;
    await all.failErrand();

    const [failed] = (await all.client.get(all.path(`/jobs?instanceId=${instanceId}`))).body.items;
    const [incident] = (await all.client.get(all.path(`/incidents?instanceId=${instanceId}`))).body.items;

    assert.deepEqual([waiting.key, waiting.lastError], ['rest', null]);
    assert.equal(failed.lastError, 'away');
    assert.equal(incident.code, 'JOB_FAILED');
  });
});

describe('a message', function () {
  this.timeout(60_000);
  let app: TestApp;
  let all: World;
  before(async () => {
    app = await startApp();
    all = new World(app, await app.as('all'));
  });
  after(() => app.close());

  it('starts a process only for who may start one', async () => {
    const message = { name: 'petition-received', key: 'petition 1', payload: {} };
    const kim = await app.as('kim');

    const starts = await all.client.post(all.path('/messages'), message);
    const clerk = await kim.post(all.path('/messages'), { ...message, key: 'petition 2' });
    const other = await kim.post(all.path('/messages'), { name: 'of-no-process', key: 'k' });

    assert.equal(starts.body.result, 'started');
    assert.equal(clerk.status, 403);
    assert.equal(other.body.result, 'buffered');
  });

  it('that nobody waits for is listed until somebody does', async () => {
    await all.client.post(all.path('/messages'), { name: 'nobody-waits', key: 'k' });

    const { items } = (await all.client.get(all.path('/messages'))).body;

    assert.deepEqual(
      items.map((row: { name: string; key: string; state: string }) => [row.name, row.key, row.state]).at(-1),
      ['nobody-waits', 'k', 'buffered'],
    );
  });
});

describe('definitions', function () {
  this.timeout(60_000);
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.close());

  it('are all shown to analysts, and the startable processes to who may start them', async () => {
    const all = await app.as('all');
    const ray = await app.as('ray');
    const keys = (answer: { body: { items: { kind: string; key: string }[] } }) =>
      answer.body.items.map(({ kind, key }) => `${kind}/${key}`);

    const everything = keys(await all.get('/api/offices/aa/definitions?limit=100'));
    const startable = keys(await ray.get('/api/offices/aa/definitions'));

    assert.ok(everything.includes('form/filing') && everything.includes('process/petition'));
    assert.deepEqual(startable, [
      'process/broken',
      'process/design',
      'process/errand',
      'process/relay',
      'process/search',
      'process/survey',
      'process/translation',
    ]);
    assert.equal((await ray.get('/api/offices/aa/definitions/process/design')).status, 403);
  });

  it('show their files', async () => {
    const { body } = await (await app.as('all')).get('/api/offices/aa/definitions/form/filing');

    assert.ok(body.files.some((file: { path: string }) => file.path === 'forms/filing/filing.schema.json'));
  });
});
