import assert from 'node:assert/strict';
import { startApp, type TestApp } from '../support/app.ts';
import { attackCases } from '../support/attackCases.ts';
import { rawRequest, statusOf } from '../support/rawRequest.ts';
import { World } from '../support/world.ts';

interface Case {
  readonly id: string;
  readonly group: string;
  readonly request: string;
}

describe('the HTTP attack corpus', function () {
  this.timeout(120_000);
  const cases = attackCases<Case>('http-auth-abuse');
  let app: TestApp;
  let world: World;
  before(async () => {
    app = await startApp();
    world = new World(app, await app.as('all'));
  });
  after(() => app.close());
  afterEach('a clean caller is served as before', async () => {
    assert.equal((await world.client.get(world.path('/tasks/counts'))).status, 200);
    assert.deepEqual(app.logged.splice(0), []);
  });

  /** As the corpus writes it and with our own address of the same thing. */
  const ours = (path: string): readonly string[] => [path, path.replace(/\/api([/;]?)/i, '/api/offices/aa$1')];

  it('path confusion: nobody gets anything but refusals', async () => {
    for (const { id, request } of cases.filter(({ group }) => group === 'path confusion')) {
      const path = /^GET (\S+)/.exec(request)?.[1] ?? '';
      for (const one of ours(path))
        for (const method of ['GET', 'POST']) {
          const answer = await rawRequest(
            app.base,
            `${method} ${one} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
          );

          assert.ok(
            [400, 401, 403, 404, 415].includes(statusOf(answer)),
            `${id} ${method} ${one}: ${answer.slice(0, 200)}`,
          );
        }
    }
  });

  it('path confusion: a member gets an office by its one address only', async () => {
    for (const path of [
      '/API/offices/aa/tasks',
      '/api/offices/AA/tasks',
      '/api/offices/aa/tasks/',
      '/api//offices/aa/tasks',
      '/api/offices/aa%2ftasks',
    ]) {
      const answer = await rawRequest(
        app.base,
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: ${world.client.cookie}\r\n\r\n`,
      );

      assert.equal(statusOf(answer), 404, path);
    }
  });

  it('trusted headers: nobody becomes somebody, and nothing else is meant', async () => {
    for (const { id, request } of cases.filter(({ group }) => group === 'trusted header')) {
      const [name = '', value = ''] = request.split(/: ?(.*)/s);
      const headers = { [name]: value };
      const nobody = await app.anybody().get(world.path('/tasks'), { headers });
      const member = await world.client.get(world.path('/tasks?view=all'), { headers });
      const changed = await world.client.post(world.path('/tasks'), {}, { headers });

      assert.deepEqual([nobody.status, member.status, changed.status], [401, 200, 404], id);
    }
  });

  it('host headers: answers do not depend on them, and never hold them', async () => {
    for (const host of ['attacker.example', 'localhost@attacker.example', '', 'a, b']) {
      const answer = await rawRequest(
        app.base,
        `GET /api/welcome HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );

      assert.ok([200, 400].includes(statusOf(answer)), host);
      assert.doesNotMatch(answer, /attacker/);
    }
    const absolute = await rawRequest(
      app.base,
      'GET http://attacker.example/api/welcome HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    const twice = await rawRequest(
      app.base,
      'GET /api/welcome HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n',
    );
    assert.doesNotMatch(absolute, /attacker/);
    assert.ok([200, 400].includes(statusOf(twice)));
  });

  it('header cost: refused or answered', async () => {
    const headers = [
      `X-Forwarded-Host: ${' ,'.repeat(50_000)}`,
      `Accept-Language: ${'a;q=0.1,'.repeat(1500)}`,
      `If-None-Match: ${'"x",'.repeat(10_000)}`,
      `Cookie: ${'a=b; '.repeat(1600)}`,
      `Content-Type: application/json;charset=${'a'.repeat(8000)}`,
      `Authorization: Basic ${'A'.repeat(8000)}`,
    ];
    for (const header of headers) {
      const answer = await rawRequest(
        app.base,
        `GET /api/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${header}\r\n\r\n`,
      );

      assert.ok([401, 400, 431].includes(statusOf(answer)), header.slice(0, 40));
    }
  });

  it('tokens: whatever is no session of ours is nobody', async () => {
    const forged = [
      'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.',
      `${world.client.cookie.split('=')[1]}x`,
      'x'.repeat(43),
      '../../dev/null',
      '',
      'a.b.c.d.e',
      "' or 1=1 --",
    ];
    for (const token of forged) {
      const headers = {
        cookie: `officina_session=${encodeURIComponent(token)}`,
        authorization: `Bearer ${token.slice(0, 100)}`,
      };

      assert.equal((await app.anybody().get(world.path('/tasks'), { headers })).status, 401, token);
    }
    const inAddress = await app
      .anybody()
      .get(`${world.path('/tasks')}?officina_session=${world.client.cookie.split('=')[1]}`);
    assert.equal(inAddress.status, 401);
  });

  it('sign-in: hostile logins and passwords are refused, and nothing breaks', async () => {
    for (const [login, password] of [
      ['ada', 'x'.repeat(1_000_000)],
      ['ada', 'a\0b'],
      ['ada\0', 'a plain test password'],
      ['x'.repeat(10_000), 'a'],
      ['', ''],
    ]) {
      const answer = await app.anybody().post('/api/session', { login, password });

      assert.ok([413, 422].includes(answer.status), `${answer.status}`);
    }
    const setup = await app
      .anybody()
      .post('/api/setup', { token: 'x'.repeat(43), login: 'root', name: 'x', password: 'quiet harbour lantern' });
    assert.equal(setup.status, 403);
  });

  it('protocol: what is no HTTP is refused or the socket is closed', async () => {
    const tail = 'Host: x\r\nConnection: close\r\n';
    const requests = [
      `POST /api/session HTTP/1.1\r\n${tail}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `POST /api/session HTTP/1.1\r\n${tail}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
      `POST /api/session HTTP/1.1\r\n${tail}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n`,
      `POST /api/session HTTP/1.1\r\n${tail}Transfer-Encoding: chunked\r\n\r\n5;${'x'.repeat(1_000_000)}\r\nhello\r\n0\r\n\r\n`,
      `GET /api/session HTTP/1.1\r\n${tail}X-A: b\r\n folded\r\n\r\n`,
      `GET /api/session HTTP/1.1\r\n${tail}no colon\r\n\r\n`,
      `GET /api/session HTTP/1.1\r\n${tail}X-A: a\0b\r\n\r\n`,
      'GET /api/session\r\n\r\n',
      'GET /api/session HTTP/1.1\r\nConnection: close\r\n\r\n',
      `CONNECT attacker.example:80 HTTP/1.1\r\n${tail}\r\n`,
      `get /api/session HTTP/1.1\r\n${tail}\r\n`,
      `GET /api/session HTTP/1.1\r\n${tail}${Array.from({ length: 1500 }, (_, at) => `X-${at}: y`).join('\r\n')}\r\n\r\n`,
      `GET /api/session HTTP/1.1\r\nHost: x\r\nConnection: upgrade, close\r\nUpgrade: h2c\r\n\r\n`,
    ];
    for (const [at, request] of requests.entries()) {
      const status = statusOf(await rawRequest(app.base, request));

      assert.ok(status === 0 || (status >= 400 && status < 500), `request ${at}: ${status}`);
    }
    const pipelined = `GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(200);
    const answers = await rawRequest(app.base, `${pipelined}GET /api/health HTTP/1.1\r\n${tail}\r\n`);
    assert.equal(answers.match(/HTTP\/1\.1 200/g)?.length, 201);
  });

  it('redirects: there are none', async () => {
    for (const path of [
      '/login?next=//attacker.example',
      '/logout?redirect=http://attacker.example',
      '/sign-in?next=javascript:1',
    ]) {
      const answer = await app.anybody().get(path);

      assert.equal(answer.headers.get('location'), null);
      assert.ok(answer.status < 300 || answer.status >= 400);
    }
  });
});
