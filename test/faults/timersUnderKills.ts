import assert from 'node:assert/strict';
import { DAY, HOUR, OFFICE, openOffice, rows, type TestOffice } from '../commands/kit.ts';
import { newDataDir, Node, urlFor } from './serving.ts';

/** Instances that are started at the same time; each has a reminder after an hour and a time limit after two days. */
const ABREAST = 20;
const TIMERS = 2;
const MINUTE = 60_000;

export interface TimersFired {
  readonly kills: number;
  /** Timers that fired, once each. */
  readonly fired: number;
  /** Entries of history that tell of a firing before its time or for a second time. */
  readonly wrong: number;
}

/** Timers fall due while the nodes that fire them are killed and started again, one after the other. */
export async function timersUnderKills(amount: {
  readonly instances: number;
  readonly kills: number;
}): Promise<TimersFired> {
  const office = await openOffice();
  const nodes = await Promise.all(['one', 'two'].map((name) => nodeOn(office, name)));
  try {
    const ids = await startAll(office, amount.instances);
    await Promise.all(nodes.map((node) => node.start()));
    // The last one falls due with the last kill.
    const span = 2 * DAY + (amount.instances / ABREAST) * MINUTE;
    const total = amount.instances * TIMERS;
    for (let kill = 0; kill < amount.kills; kill += 1) {
      await office.pass(Math.ceil(span / amount.kills));
      const node = nodes[kill % 2] ?? assert.fail();
      await node.kill();
      await node.start();
    }
    while ((await firingsOf(office)).length < total);
    return { kills: amount.kills, ...(await check(office, ids)) };
  } finally {
    await Promise.all(nodes.map((node) => node.stop()));
    await office.close();
  }
}

export async function nodeOn(office: TestOffice, name: string): Promise<Node> {
  return Node.on(newDataDir(), {
    DATABASE_URL: urlFor(office.database.owner, name),
    DEMO: 'no',
    POLL_MIN_SECONDS: '0.02',
    POLL_MAX_SECONDS: '0.2',
  });
}

async function startAll(office: TestOffice, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const size = Math.min(ABREAST, count - ids.length);
    ids.push(...(await Promise.all(Array.from({ length: size }, () => office.start('deadlines')))));
    await office.pass(MINUTE);
  }
  return ids;
}

interface Firing {
  readonly instance: string;
  readonly at: string;
  readonly element: string;
  readonly dueAt: string;
}

async function firingsOf(office: TestOffice): Promise<readonly Firing[]> {
  const entries = await office.look(async (trx) =>
    trx.from('history').where({ office_id: OFFICE, type: 'timerFired' }).select('instance_id', 'at', 'data'),
  );
  return (entries as { instance_id: string; at: string; data: { element: string; dueAt: string } }[]).map(
    ({ instance_id: instance, at, data }) => ({ instance, at, element: data.element, dueAt: data.dueAt }),
  );
}

/** Each timer once, not before its time, and what follows took place at the time at which it was due. */
async function check(office: TestOffice, ids: readonly string[]): Promise<Omit<TimersFired, 'kills'>> {
  const seen = new Set<string>();
  let wrong = 0;
  for (const { instance, at, element, dueAt } of await firingsOf(office)) {
    const key = `${instance} ${element}`;
    if (seen.has(key) || Date.parse(at) < Date.parse(dueAt)) wrong += 1;
    seen.add(key);
  }
  assert.equal((await rows(office, 'timers')).length, 0);
  for (const id of ids) {
    const { variables, startedAt } = await office.instance(id);
    const begun = Date.parse(startedAt);
    for (const [name, after] of [
      ['remindedAt', HOUR],
      ['lateAt', 2 * DAY],
    ] as const)
      if (Date.parse(JSON.stringify(variables[name]).slice(1, -1)) !== begun + after) wrong += 1;
    await office.task(id, 'overdue');
  }
  return { fired: seen.size, wrong };
}
