import { hash } from '@node-rs/argon2';
import { ajvValidator, readStandardBundle } from '../../engine/bundles/index.ts';
import { demoPeople } from '../../engine/cli/demoData.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { createDeployments } from '../../engine/commands/shared/deployments.ts';
import { uuidv7 } from '../../engine/commands/shared/ids.ts';
import type { Runtime } from '../../engine/commands/shared/runtime.ts';
import { packageRoot } from '../../engine/packageRoot.ts';
import {
  createStore,
  insertUser,
  makeInstallation,
  markReady,
  moveClock,
  saveMembership,
  type Store,
} from '../../engine/store/index.ts';
import { createTestDatabase } from '../support/database.ts';
import { officeFiles } from './officeFiles.ts';

export const OFFICE = 'XX';
/** A Monday morning in office XX. */
export const FIRST_MORNING = '2026-03-02T08:00:00.000Z';
/** Password of everybody in the demo data set. */
export const PASSWORD = 'xanadu-demo';

let template: Promise<string> | undefined;

/** Name of a database with office XX deployed and its people, to clone from; made once per process. */
export function officeTemplate(): Promise<string> {
  template ??= makeTemplate();
  return template;
}

async function makeTemplate(): Promise<string> {
  const database = await createTestDatabase();
  const store = createStore({ app: database.app });
  try {
    await store.acrossOffices(async (trx) => {
      await makeInstallation(trx, { demo: true, clockMovable: true, setupTokenHash: null });
      await moveClock(trx, FIRST_MORNING);
    });
    await deploy(
      runtimeOn(store),
      { officeId: OFFICE, actor: { type: 'system', id: 'installation' } },
      { standard: await readStandardBundle(packageRoot), files: await officeFiles() },
    );
    await insertPeople(store);
    await store.acrossOffices(markReady);
  } finally {
    await store.close();
  }
  return database.app.database;
}

/** A runtime without loops to wake. */
export function runtimeOn(store: Store, undoSeconds = 0): Runtime {
  return {
    store,
    deployments: createDeployments(store),
    validate: ajvValidator(),
    undoSeconds,
    wake: () => undefined,
  };
}

async function insertPeople(store: Store): Promise<void> {
  const people = (await demoPeople('xx')).map((person) => ({ ...person, id: uuidv7() }));
  const passwordHash = await hash(PASSWORD);
  await store.acrossOffices(async (trx) => {
    for (const { id, login, name, roles } of people) {
      const administrator = roles.includes('administrator');
      await insertUser(trx, { id, login, name: name['en'] ?? login, passwordHash, language: 'en', administrator });
    }
  });
  await store.transaction(OFFICE, async (trx) => {
    for (const { id, roles, unit } of people) {
      await saveMembership(trx, {
        officeId: OFFICE,
        userId: id,
        roles,
        unit: unit ?? null,
        skills: [],
        absentFrom: null,
        absentUntil: null,
        delegateId: null,
      });
    }
  });
}
