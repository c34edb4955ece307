import { Client } from 'pg';
import { completeTask } from '../engine/commands/completeTask.ts';
import type { Call, Runtime } from '../engine/commands/shared/runtime.ts';
import { createStore, type EmbeddedConnection, type SentStatement, type StoredTask } from '../engine/store/index.ts';
import { openOffice, type TestOffice } from '../test/commands/kit.ts';
import { runtimeOn } from '../test/commands/officeTemplate.ts';
import { createTestDatabase, type TestDatabase } from '../test/support/database.ts';
import { timed, together, type Measured } from './measure.ts';

export interface CompletionBench {
  readonly statements: number;
  readonly roundTrips: number;
  readonly byConnections: readonly {
    readonly connections: number;
    readonly engine: Measured;
    readonly raw: Measured;
  }[];
}

export interface CompletionOptions {
  /** Completions measured with each number of connections. */
  readonly completions: number;
  readonly connections: readonly number[];
  /** Engine and raw play take turns, so that a busy moment of the machine falls on both. */
  readonly turns: number;
}

/** Completions that nobody measures: plans, caches and connections come to be. */
const WARM_UP = 40;

/** What one task completion costs the database, and how long it takes beside its own statements played without the engine. */
export async function benchCompletion(options: CompletionOptions): Promise<CompletionBench> {
  const prepared = await prepare(WARM_UP + options.completions);
  try {
    const { statements, roundTrips, captured } = await capture(prepared);
    const byConnections = [];
    for (const connections of options.connections) {
      byConnections.push({ connections, ...(await race(prepared, captured, connections, options.turns)) });
    }
    return { statements, roundTrips, byConnections };
  } finally {
    await prepared.database.drop();
  }
}

interface Prepared {
  readonly database: TestDatabase;
  readonly tasks: readonly StoredTask[];
  /** One call of an examiner for each task, with its idempotency key. */
  readonly calls: readonly Call[];
}

/** A database with so many cases whose task waits to be completed. Clones of it are played on. */
async function prepare(count: number): Promise<Prepared> {
  const office = await openOffice();
  const tasks: StoredTask[] = [];
  await timed(
    Array.from({ length: count }, (_, index) => index),
    8,
    async () => {
      tasks.push(await waiting(office));
    },
  );
  const calls = tasks.map(() => office.as('examiner'));
  await office.store.close();
  return { database: office.database, tasks, calls };
}

async function waiting(office: TestOffice): Promise<StoredTask> {
  return office.task(await office.start('assessment', { limit: 100 }), 'assess');
}

function complete(runtime: Runtime, { tasks, calls }: Prepared, index: number): Promise<unknown> {
  const [task, call] = [tasks[index], calls[index]];
  if (!task || !call) throw new Error(`Expected a task ${index}, but there is none.`);
  const data = { amount: 500, remark: 'as filed' };
  return completeTask(runtime, call, task.id, { revision: task.revision, outcome: 'complete', data });
}

type Completion = readonly SentStatement[];

/** Every completion once, one after the other, with the statements that it sends. */
async function capture(
  prepared: Prepared,
): Promise<{ statements: number; roundTrips: number; captured: readonly Completion[] }> {
  let sent: SentStatement[] = [];
  const captured: Completion[] = [];
  await onClone(prepared, async ({ app }) => {
    const store = createStore({ app, poolSize: 2, observe: (statement) => sent.push(statement) });
    const runtime = runtimeOn(store, 10);
    await complete(runtime, prepared, 0);
    for (let index = 1; index < prepared.tasks.length; index += 1) {
      sent = [];
      await complete(runtime, prepared, index);
      captured.push(sent);
    }
    await store.close();
  });
  const [one = []] = captured;
  const roundTrips = one.filter((statement) => statement.startsRoundTrip).length;
  return { statements: one.length, roundTrips, captured };
}

async function onClone<T>(prepared: Prepared, work: (database: TestDatabase) => Promise<T>): Promise<T> {
  const clone = await createTestDatabase(prepared.database.app.database);
  try {
    return await work(clone);
  } finally {
    await clone.drop();
  }
}

/** The same completions by the engine and raw, each on a clone of its own, by turns. */
async function race(
  prepared: Prepared,
  captured: readonly Completion[],
  connections: number,
  turns: number,
): Promise<{ engine: Measured; raw: Measured }> {
  return onClone(prepared, (ours) =>
    onClone(prepared, async (theirs) => {
      const store = createStore({ app: ours.app, poolSize: connections + 1 });
      const runtime = runtimeOn(store, 10);
      // The first one also loads the deployment, over a connection of its own.
      await complete(runtime, prepared, 0);
      const clients = await connectAll(theirs.app, connections);
      const engine = (indexes: readonly number[]): Promise<Measured> =>
        timed(indexes, connections, (index) => complete(runtime, prepared, index + 1));
      const raw = (indexes: readonly number[]): Promise<Measured> =>
        timed(indexes, connections, (index, lane) => play(clients[lane], captured[index] ?? []));
      const all = captured.map((_completion, index) => index);
      for (const play of [engine, raw]) await play(all.slice(0, WARM_UP - 1));
      const measured: { engine: Measured[]; raw: Measured[] } = { engine: [], raw: [] };
      for (const part of parts(all.slice(WARM_UP - 1), turns)) {
        measured.engine.push(await engine(part));
        measured.raw.push(await raw(part));
      }
      await Promise.all(clients.map((client) => client.end()));
      await store.close();
      return { engine: together(measured.engine), raw: together(measured.raw) };
    }),
  );
}

function parts(indexes: readonly number[], count: number): readonly (readonly number[])[] {
  const size = Math.ceil(indexes.length / count);
  return Array.from({ length: count }, (_, part) => indexes.slice(part * size, (part + 1) * size));
}

async function connectAll(connection: EmbeddedConnection, count: number): Promise<readonly Client[]> {
  const clients = Array.from({ length: count }, () => new Client({ ...connection, pipeline: true }));
  await Promise.all(clients.map((client) => client.connect()));
  return clients;
}

/** Sends the statements as they were sent: those of one round trip without waiting for each other. */
async function play(client: Client | undefined, completion: Completion): Promise<void> {
  if (!client) throw new Error('Expected a connection for every lane.');
  let underWay: Promise<unknown>[] = [];
  for (const { text, name, values, startsRoundTrip } of completion) {
    if (startsRoundTrip) {
      await Promise.all(underWay);
      underWay = [];
    }
    underWay.push(client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) }));
  }
  await Promise.all(underWay);
}
