import assert from 'node:assert/strict';
import { startApp, type TestApp } from './support/app.ts';
import { FILING, newKey, PDF, World } from './support/world.ts';

const withKey = (key: string) => ({ headers: { 'idempotency-key': key } });

describe('the same request again', function () {
  this.timeout(60_000);
  let app: TestApp;
  let world: World;
  before(async () => {
    app = await startApp();
    world = new World(app, await app.as('all'));
  });
  after(() => app.close());

  it('is answered as before, and acts once: start, complete, claim, draft', async () => {
    const start = newKey();
    const body = { process: 'design', data: { ...FILING, title: 'Once only' } };
    const first = await world.client.post(world.path('/instances'), body, withKey(start));
    const second = await world.client.post(world.path('/instances'), body, withKey(start));
    assert.deepEqual(second.body, first.body);
    const found = await world.client.get(world.path('/dossiers?q=once'));
    assert.equal(found.body.items.length, 1);

    const taskId = await world.taskOf(first.body.dossierId);
    const steps = [
      { method: 'POST', path: 'claim', body: { revision: 1 } },
      { method: 'PUT', path: 'draft', body: { revision: 0, data: { remark: 'so far' } } },
      { method: 'POST', path: 'complete', body: { revision: 2, outcome: 'accept', data: { remark: 'Fine.' } } },
    ];
    for (const step of steps) {
      const options = withKey(newKey());
      const once = await world.client.call(
        step.method,
        world.path(`/tasks/${taskId}/${step.path}`),
        step.body,
        options,
      );
      const twice = await world.client.call(
        step.method,
        world.path(`/tasks/${taskId}/${step.path}`),
        step.body,
        options,
      );

      assert.equal(once.status, 200, `${step.path}: ${once.text}`);
      assert.deepEqual(twice.body, once.body, step.path);
    }
  });

  it('is answered as before when both come at the same time', async () => {
    const { taskId } = await world.file();
    const options = withKey(newKey());
    const body = { revision: 1, outcome: 'ask', data: {} };

    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => world.client.post(world.path(`/tasks/${taskId}/complete`), body, options)),
    );

    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    for (const answer of answers) assert.deepEqual(answer.body, answers[0]?.body);
  });

  it('files a document once', async () => {
    const { dossierId } = await world.file();
    const key = newKey();
    const send = () => {
      const form = new FormData();
      form.set('kind', 'letter');
      form.set('title', 'Twice');
      form.set('file', new Blob([PDF]), 'a.pdf');
      const options = { raw: form, ...withKey(key) };
      return world.client.call('POST', world.path(`/dossiers/${dossierId}/documents`), undefined, options);
    };

    const first = await send();
    const second = await send();

    assert.equal(first.status, 201, first.text);
    assert.deepEqual(second.body, first.body);
    assert.equal((await world.client.get(world.path(`/dossiers/${dossierId}/documents`))).body.items.length, 1);
  });

  it('of two people with the same key are two', async () => {
    const { taskId } = await world.file();
    const options = withKey(newKey());
    const eve = await app.as('eve');

    const first = await world.client.post(world.path(`/tasks/${taskId}/claim`), { revision: 1 }, options);
    const second = await eve.post(world.path(`/tasks/${taskId}/claim`), { revision: 1 }, options);

    assert.equal(first.status, 200);
    assert.equal(second.status, 409);
  });

  it('with another intent under the same key is refused', async () => {
    const { taskId } = await world.file();
    const options = withKey(newKey());
    await world.client.put(world.path(`/tasks/${taskId}/draft`), { revision: 0, data: {} }, options);

    const answer = await world.client.post(world.path('/instances'), { process: 'design', data: FILING }, options);

    assert.equal(answer.status, 409);
  });

  it('needs a key that is a UUID', async () => {
    const answer = await world.client.post(world.path('/instances'), { process: 'design', data: FILING }, withKey('1'));

    assert.equal(answer.status, 422);
  });
});

describe('what has changed in the meantime', function () {
  this.timeout(60_000);
  let app: TestApp;
  let world: World;
  before(async () => {
    app = await startApp();
    world = new World(app, await app.as('all'));
  });
  after(() => app.close());

  it('of a draft is seen by its ETag: 412 with If-Match, 409 without', async () => {
    const { taskId } = await world.file();
    const path = world.path(`/tasks/${taskId}/draft`);
    const first = await world.client.put(path, { revision: 0, data: {} });
    const etag = first.headers.get('etag') ?? '';
    await world.client.put(path, { revision: 1, data: { remark: 'more' } });

    const matched = await world.client.put(path, { revision: 1, data: {} }, { headers: { 'if-match': etag } });
    const bare = await world.client.put(path, { revision: 1, data: {} });
    const now = await world.client.put(path, { revision: 2, data: {} }, { headers: { 'if-match': '"2"' } });

    assert.equal(etag, '"1"');
    assert.deepEqual([matched.status, bare.status, now.status], [412, 409, 200], matched.text);
  });

  it('is seen by the revision of the ETag: 412 with If-Match, 409 without', async () => {
    const { taskId } = await world.file();
    const seen = await world.client.get(world.path(`/tasks/${taskId}`));
    const etag = seen.headers.get('etag') ?? '';
    await (await app.as('ada')).post(world.path(`/tasks/${taskId}/claim`), { revision: 1 });
    const path = world.path(`/tasks/${taskId}/release`);

    const matched = await world.client.post(path, { revision: 1 }, { headers: { 'if-match': etag } });
    const bare = await world.client.post(path, { revision: 1 });
    const contrary = await world.client.post(path, { revision: 2 }, { headers: { 'if-match': etag } });
    const now = await world.client.post(path, { revision: 2 }, { headers: { 'if-match': '"2"' } });

    assert.equal(etag, '"1"');
    assert.deepEqual([matched.status, bare.status, contrary.status, now.status], [412, 409, 412, 200], now.text);
    assert.equal(matched.body.details.revision, 2);
  });

  it('says who was faster', async () => {
    const { taskId } = await world.file();
    await world.complete(taskId, 'ask');

    const answer = await (
      await app.as('ada')
    ).post(world.path(`/tasks/${taskId}/complete`), { revision: 1, outcome: 'ask', data: {} });

    assert.equal(answer.status, 409);
    assert.equal(answer.body.details.by, 'Name of all');
  });

  it('gives a dossier an ETag of its version', async () => {
    const { dossierId } = await world.file();

    const answer = await world.client.get(world.path(`/dossiers/${dossierId}`));

    assert.equal(answer.headers.get('etag'), `"${answer.body.version}"`);
  });
});

describe('a refusal', function () {
  this.timeout(60_000);
  let app: TestApp;
  let world: World;
  before(async () => {
    app = await startApp();
    world = new World(app, await app.as('all'));
  });
  after(() => app.close());

  it('points at every wrong place of a body, a form and a query', async () => {
    const { taskId } = await world.file();
    const pointers = (answer: { body: { errors: { pointer: string }[] } }): string[] =>
      answer.body.errors.map(({ pointer }) => pointer).sort();

    const shape = await world.client.post(world.path(`/tasks/${taskId}/complete`), { revision: 'one', extra: 1 });
    const data = { process: 'design', data: { title: '', filedOn: 'yesterday', nonsense: 1 } };
    const form = await world.client.post(world.path('/instances'), data);
    const query = await world.client.get(world.path('/tasks?view=everything&limit=0&sort=id'));

    assert.equal(shape.status, 422);
    assert.deepEqual(pointers(shape), ['/data', '/extra', '/outcome', '/revision']);
    assert.equal(form.status, 422);
    assert.deepEqual(pointers(form), ['/data/filedOn', '/data/nonsense', '/data/title']);
    assert.equal(query.status, 422);
    assert.deepEqual(new Set(pointers(query)), new Set(['/query/limit', '/query/sort', '/query/view']));
  });

  it('keeps the connection’s answer when the body is too large to be read', async () => {
    const large = JSON.stringify({ process: 'design', data: { title: 'x'.repeat(3_000_000) } });

    const declared = await world.client.post(world.path('/instances'), undefined, {
      raw: large,
      headers: { 'content-type': 'application/json' },
    });

    assert.equal(declared.status, 413);
    assert.equal(declared.body.code, 'TOO_LARGE');
  });

  it('of a case that cannot go on tells the incident', async () => {
    const { taskId } = await world.bareTask();

    const answer = await world.client.post(world.path(`/tasks/${taskId}/complete`), {
      revision: 1,
      outcome: 'complete',
      data: {},
    });

    assert.equal(answer.status, 409);
    assert.equal(typeof answer.body.details.incidentId, 'string');
  });

  it('carries all problems of a bundle that is wrong', async () => {
    const answer = await world.client.post(world.path('/deployments'), {
      files: [{ path: 'bundle.json', content: '{' }],
    });

    assert.equal(answer.status, 422);
    assert.ok(answer.body.problems.length > 0);
  });
});
