import type { Call, Runtime } from '../engine/commands/shared/runtime.ts';
import { completeTask } from '../engine/commands/completeTask.ts';
import type { JsonObject } from '../engine/contract/json.ts';
import { createStore, type StoredTask } from '../engine/store/index.ts';
import { openOffice, type TestOffice } from '../test/commands/kit.ts';
import { runtimeOn } from '../test/commands/officeTemplate.ts';
import { createTestDatabase, type TestDatabase } from '../test/support/database.ts';
import { timed } from './measure.ts';
import { benchTemplate } from './office.ts';
import type { Sent } from './raw.ts';

/** One call of a workload, independent of all others, so that any number of them can be under way. */
export interface Deed {
  run(runtime: Runtime): Promise<unknown>;
  /** The same over HTTP; null where it is not offered there. */
  readonly request: Request | null;
}

/** A request of the API, to be sent by the person who may. */
export interface Request {
  readonly userId: string;
  readonly path: string;
  readonly key: string;
  readonly body: JsonObject;
}

/** A database in which every deed can be done once. Clones of it are played on. */
export interface Course {
  readonly database: TestDatabase;
  readonly deeds: readonly Deed[];
}

/** Prepares a course in an office of its own; nothing is connected to its database afterwards. */
export async function prepare(
  count: number,
  make: (office: TestOffice, index: number) => Promise<Deed>,
): Promise<Course> {
  const office = await openOffice({ template: await benchTemplate() });
  const deeds: Deed[] = [];
  const indexes = Array.from({ length: count }, (_, index) => index);
  await timed(indexes, 8, async (index) => {
    deeds[index] = await make(office, index);
  });
  await office.store.close();
  return { database: office.database, deeds };
}

/** The completion of a waiting task, with the data of its form. */
export function completion(
  office: TestOffice,
  task: StoredTask,
  data: JsonObject,
  outcome = 'complete',
  role = task.candidateGroups[0] ?? '',
): Deed {
  const call: Call = office.as(role);
  const input = { revision: task.revision, outcome, data };
  const userId = call.actor.type === 'member' ? call.actor.userId : '';
  return {
    run: (runtime) => completeTask(runtime, call, task.id, input),
    request: {
      userId,
      path: `/api/offices/${office.member(role).office.toLowerCase()}/tasks/${task.id}/complete`,
      key: call.idempotencyKey ?? '',
      body: input,
    },
  };
}

export async function onClone<T>(course: Course, work: (database: TestDatabase) => Promise<T>): Promise<T> {
  const clone = await createTestDatabase(course.database.app.database);
  try {
    return await work(clone);
  } finally {
    await clone.drop();
  }
}

/** Every deed once, one after the other, with the statements that it sends; the first also loads the deployment. */
export async function capture(course: Course): Promise<readonly Sent[]> {
  return onClone(course, async ({ app }) => {
    let sent: Sent[number][] = [];
    const captured: Sent[] = [];
    const store = createStore({ app, poolSize: 2, observe: (statement) => sent.push(statement) });
    const runtime = runtimeOn(store, UNDO_SECONDS);
    for (const deed of course.deeds) {
      sent = [];
      await deed.run(runtime);
      captured.push(sent);
    }
    await store.close();
    return captured;
  });
}

/** As in production: a completion keeps its way back. */
export const UNDO_SECONDS = 10;
