import assert from 'node:assert/strict';
import { routes } from '../../engine/http/routes/index.ts';
import { startApp, type TestApp } from './support/app.ts';
import { addressOf, examples, keyOf } from './support/examples.ts';
import { World } from './support/world.ts';

const KEY = 'POST /tasks/{id}/complete';

describe('the statements of a request', function () {
  this.timeout(60_000);
  let app: TestApp;

  before(async () => {
    app = await startApp();
  });
  after(() => app.close());

  it('are, for a completion, one round trip to know the person, one to read and one to write with the commit', async () => {
    const route = routes.find((each) => keyOf(each) === KEY) ?? assert.fail();
    const client = await app.as('all');
    const world = new World(app, client);
    const [first, second] = [await examples[KEY]!(world), await examples[KEY]!(world)];
    // The first one also loads the deployment.
    await client.post(addressOf(route, 'aa', first), first.body);
    app.counter.reset();

    const answer = await client.post(addressOf(route, 'aa', second), second.body);

    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual([app.counter.statements, app.counter.roundTrips], [9, 3]);
  });
});
