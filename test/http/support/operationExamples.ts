import type { Example } from './examples.ts';
import type { World } from './world.ts';

const reason = 'The new law.';

const running = async (world: World, body: object): Promise<Example> => ({
  params: { id: (await world.file()).instanceId },
  body,
});

/** A batch that rests, so that no loop ends it meanwhile. */
async function ordered(world: World): Promise<Example> {
  await world.file();
  const order = { plan: { kind: 'resume' }, instances: { process: 'design' }, reason };
  const { body } = await world.client.post(world.path('/batches'), order);
  return { params: { id: body.id } };
}

async function paused(world: World): Promise<Example> {
  const example = await ordered(world);
  await world.client.post(world.path(`/batches/${example.params?.['id']}/pause`), undefined);
  return example;
}

/** How to call the routes of operations. */
export const operationExamples: Readonly<Record<string, (world: World) => Promise<Example>>> = {
  'POST /instances/{id}/modify': async (world) => {
    const { instanceId } = await world.file();
    const { tokens } = (await world.client.get(world.path(`/instances/${instanceId}`))).body;
    const moves = [{ type: 'startBefore', element: tokens[0].element }];
    return { params: { id: instanceId }, body: { moves, reason, dryRun: true } };
  },
  'POST /instances/{id}/suspend': (world) => running(world, { reason }),
  'POST /instances/{id}/resume': async (world) => {
    const example = await running(world, { policy: 'shift', reason });
    await world.client.post(world.path(`/instances/${example.params?.['id']}/suspend`), { reason });
    return example;
  },
  'PUT /instances/{id}/variables': (world) => running(world, { variables: { urgent: true }, reason }),
  'POST /batches': async (world) => {
    await world.file();
    return {
      body: { plan: { kind: 'migrate', timers: 'keep' }, instances: { process: 'design' }, reason, dryRun: true },
    };
  },
  'GET /batches': async (world) => (await ordered(world), { query: '?limit=3' }),
  'GET /batches/{id}': ordered,
  'GET /batches/{id}/items': ordered,
  'POST /batches/{id}/pause': ordered,
  'POST /batches/{id}/resume': paused,
  'POST /batches/{id}/cancel': paused,
};
