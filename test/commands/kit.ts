import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { actorOf, type Actor, type MemberActor } from '../../engine/access/index.ts';
import { completeTask } from '../../engine/commands/completeTask.ts';
import { startInstance } from '../../engine/commands/startInstance.ts';
import type { Call, Runtime } from '../../engine/commands/shared/runtime.ts';
import type { JsonObject } from '../../engine/contract/json.ts';
import { Refusal, type RefusalCode } from '../../engine/contract/problem.ts';
import type { TaskCompleted } from '../../engine/contract/task.ts';
import {
  createStore,
  findMember,
  historyOfInstance,
  membersOfOffice,
  moveClock,
  now,
  openIncidents,
  openTasksOfInstance,
  readDossier,
  readInstance,
  readOffice,
  scanOffice,
  StatementCounter,
  verifyOfficeHistory,
  type Store,
  type StoreOptions,
  type StoredHistory,
  type StoredIncident,
  type StoredInstance,
  type StoredTask,
  type Transaction,
} from '../../engine/store/index.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { OFFICE, officeTemplate, runtimeOn } from './officeTemplate.ts';

export { OFFICE } from './officeTemplate.ts';

/** Office XX in a database of its own: its people by role, a clock that is moved by hand, and looks into the tables. */
export interface TestOffice {
  readonly database: TestDatabase;
  readonly store: Store;
  readonly runtime: Runtime;
  /** Counts what goes to the database. */
  readonly counter: StatementCounter;
  /** The n-th person of a role. */
  member(role: string, nth?: number): MemberActor;
  /** A call of somebody, with a new idempotency key unless one is given. */
  as(who: string | Actor, key?: string): Call;
  now(): Promise<string>;
  moveTo(instant: string): Promise<void>;
  /** Lets time pass; milliseconds. */
  pass(milliseconds: number): Promise<void>;
  /** Starts a process; gives the instance's id. */
  start(process: string, variables?: JsonObject, data?: JsonObject): Promise<string>;
  /** Completes the open task of an element as somebody who may. */
  complete(instanceId: string, element: string, outcome?: string, data?: JsonObject): Promise<TaskCompleted>;
  tasks(instanceId: string): Promise<readonly StoredTask[]>;
  /** The open task of an element. */
  task(instanceId: string, element: string): Promise<StoredTask>;
  instance(instanceId: string): Promise<StoredInstance>;
  dossier(instanceId: string): Promise<JsonObject>;
  incidents(instanceId: string): Promise<readonly StoredIncident[]>;
  history(instanceId: string): Promise<readonly StoredHistory[]>;
  look<T>(work: (trx: Transaction) => Promise<T>): Promise<T>;
  /** Nothing in the tables that cannot be, and every chain of history unbroken. */
  verify(): Promise<void>;
  /** Verifies, then removes the database. */
  close(): Promise<void>;
}

export interface OfficeOptions {
  readonly undoSeconds?: number;
  readonly store?: Partial<StoreOptions>;
  /** Name of a database to clone instead of the one with office XX and the models of the tests. */
  readonly template?: string;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export async function openOffice(options: OfficeOptions = {}): Promise<TestOffice> {
  const database = await createTestDatabase(options.template ?? (await officeTemplate()));
  const counter = new StatementCounter();
  const store = createStore({ app: database.app, poolSize: 16, observe: counter.observe, ...options.store });
  const runtime = runtimeOn(store, options.undoSeconds);
  const people = await peopleOf(runtime);
  const look = <T>(work: (trx: Transaction) => Promise<T>): Promise<T> => store.transaction(OFFICE, work);
  const office: Omit<TestOffice, 'start' | 'complete' | 'verify' | 'close'> = {
    database,
    store,
    runtime,
    counter,
    look,
    member: (role, nth = 0) => {
      const member = people.filter((each) => each.roles.includes(role))[nth];
      return member ?? assert.fail(`Nobody is number ${nth} in the role ${role}.`);
    },
    as: (who, key = randomUUID()) => ({
      officeId: OFFICE,
      actor: typeof who === 'string' ? office.member(who) : who,
      idempotencyKey: key,
    }),
    now: () => look(now),
    moveTo: (instant) => store.acrossOffices((trx) => moveClock(trx, instant)),
    pass: async (milliseconds) => {
      await office.moveTo(new Date(Date.parse(await office.now()) + milliseconds).toISOString());
    },
    tasks: (instanceId) => look((trx) => openTasksOfInstance(trx, OFFICE, instanceId)),
    task: async (instanceId, element) => {
      const tasks = await office.tasks(instanceId);
      const found = tasks.find((task) => task.element === element);
      return found ?? assert.fail(`No open task ${element} but ${tasks.map((task) => task.element).join(', ')}.`);
    },
    instance: async (instanceId) => (await look((trx) => readInstance(trx, OFFICE, instanceId))) ?? assert.fail(),
    dossier: async (instanceId) => {
      const { dossierId } = await office.instance(instanceId);
      const dossier = await look((trx) => readDossier(trx, OFFICE, dossierId ?? assert.fail()));
      return dossier?.data ?? assert.fail();
    },
    incidents: (instanceId) => look((trx) => openIncidents(trx, OFFICE, instanceId)),
    history: (instanceId) => look((trx) => historyOfInstance(trx, OFFICE, instanceId, { afterSeq: 0, limit: 500 })),
  };
  return { ...office, ...deedsIn(office) };
}

/** What people do, and the end of a test. */
function deedsIn(
  office: Omit<TestOffice, 'start' | 'complete' | 'verify' | 'close'>,
): Pick<TestOffice, 'start' | 'complete' | 'verify' | 'close'> {
  const { runtime, store, database, look } = office;
  const verify = async (): Promise<void> => {
    assert.deepEqual(await look((trx) => scanOffice(trx, OFFICE)), []);
    assert.deepEqual(await look((trx) => verifyOfficeHistory(trx, OFFICE)), []);
  };
  return {
    start: async (process, variables = {}, data = {}) => {
      const started = await startInstance(runtime, office.as('administrator'), { process, variables, data });
      return started.instanceId;
    },
    complete: async (instanceId, element, outcome = 'complete', data = {}) => {
      const task = await office.task(instanceId, element);
      const who = task.candidateGroups[0] ?? assert.fail(`Nobody may complete ${element}.`);
      return completeTask(runtime, office.as(who), task.id, { revision: task.revision, outcome, data });
    },
    verify,
    close: async () => {
      try {
        await verify();
      } finally {
        await store.close();
        await database.drop();
      }
    },
  };
}

async function peopleOf(runtime: Runtime): Promise<readonly MemberActor[]> {
  const { store, deployments } = runtime;
  const inForce = await store.acrossOffices((trx) => readOffice(trx, OFFICE));
  const { definitions } = await deployments.get(OFFICE, inForce?.deploymentId ?? assert.fail());
  return store.transaction(OFFICE, async (trx) => {
    const people: MemberActor[] = [];
    for (const { userId, name } of await membersOfOffice(trx, OFFICE)) {
      const member = (await findMember(trx, OFFICE, userId)) ?? assert.fail();
      const { roles, unit, skills } = member;
      people.push(actorOf({ userId, name, office: OFFICE, roles, unit, skills }, definitions.roles));
    }
    return people.sort((a, b) => (a.name < b.name ? -1 : 1));
  });
}

/** The refusal that a command answers with. */
export async function refusal(command: Promise<unknown>, code: RefusalCode): Promise<Refusal> {
  try {
    await command;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    assert.equal(error.code, code, error.message);
    return error;
  }
  assert.fail(`Expected ${code}, but the command was carried out.`);
}

/** All rows of a table of the office, as they stand. */
export function rows(office: TestOffice, table: string): Promise<readonly Record<string, unknown>[]> {
  return office.look(async (trx) => trx.from(table).where({ office_id: OFFICE }).select('*'));
}
