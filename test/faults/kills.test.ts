import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { bundleWithChain, CHAIN, LINKS } from './chain.ts';
import { Client, type Outcome } from './client.ts';
import { newDataDir, Node } from './serving.ts';

const KILLS = 50;
const INSTANCES = 200;
const IN_FLIGHT = 8;
const CLIENTS = 12;
const COMPLETIONS = INSTANCES * LINKS.length;

interface TaskRow {
  readonly id: string;
  readonly instanceId: string;
  readonly revision: number;
  readonly process: string;
}

interface Entry {
  readonly taskId: string;
  readonly key: string;
  tries: number;
  acknowledged: boolean;
}

/** What the client knows: written before a request leaves and when its answer is read. */
class Ledger {
  readonly entries = new Map<string, Entry>();
  readonly inFlight = new Set<string>();
  get acknowledged(): number {
    return [...this.entries.values()].filter((entry) => entry.acknowledged).length;
  }
}

describe('a node that is killed', function () {
  this.timeout(420_000);

  it('loses nothing that it acknowledged and does nothing twice: 50 kills with at least 8 requests in flight, 1,000 completions', async () => {
    const node = await Node.on(newDataDir());
    await node.start();
    try {
      const administrator = await Client.signIn(node.url, 'adam.zaki');
      const client = await Client.signIn(node.url, 'farid.nasser');
      const deployed = await administrator.send<{ number: number }>(node.url, 'POST', 'deployments', {
        files: bundleWithChain(),
      });
      assert.deepEqual(
        [deployed.type, deployed.type === 'answered' && deployed.status],
        ['answered', 200],
        JSON.stringify(deployed),
      );
      const instances = await startAll(node, administrator);

      const ledger = new Ledger();
      const kills = await completeAllUnderFire(node, client, ledger);

      assert.equal(kills, KILLS);
      assert.equal(ledger.acknowledged, COMPLETIONS);
      await checkInstances(node, administrator, instances, ledger);
    } finally {
      await node.stop();
    }
  });
});

async function startAll(node: Node, client: Client): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let batch = 0; batch < INSTANCES / CLIENTS; batch += 1) {
    const size = Math.min(CLIENTS, INSTANCES - ids.length);
    const started = await Promise.all(
      Array.from({ length: size }, () =>
        client.send<{ instanceId: string }>(node.url, 'POST', 'instances', { process: CHAIN, variables: { count: 0 } }),
      ),
    );
    for (const outcome of started) {
      assert.ok(outcome.type === 'answered' && outcome.status === 201, JSON.stringify(outcome));
      ids.push(outcome.body.instanceId);
    }
  }
  return ids;
}

/** Twelve clients complete whatever is open while the node is killed again and again; unknown outcomes are tried with the same key. */
async function completeAllUnderFire(node: Node, client: Client, ledger: Ledger): Promise<number> {
  let kills = 0;
  let restarting: Promise<void> | undefined;
  const taken = new Set<string>();
  const queue: TaskRow[] = [];

  const shoot = (): void => {
    const due = Math.floor((COMPLETIONS / (KILLS + 1)) * (kills + 1));
    if (restarting || kills === KILLS || ledger.acknowledged < due || ledger.inFlight.size < IN_FLIGHT) return;
    kills += 1;
    restarting = node
      .kill()
      .then(() => node.start())
      .finally(() => {
        restarting = undefined;
      });
  };
  const next = async (): Promise<TaskRow | undefined> => {
    const waiting = queue.pop();
    if (waiting) return waiting;
    const { items } = await client.get<{ items: TaskRow[] }>(node.url, 'tasks?view=groups&limit=100');
    for (const task of items)
      if (task.process === CHAIN && !taken.has(task.id)) {
        taken.add(task.id);
        queue.push(task);
      }
    return queue.pop();
  };
  const work = async (): Promise<void> => {
    while (ledger.acknowledged < COMPLETIONS) {
      await restarting;
      const task = await next();
      if (task) await complete(node, client, ledger, task, shoot, () => restarting);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, work));
  await restarting;
  return kills;
}

async function complete(
  node: Node,
  client: Client,
  ledger: Ledger,
  task: TaskRow,
  shoot: () => void,
  restarting: () => Promise<void> | undefined,
): Promise<void> {
  const entry: Entry = { taskId: task.id, key: randomUUID(), tries: 0, acknowledged: false };
  ledger.entries.set(task.id, entry);
  while (!entry.acknowledged) {
    await restarting();
    entry.tries += 1;
    ledger.inFlight.add(task.id);
    shoot();
    const outcome: Outcome<unknown> = await client.send(
      node.url,
      'POST',
      `tasks/${task.id}/complete`,
      { revision: task.revision, outcome: 'complete', data: {} },
      entry.key,
    );
    ledger.inFlight.delete(task.id);
    if (outcome.type === 'unknown' || outcome.status === 503) continue;
    assert.equal(outcome.status, 200, JSON.stringify(outcome.body));
    entry.acknowledged = true;
  }
}

/** Every instance has ended, counted each task once, and its history holds each completion once. */
async function checkInstances(node: Node, client: Client, instances: readonly string[], ledger: Ledger): Promise<void> {
  let completions = 0;
  for (const id of instances) {
    const instance = await client.get<{ status: string }>(node.url, `instances/${id}`);
    const variables = await client.get<{ count: number }>(node.url, `instances/${id}/variables`);
    const history = await client.get<{ items: { type: string; seq: number }[] }>(node.url, `instances/${id}/history`);
    assert.deepEqual([instance.status, variables.count], ['completed', LINKS.length], id);
    assert.deepEqual(
      history.items.map((entry) => entry.seq),
      history.items.map((_entry, index) => index + 1),
    );
    completions += history.items.filter((entry) => entry.type === 'taskCompleted').length;
  }
  assert.equal(completions, COMPLETIONS);
  assert.equal(ledger.entries.size, COMPLETIONS);
}
