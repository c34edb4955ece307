import assert from 'node:assert/strict';
import { startApp, type TestApp } from './support/app.ts';
import type { Answer, Options } from './support/client.ts';
import { World, type Filed } from './support/world.ts';

describe('requests of other sites', function () {
  this.timeout(60_000);
  let app: TestApp;
  let world: World;
  let filed: Filed;
  before(async () => {
    app = await startApp();
    world = new World(app, await app.as('all'));
    filed = await world.file();
  });
  after(() => app.close());

  const claim = (options: Options): Promise<Answer> =>
    world.client.post(world.path(`/tasks/${filed.taskId}/claim`), { revision: 1 }, options);

  const attempts: Readonly<Record<string, Options>> = {
    'no token of the session': { withoutCsrf: true },
    'another token': { headers: { 'x-csrf-token': 'x'.repeat(43) } },
    'another origin': { headers: { origin: 'https://attacker.example' } },
    'the origin null': { headers: { origin: 'null' } },
    'an origin that begins like ours': { headers: { origin: 'http://127.0.0.1.attacker.example' } },
    'another port': { headers: { origin: 'http://127.0.0.1:1' } },
    'a browser that says cross-site': { headers: { 'sec-fetch-site': 'cross-site' } },
    'a body of type text/plain': { headers: { 'content-type': 'text/plain' } },
    'a form': { headers: { 'content-type': 'application/x-www-form-urlencoded' }, raw: 'revision=1' },
    'another character set': { headers: { 'content-type': 'application/json; charset=utf-16' } },
    'a compressed body': { headers: { 'content-encoding': 'gzip' } },
  };
  for (const [name, options] of Object.entries(attempts)) {
    it(`are refused: ${name}`, async () => {
      const answer = await claim(options);

      assert.ok([403, 415].includes(answer.status), `${answer.status} ${answer.text}`);
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
      const { body } = await world.client.get(world.path(`/tasks/${filed.taskId}`));
      assert.equal(body.task.assignee, null);
    });
  }

  it('get no permission from a preflight', async () => {
    const answer = await world.client.call('OPTIONS', world.path(`/tasks/${filed.taskId}/claim`), undefined, {
      headers: { origin: 'https://attacker.example', 'access-control-request-method': 'POST' },
    });

    assert.equal(answer.headers.get('access-control-allow-origin'), null);
    assert.notEqual(answer.status, 200);
  });

  it('change nothing by GET', async () => {
    assert.equal((await world.client.get(world.path(`/tasks/${filed.taskId}/claim`))).status, 404);
  });

  it('cannot sign anybody in', async () => {
    const body = { login: 'ada', password: 'a plain test password' };
    const headers = { origin: 'https://attacker.example' };

    assert.equal((await app.anybody().post('/api/session', body, { headers })).status, 403);
  });

  it('are told from our own page under any name of the same machine', async () => {
    const { port } = new URL(app.base);

    const answer = await claim({ headers: { origin: `http://localhost:${port}` } });

    assert.equal(answer.status, 200, answer.text);
  });
});
