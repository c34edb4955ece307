import assert from 'node:assert/strict';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Route } from '../../engine/http/route.ts';
import { routes } from '../../engine/http/routes/index.ts';
import { startApp, type TestApp } from './support/app.ts';
import type { Answer, TestClient } from './support/client.ts';
import { addressOf, examples, keyOf, type Example } from './support/examples.ts';
import { World } from './support/world.ts';

/** Routes of a person's own coming and going; they have tests of their own. */
const ELSEWHERE = new Set(['POST /api/session', 'DELETE /api/session', 'POST /api/setup']);
/** Retrying what still fails is refused rightly, and an event stream does not end: both have tests of their own. */
const NO_SUCCESS = new Set(['POST /incidents/{id}/retry', 'GET /events']);

const ajv = new Ajv.default({ strict: false, allErrors: true });
addFormats.default(ajv);

const isOfOffice = (route: Route): boolean => route.path.startsWith('/api/offices/');
const hasObject = (route: Route): boolean => route.path.includes('{id}');

function call(client: TestClient, route: Route, office: string, example: Example): Promise<Answer> {
  const options = example.raw === undefined ? {} : { raw: example.raw };
  return client.call(route.method, addressOf(route, office, example), example.body, options);
}

function checkProblem(answer: Answer, status: number, about: string): void {
  assert.equal(answer.status, status, `${about}: ${answer.status} ${answer.text.slice(0, 300)}`);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, about);
  assert.equal(answer.body.status, status, about);
  for (const name of ['type', 'title', 'detail', 'code', 'requestId'])
    assert.equal(typeof answer.body[name], 'string', `${about}: ${name}`);
  assert.equal(answer.body.requestId, answer.headers.get('x-request-id'), about);
  assert.doesNotMatch(answer.text, /select |insert |\bat .*\.ts:/, about);
}

describe('every route', function () {
  this.timeout(120_000);
  let app: TestApp;
  let world: World;
  const made = new Map<Route, Example>();
  const walked = routes.filter((route) => !ELSEWHERE.has(keyOf(route)));

  before(async () => {
    app = await startApp({ undoSeconds: 600, settings: { documentLimitBytes: 1_000_000 } });
    world = new World(app, await app.as('all'));
    for (const route of walked) {
      const example = examples[keyOf(route)];
      assert.ok(example, `${keyOf(route)} has no example`);
      made.set(route, await example(world));
    }
  });
  after(() => app.close());

  it('has an access that is a decision, and an example', () => {
    const ways = routes.map(keyOf);

    assert.equal(new Set(ways).size, ways.length);
    for (const key of Object.keys(examples)) assert.ok(ways.includes(key), `${key} is no route`);
    for (const route of routes)
      assert.equal(route.access === 'public' || route.access === 'session', !isOfOffice(route), keyOf(route));
  });

  it('answers 401 to nobody, unless it is public', async () => {
    for (const route of walked.filter(({ access }) => access !== 'public')) {
      const answer = await call(app.anybody(), route, 'aa', made.get(route) ?? {});

      checkProblem(answer, 401, keyOf(route));
    }
  });

  it('answers 404 to whoever is no member of the office, as for an office that is not there', async () => {
    const strangers = [await app.as('out'), await app.as('bob')];

    for (const route of walked.filter(isOfOffice)) {
      for (const stranger of strangers)
        checkProblem(await call(stranger, route, 'aa', made.get(route) ?? {}), 404, keyOf(route));
      checkProblem(await call(world.client, route, 'zz', made.get(route) ?? {}), 404, keyOf(route));
    }
  });

  it('answers 403 to a member without its permission, before it looks at the body', async () => {
    const nil = await app.as('nil');

    for (const route of walked.filter(({ access }) => access !== 'member').filter(isOfOffice)) {
      const example = made.get(route) ?? {};
      const answer = await call(nil, route, 'aa', { ...example, ...(example.body ? { body: 'nonsense' } : {}) });

      checkProblem(answer, 403, keyOf(route));
    }
  });

  it('answers 404 for objects of another office', async () => {
    const bob = await app.as('bob');

    for (const route of walked.filter(isOfOffice).filter(hasObject))
      checkProblem(await call(bob, route, 'bb', made.get(route) ?? {}), 404, keyOf(route));
  });

  it('answers 404 for objects that the member may not see, and for those that do not exist, in the same words', async () => {
    const ray = await app.as('ray');
    const sights = walked.filter(hasObject).filter((route) => !/deployments|incidents/.test(route.path));

    for (const route of sights) {
      const example = made.get(route) ?? {};
      const unseen = await call(ray, route, 'aa', example);
      if (unseen.status === 403) continue;
      const absent = { ...example, params: { ...example.params, id: '01a20e68-0000-7000-8000-000000000000' } };
      const missing = await call(ray, route, 'aa', absent);

      checkProblem(unseen, 404, keyOf(route));
      checkProblem(missing, 404, keyOf(route));
      const words = (text: string): string => text.replaceAll(/[0-9a-f-]{36}/g, '');
      assert.equal(words(unseen.body.detail), words(missing.body.detail), keyOf(route));
    }
  });

  it('answers with what its schema says', async () => {
    for (const route of walked.filter((one) => !NO_SUCCESS.has(keyOf(one)))) {
      const answer = await call(world.client, route, 'aa', made.get(route) ?? {});

      assert.equal(answer.status, route.status, `${keyOf(route)}: ${answer.text.slice(0, 500)}`);
      if (!route.response) continue;
      const validate: ValidateFunction = ajv.compile(route.response);
      assert.ok(
        validate(answer.body),
        `${keyOf(route)}: ${ajv.errorsText(validate.errors)} ${answer.text.slice(0, 500)}`,
      );
    }
    assert.deepEqual(app.logged, []);
  });

  it('carries the security headers on success and on refusal', async () => {
    for (const answer of [await world.client.get('/api/session'), await app.anybody().get('/api/session')]) {
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.match(answer.headers.get('content-security-policy') ?? '', /script-src 'self';.*frame-ancestors 'none'/);
      assert.doesNotMatch(answer.headers.get('content-security-policy') ?? '', /script-src[^;]*unsafe/);
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
    }
  });
});
