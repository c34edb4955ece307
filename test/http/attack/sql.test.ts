import assert from 'node:assert/strict';
import { routes } from '../../../engine/http/routes/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { attackCases } from '../support/attackCases.ts';
import { addressOf, examples, keyOf } from '../support/examples.ts';
import { World } from '../support/world.ts';

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
    const cases = attackCases<SqlCase>('sql-query-abuse').map((each) => ({
      ...each,
      input: each.input.replace(/^GEN: (.) repeated.*$/, (_whole, character: string) => character.repeat(5000)),
    }));
    for (const route of lists) {
      const parameters = Object.keys((route.query as unknown as { properties: object }).properties);
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
