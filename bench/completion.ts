import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { completeTask } from '../engine/commands/completeTask.ts';
import { startInstance } from '../engine/commands/startInstance.ts';
import {
  createStore,
  openTasksOfInstance,
  StatementCounter,
  type SentStatement,
  type StatementObserver,
} from '../engine/store/index.ts';
import { openOffice } from '../test/commands/kit.ts';
import { OFFICE, officeTemplate, runtimeOn } from '../test/commands/officeTemplate.ts';
import { createTestDatabase } from '../test/support/database.ts';

/** What one task completion costs, beside the same captured statements with the same parameters, played raw on a copy of the data. */
export interface CompletionCost {
  readonly statements: number;
  readonly roundTrips: number;
  readonly ours: readonly number[];
  readonly raw: readonly number[];
}

/**
 * Completes `count` tasks one after the other through the command (permission, form, revision, idempotency key, history with hash,
 * follow-up task), then plays what went to the database by `pg` alone on a copy made before the first completion.
 */
export async function completionCost(count: number): Promise<CompletionCost> {
  const people = await openOffice();
  const examiner = people.member('examiner');
  const administrator = people.member('administrator');
  await people.close();
  const original = await createTestDatabase(await officeTemplate());
  const tasks = await openTasks(original.app, administrator, count);
  const copy = await createTestDatabase(original.app.database);
  try {
    const counter = new StatementCounter();
    const { store, runtime } = office(original.app, counter.observe);
    const ours: number[] = [];
    const groups: SentStatement[][] = [];
    for (const task of tasks) {
      counter.reset();
      const began = performance.now();
      await completeTask(runtime, { officeId: OFFICE, actor: examiner, idempotencyKey: randomUUID() }, task.id, {
        revision: task.revision,
        outcome: 'complete',
        data: { amount: 500 },
      });
      ours.push(performance.now() - began);
      groups.push(counter.captured);
    }
    const { statements, roundTrips } = counter;
    await store.close();
    return { statements, roundTrips, ours, raw: await played(copy.app, groups) };
  } finally {
    await original.drop();
    await copy.drop();
  }
}

type Connection = Parameters<typeof createStore>[0]['app'];

function office(
  app: Connection,
  observe?: StatementObserver,
): { store: ReturnType<typeof createStore>; runtime: ReturnType<typeof runtimeOn> } {
  const store = createStore({ app, poolSize: 4, ...(observe ? { observe } : {}) });
  return { store, runtime: runtimeOn(store, 10) };
}

async function openTasks(
  app: Connection,
  actor: Parameters<typeof startInstance>[1]['actor'],
  count: number,
): Promise<readonly { id: string; revision: number }[]> {
  const { store, runtime } = office(app);
  const tasks: { id: string; revision: number }[] = [];
  for (let started = 0; started < count; started += 1) {
    const { instanceId } = await startInstance(
      runtime,
      { officeId: OFFICE, actor, idempotencyKey: randomUUID() },
      { process: 'assessment', variables: { limit: 100 } },
    );
    const [task] = await store.transaction(OFFICE, (trx) => openTasksOfInstance(trx, OFFICE, instanceId));
    if (task) tasks.push({ id: task.id, revision: task.revision });
  }
  await store.close();
  return tasks;
}

/** The same statements in the same round trips: what starts none is sent behind the one before it. */
async function played(app: Connection, groups: readonly (readonly SentStatement[])[]): Promise<readonly number[]> {
  const client = new Client(app);
  await client.connect();
  const times: number[] = [];
  for (const group of groups) {
    const began = performance.now();
    let waiting: Promise<unknown>[] = [];
    for (const { text, name, values, startsRoundTrip } of group) {
      if (startsRoundTrip) {
        await Promise.all(waiting);
        waiting = [];
      }
      waiting.push(client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) }));
    }
    await Promise.all(waiting);
    times.push(performance.now() - began);
  }
  await client.end();
  return times;
}
