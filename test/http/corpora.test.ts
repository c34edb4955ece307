import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { createHash } from 'node:crypto';
import type { Route } from '../../engine/http/route.ts';
import { routes } from '../../engine/http/routes/index.ts';
import { startApp, type TestApp } from './support/app.ts';
import { addressOf, examples, keyOf } from './support/examples.ts';
import { FILING, World } from './support/world.ts';

interface Case {
  readonly id: string;
  readonly group: string;
  readonly request: string;
  readonly expected: string;
}

const read = <T>(name: string): readonly T[] =>
  (JSON.parse(readFileSync(new URL(`../corpora/attack/${name}.json`, import.meta.url), 'utf8')) as { cases: T[] })
    .cases;

/** Sends bytes as they are and gives what comes back until the server closes or has answered once. */
function raw(app: TestApp, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = net.connect(Number(new URL(app.base).port), '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => (text += chunk));
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(text));
  });
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

describe('the HTTP attack corpus', function () {
  this.timeout(120_000);
  const cases = read<Case>('http-auth-abuse');
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
          const answer = await raw(
            app,
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
      const answer = await raw(
        app,
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
      const answer = await raw(app, `GET /api/welcome HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);

      assert.ok([200, 400].includes(statusOf(answer)), host);
      assert.doesNotMatch(answer, /attacker/);
    }
    const absolute = await raw(
      app,
      'GET http://attacker.example/api/welcome HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    const twice = await raw(app, 'GET /api/welcome HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n');
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
      const answer = await raw(app, `GET /api/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${header}\r\n\r\n`);

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
      const status = statusOf(await raw(app, request));

      assert.ok(status === 0 || (status >= 400 && status < 500), `request ${at}: ${status}`);
    }
    const pipelined = `GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(200);
    const answers = await raw(app, `${pipelined}GET /api/health HTTP/1.1\r\n${tail}\r\n`);
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

describe('the JSON attack corpus', function () {
  this.timeout(120_000);
  interface JsonCase {
    readonly id: string;
    readonly name: string;
    readonly raw?: string;
    readonly base64?: string;
    readonly gen?: string;
    readonly n?: number;
  }
  let app: TestApp;
  let world: World;
  before(async () => {
    app = await startApp();
    world = new World(app, await app.as('all'));
  });
  after(() => app.close());

  /** The generators of the corpus that make bodies up to what a test can send; larger ones are refused by their length alone. */
  const generated = (kind: string, n: number): string => {
    const size = Math.min(n, 2_000_000);
    const list = (make: (at: number) => string): string =>
      Array.from({ length: Math.min(n, 200_000) }, (_, at) => make(at)).join();
    switch (kind) {
      case 'nest-array':
        return '['.repeat(size / 2) + ']'.repeat(size / 2);
      case 'nest-object':
        return '{"a":'.repeat(size / 5) + '1' + '}'.repeat(size / 5);
      case 'wide-object':
        return `{${list((at) => `"k${at}":${at}`)}}`;
      case 'wide-array':
        return `[${list(() => '1')}]`;
      case 'long-string':
        return `{"a":"${'x'.repeat(size)}"}`;
      case 'long-key':
        return `{"${'k'.repeat(size)}":1}`;
      case 'long-number':
        return `{"a":${'9'.repeat(size)}}`;
      case 'same-prefix-keys':
        return `{${list((at) => `"${'p'.repeat(5)}${at}":1`)}}`;
      default:
        return `{"a":${'[1,{"b":['.repeat(n)}${']}]'.repeat(n)}}`;
    }
  };

  it('is refused where a body has a shape, and never breaks anything', async () => {
    const { taskId } = await world.file();
    for (const each of read<JsonCase>('json-abuse')) {
      const body =
        each.base64 === undefined
          ? (each.raw ?? generated(each.gen ?? '', each.n ?? 1))
          : Buffer.from(each.base64, 'base64');
      const answer = await world.client.call('POST', world.path(`/tasks/${taskId}/claim`), undefined, {
        raw: body,
        headers: { 'content-type': 'application/json' },
      });

      assert.ok(
        [413, 415, 422].includes(answer.status),
        `${each.id} ${each.name}: ${answer.status} ${answer.text.slice(0, 200)}`,
      );
      assert.deepEqual(app.logged.splice(0), [], each.id);
    }
    assert.equal((await world.client.get(world.path(`/tasks/${taskId}`))).body.task.assignee, null);
  });

  it('is kept exactly or refused where data are free: a draft', async () => {
    const { taskId } = await world.file();
    let revision = 0;
    for (const each of read<JsonCase>('json-abuse').filter(({ raw: text }) => text?.startsWith('{') === true)) {
      const text = `{"revision":${revision},"data":${each.raw ?? ''}}`;
      const answer = await world.client.call('PUT', world.path(`/tasks/${taskId}/draft`), undefined, {
        raw: text,
        headers: { 'content-type': 'application/json' },
      });
      if (answer.status !== 200) {
        assert.equal(answer.status, 422, `${each.id}: ${answer.text}`);
        continue;
      }
      revision = answer.body.revision;
      const kept = await world.client.get(world.path(`/tasks/${taskId}`));
      // JSON has one zero: minus nothing is nothing.
      const sent: unknown = JSON.parse((each.raw ?? '').replace('-0}', '0}'));
      assert.deepEqual(kept.body.data, sent, each.id);
    }
    assert.deepEqual(app.logged, []);
  });
});

describe('the mass-assignment corpus', function () {
  this.timeout(120_000);
  interface MassCase {
    readonly id: string;
    readonly extraFields: Readonly<Record<string, unknown>>;
  }
  let app: TestApp;
  let world: World;
  before(async () => {
    const setupTokenHash = createHash('sha256').update('a-token-of-the-console-for-this').digest('hex');
    app = await startApp({ setupTokenHash, undoSeconds: 60 });
    world = new World(app, await app.as('all'));
  });
  after(() => app.close());

  const fields = new Map(read<MassCase>('mass-assignment').flatMap(({ extraFields }) => Object.entries(extraFields)));
  const bodies: Readonly<Record<string, unknown>> = {
    'POST /api/session': { login: 'ada', password: 'a plain test password' },
    'POST /api/setup': {
      token: 'a-token-of-the-console-for-this',
      login: 'root',
      name: 'Root',
      password: 'quiet harbour lantern',
    },
  };
  const taking = routes.filter((route): route is Route => route.body !== null && route.body !== 'multipart');

  it('names the field that it does not know, in every body', async () => {
    for (const route of taking) {
      const example =
        bodies[keyOf(route)] === undefined ? await examples[keyOf(route)]!(world) : { body: bodies[keyOf(route)] };
      const known = Object.keys((route.body as { properties?: object }).properties ?? {});
      for (const [name, value] of fields) {
        if (known.includes(name)) continue;
        const body = { ...(example.body as object), [name]: value };
        const answer = await world.client.call(route.method, addressOf(route, 'aa', example), body);

        assert.equal(answer.status, 422, `${keyOf(route)} ${name}: ${answer.text.slice(0, 200)}`);
        assert.ok(
          answer.body.errors.some((place: { pointer: string }) => place.pointer === `/${name}`),
          `${keyOf(route)} ${name}`,
        );
      }
    }
  });

  it('takes of a form only its own fields, hidden or not', async () => {
    for (const [name, value] of fields) {
      const data = { ...FILING, [name]: value };
      const answer = await world.client.post(world.path('/instances'), { process: 'design', data });

      assert.equal(answer.status, 422, name);
    }
  });

  it('takes no field in the address', async () => {
    const { taskId } = await world.file();
    const answer = await world.client.post(world.path(`/tasks/${taskId}/claim?assignee=other&revision=1`), {
      revision: 1,
    });

    assert.equal(answer.status, 422);
  });
});

describe('the SQL attack corpus', function () {
  this.timeout(120_000);
  interface SqlCase {
    readonly id: string;
    readonly where: string;
    readonly input: string;
  }
  let app: TestApp;
  let world: World;
  before(async () => {
    app = await startApp();
    world = new World(app, await app.as('all'));
    await world.file();
  });
  after(() => app.close());

  const lists = routes.filter(
    (route) =>
      route.method === 'GET' &&
      'properties' in route.query &&
      keyOf(route) in examples &&
      !route.path.includes('{id}') &&
      !route.path.includes('{key}'),
  );

  it('finds nothing and costs nothing in any parameter of any list', async () => {
    const cases = read<SqlCase>('sql-query-abuse').map((each) => ({
      ...each,
      input: each.input.replace(/^GEN: (.) repeated.*$/, (_whole, character: string) => character.repeat(5000)),
    }));
    for (const route of lists) {
      const parameters = Object.keys((route.query as { properties: object }).properties);
      for (const parameter of [...parameters, 'sort', 'fields', 'filter', 'offset'])
        for (const { id, input } of cases) {
          const address = addressOf(route, 'aa', {});
          const answer = await world.client.get(`${address}?${parameter}=${encodeURIComponent(input)}`);

          const about = `${keyOf(route)} ${parameter} ${id}: ${answer.status} ${answer.text.slice(0, 200)}`;
          assert.ok([200, 404, 422, 431].includes(answer.status), about);
          assert.doesNotMatch(answer.text, /syntax error|column|pg_|select /i, about);
          if (
            answer.status === 200 &&
            ['q', 'element', 'state', 'kind', 'process'].includes(parameter) &&
            !/^[\w%-]{1,2}$/.test(input)
          )
            assert.deepEqual(answer.body.items, [], about);
        }
    }
    assert.deepEqual(app.logged, []);
  });

  it('takes wildcards of a search as the characters that they are', async () => {
    for (const q of ['%', '_', '%%', 'Ch_ir', 'Ch%r'])
      assert.deepEqual((await world.client.get(world.path(`/dossiers?q=${encodeURIComponent(q)}`))).body.items, [], q);
  });

  it('refuses cursors that are not of the list', async () => {
    const forged = [
      ['x'],
      ["'; select 1", 1, 'x', 'y'],
      [1e308, null, {}, []],
      ['2026-02-30', 1, '2026-01-01T00:00:00Z', '0'],
    ];
    for (const list of [
      '/tasks?view=all',
      '/dossiers?',
      '/instances?',
      '/jobs?',
      '/timers?',
      '/incidents?',
      '/messages?',
      '/members?',
      '/roles?',
      '/definitions?',
      '/deployments?',
    ])
      for (const values of forged) {
        const cursor = Buffer.from(JSON.stringify(values)).toString('base64url');
        const answer = await world.client.get(world.path(`${list}&cursor=${cursor}`));

        assert.ok(
          answer.status === 422 || (answer.status === 200 && values.length === 1),
          `${list} ${JSON.stringify(values)}`,
        );
      }
    assert.deepEqual(app.logged, []);
  });
});
