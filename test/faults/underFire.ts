import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { bundleWithChain, CHAIN, LINKS } from './chain.ts';
import { Client, type Outcome } from './client.ts';
import { newDataDir, Node } from './serving.ts';

const IN_FLIGHT = 8;
const CLIENTS = 12;

/** How much is done, and how often the ground is struck meanwhile. */
export interface Fire {
  readonly strikes: number;
  readonly instances: number;
}

/** A serving node and what is done to it. */
export interface Ground {
  readonly node: Node;
  /** Ends when requests may be sent again; what comes before has an unknown outcome or is refused for now. */
  strike(): Promise<void>;
  close(): Promise<void>;
}

/** What the ledger of the clients says at the end. */
export interface UnderFire {
  readonly strikes: number;
  /** Completions that were acknowledged. */
  readonly acknowledged: number;
  /** Completions that the histories of the instances hold. */
  readonly done: number;
}

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
  acknowledged = 0;
}

/** A node with a database of its own, which is killed and started again. */
export async function killedNode(): Promise<Ground> {
  const node = await Node.on(newDataDir());
  await node.start();
  const strike = async (): Promise<void> => {
    await node.kill();
    await node.start();
  };
  return { node, strike, close: () => node.stop() };
}

/**
 * Clients complete chains of five tasks while the ground is struck; unknown outcomes are tried again with the same key.
 * Every instance must have ended and counted each task once.
 */
export async function completeUnderFire(ground: Ground, fire: Fire): Promise<UnderFire> {
  const { node } = ground;
  try {
    const administrator = await Client.signIn(node.url, 'adam.zaki');
    const client = await Client.signIn(node.url, 'farid.nasser');
    const deployed = await administrator.send<unknown>(node.url, 'POST', 'deployments', { files: bundleWithChain() });
    assert.ok(deployed.type === 'answered' && deployed.status === 200, JSON.stringify(deployed));
    const instances = await startAll(node, administrator, fire.instances);
    const ledger = new Ledger();
    const strikes = await completeAllUnderFire(ground, client, ledger, fire);
    const done = await completionsOf(node, administrator, instances);
    return { strikes, acknowledged: ledger.acknowledged, done };
  } finally {
    await ground.close();
  }
}

async function startAll(node: Node, client: Client, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const size = Math.min(CLIENTS, count - ids.length);
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

/** Twelve clients complete whatever is open while the ground is struck again and again; unknown outcomes are tried with the same key. */
async function completeAllUnderFire(
  ground: Ground,
  client: Client,
  ledger: Ledger,
  { strikes: wanted, instances }: Fire,
): Promise<number> {
  const { node } = ground;
  const completions = instances * LINKS.length;
  let strikes = 0;
  let restarting: Promise<void> | undefined;
  const taken = new Set<string>();
  const queue: TaskRow[] = [];

  const shoot = (): void => {
    const due = Math.floor((completions / (wanted + 1)) * (strikes + 1));
    if (restarting || strikes === wanted || ledger.acknowledged < due || ledger.inFlight.size < IN_FLIGHT) return;
    strikes += 1;
    restarting = ground.strike().finally(() => {
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
    while (ledger.acknowledged < completions) {
      await restarting;
      const task = await next();
      if (task) await complete(node, client, ledger, task, shoot, () => restarting);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, work));
  await restarting;
  return strikes;
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
    assert.equal(outcome.status, 200, `${JSON.stringify(outcome.body)}\n${node.said}`);
    entry.acknowledged = true;
    ledger.acknowledged += 1;
  }
}

/** Every instance has ended, counted each task once, its history is without a gap. @returns the completions in the histories */
async function completionsOf(node: Node, client: Client, instances: readonly string[]): Promise<number> {
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
  return completions;
}
