import assert from 'node:assert/strict';
import { scanOffice } from '../../engine/store/index.ts';
import { startApp, type TestApp } from './support/app.ts';
import { World } from './support/world.ts';

describe('steps that staff start', function () {
  this.timeout(60_000);
  let app: TestApp;
  let world: World;
  before(async () => {
    app = await startApp();
    world = new World(app, await app.as('all'));
  });
  after(() => app.close());

  it('are told by name, and begin as often and in what order they like', async () => {
    const id = await world.survey();
    const path = world.path(`/instances/${id}/startable`);

    const { body } = await world.client.get(path);
    assert.deepEqual(
      body.items.map((step: { element: string; name: { en: string } }) => [step.element, step.name.en]),
      [
        ['measure', 'Measure'],
        ['draw', 'Draw'],
      ],
    );
    assert.deepEqual(await app.services.store.transaction('AA', (trx) => scanOffice(trx, 'AA')), []);
    const [{ token }] = body.items;
    for (const element of ['draw', 'measure', 'draw'])
      assert.equal((await world.client.post(path, { token, element })).status, 200);

    const { items } = (await world.client.get(world.path('/tasks?view=all&limit=100'))).body;
    const open = items.filter((one: { instanceId: string }) => one.instanceId === id);
    assert.deepEqual(open.map(({ element }: { element: string }) => element).toSorted(), ['draw', 'draw', 'measure']);
  });

  it('are refused when they are none, and to those who do no tasks', async () => {
    const id = await world.survey();
    const path = world.path(`/instances/${id}/startable`);

    assert.equal((await world.client.post(path, { token: 1, element: 'end' })).status, 409);
    assert.equal((await world.client.post(path, { token: 9, element: 'draw' })).status, 409);
    assert.equal((await (await app.as('kim')).post(path, { token: 1, element: 'draw' })).status, 403);
  });
});
