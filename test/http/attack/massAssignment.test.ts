import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Route } from '../../../engine/http/route.ts';
import { routes } from '../../../engine/http/routes/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { attackCases } from '../support/attackCases.ts';
import { addressOf, examples, keyOf } from '../support/examples.ts';
import { FILING, World } from '../support/world.ts';

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

  const fields = new Map(
    attackCases<MassCase>('mass-assignment').flatMap(({ extraFields }) => Object.entries(extraFields)),
  );
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
