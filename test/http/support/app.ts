import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ajvValidator, readBundleFiles } from '../../../engine/bundles/index.ts';
import { deploy } from '../../../engine/commands/deploy.ts';
import { createDeployments } from '../../../engine/commands/shared/deployments.ts';
import { uuidv7 } from '../../../engine/commands/shared/ids.ts';
import { hashPassword } from '../../../engine/commands/shared/password.ts';
import type { Call, Runtime } from '../../../engine/commands/shared/runtime.ts';
import { createApp } from '../../../engine/http/server.ts';
import type { HttpSettings, Services } from '../../../engine/http/services.ts';
import {
  createDocumentStore,
  createStore,
  insertUser,
  makeInstallation,
  saveMembership,
  saveOffice,
  StatementCounter,
} from '../../../engine/store/index.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { TestClient } from './client.ts';
import { officeFiles, standardFiles } from './office.ts';

/** Everybody's password. */
export const PASSWORD = 'a plain test password';

/** Who works where: login → office → roles. */
const people: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  ada: { AA: ['examiner'] },
  eve: { AA: ['examiner'] },
  rex: { AA: ['registrar'] },
  sue: { AA: ['supervisor'] },
  ray: { AA: ['reader'] },
  kim: { AA: ['clerk'] },
  all: { AA: ['everything', 'examiner'] },
  nil: { AA: ['none'] },
  bob: { BB: ['everything', 'examiner'] },
  out: {},
};

/** The whole web application on a database of its own, with two equal offices AA and BB. */
export interface TestApp {
  readonly services: Services;
  readonly runtime: Runtime;
  readonly database: TestDatabase;
  readonly counter: StatementCounter;
  readonly base: string;
  /** Lines of the log, warnings and errors only. */
  readonly logged: string[];
  readonly userIds: ReadonlyMap<string, string>;
  readonly server: Server;
  /** A client who is signed in; the same one each time. */
  as(login: string): Promise<TestClient>;
  /** A client of nobody. */
  anybody(): TestClient;
  close(): Promise<void>;
}

export interface AppOptions {
  readonly undoSeconds?: number;
  readonly settings?: Partial<HttpSettings>;
  readonly stopping?: AbortSignal;
  readonly demo?: boolean;
  readonly setupTokenHash?: string;
  /** Another node on the database of this one. */
  readonly beside?: TestApp;
}

export const systemCall = (officeId: string): Call => ({ officeId, actor: { type: 'system', id: 'test' } });

export async function startApp(options: AppOptions = {}): Promise<TestApp> {
  const database = options.beside?.database ?? (await createTestDatabase());
  const folder = mkdtempSync(path.join(os.tmpdir(), 'officina-http-'));
  const counter = new StatementCounter();
  const store = createStore({ app: database.app, poolSize: 8, observe: counter.observe });
  const logged: string[] = [];
  const note = (message: string, fields?: object): void =>
    void logged.push(`${message} ${JSON.stringify(fields ?? {})}`);
  const runtime: Runtime = {
    store,
    deployments: createDeployments(store),
    validate: ajvValidator(),
    undoSeconds: options.undoSeconds ?? 0,
    wake: () => undefined,
  };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const services: Services = {
    runtime,
    store,
    documents: await createDocumentStore(path.join(folder, 'documents')),
    standard: readBundleFiles(await standardFiles(), 'standard'),
    log: { info: () => undefined, warn: note, error: note },
    settings: {
      publicUrl: base,
      sessionIdleMinutes: 30,
      sessionHours: 12,
      jsonLimitBytes: 1024 * 1024,
      documentLimitBytes: 1024 * 1024,
      appFolder: null,
      demoPeople: [],
      installation: 'Test',
      ...options.settings,
    },
    ...(options.stopping ? { stopping: options.stopping } : {}),
  };
  const userIds = options.beside?.userIds ?? (await fill(services, options));
  const answer = createApp(services).callback();
  server.on('request', (request, response) => void answer(request, response));
  const clients = new Map<string, Promise<TestClient>>();
  return {
    services,
    runtime,
    database,
    counter,
    base,
    logged,
    userIds,
    server,
    as(login) {
      const standing = clients.get(login) ?? signedIn(base, login);
      clients.set(login, standing);
      return standing;
    },
    anybody: () => new TestClient(base),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
      if (!options.beside) await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function signedIn(base: string, login: string): Promise<TestClient> {
  const client = new TestClient(base);
  const answer = await client.signIn(login, PASSWORD);
  if (answer.status !== 200) throw new Error(`${login} could not sign in: ${answer.text}`);
  return client;
}

async function fill({ runtime, store, standard }: Services, options: AppOptions): Promise<ReadonlyMap<string, string>> {
  await store.acrossOffices(async (trx) => {
    const setupTokenHash = options.setupTokenHash ?? null;
    await makeInstallation(trx, { demo: options.demo ?? true, clockMovable: true, setupTokenHash });
    for (const code of ['AA', 'BB']) await saveOffice(trx, { code, name: { en: code }, languages: ['en', 'ar'] });
  });
  for (const code of ['aa', 'bb'])
    await deploy(runtime, systemCall(code.toUpperCase()), { standard, files: officeFiles(code) });
  const passwordHash = await hashPassword(PASSWORD);
  const ids = new Map(Object.keys(people).map((login) => [login, uuidv7()]));
  await store.acrossOffices(async (trx) => {
    for (const [login, id] of ids)
      await insertUser(trx, {
        id,
        login,
        name: `Name of ${login}`,
        passwordHash,
        language: 'en',
        administrator: false,
      });
  });
  for (const [login, offices] of Object.entries(people))
    for (const [officeId, roles] of Object.entries(offices)) {
      const nothing = { unit: null, skills: [], absentFrom: null, absentUntil: null, delegateId: null };
      const membership = { officeId, userId: ids.get(login)!, roles, ...nothing };
      await store.transaction(officeId, (trx) => saveMembership(trx, membership));
    }
  return ids;
}
