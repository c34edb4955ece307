import { createHash, randomBytes } from 'node:crypto';
import { deploy } from '../commands/deploy.ts';
import { uuidv7 } from '../commands/shared/ids.ts';
import { hashPassword } from '../commands/shared/password.ts';
import type { Call } from '../commands/shared/runtime.ts';
import {
  firstStartAlone,
  insertUser,
  makeInstallation,
  markReady,
  readInstallation,
  readOffice,
  renewSetupToken,
  saveMembership,
  type Installation as Flags,
} from '../store/index.ts';
import { CannotStart, type Installation } from '../wiring.ts';
import { officeFiles } from './bundleAt.ts';
import { loadDemoCases } from './demo/loadCases.ts';
import { demoPeople, type DemoPerson } from './demoData.ts';
import { say, UsageError } from './output.ts';

const DEMO_CASES = 60;

/** The system, acting for an office on the command line or at the first start. */
function systemCall(officeId: string): Call {
  return { officeId, actor: { type: 'system', id: 'installation' } };
}

/** A production start opens no installation whose passwords are public. @throws CannotStart */
export async function refusePublicPasswords({ config, store }: Installation): Promise<void> {
  if (!config.production) return;
  const flags = await store.acrossOffices(readInstallation);
  if (flags?.demo)
    throw new CannotStart(
      'This is a demo installation, whose passwords everybody knows; production needs a DATA_DIR or DATABASE_URL of its own.',
    );
}

/**
 * Does once what every installation needs: notes what kind it is, deploys the office, and loads people and cases of a demo. One
 * process does it, others wait; one that was cut short is done again.
 * @throws CannotStart, UsageError (no bundle or no demo data of this office)
 */
export async function ensureFirstStart(installation: Installation): Promise<Flags> {
  const { config, store } = installation;
  await refusePublicPasswords(installation);
  const standing = await store.acrossOffices(readInstallation);
  if (standing?.readyAt) {
    if (config.demo === 'always' && !standing.demo)
      say('This installation was made without demo data: DEMO=yes does nothing.');
    await ensureDeployed(installation, config.office);
    return standing;
  }
  const waiting = (): void => {
    say('Another process makes the first start: waiting for its end …');
  };
  return firstStartAlone(installation.owner, waiting, () => firstStart(installation));
}

async function firstStart(installation: Installation): Promise<Flags> {
  const { config, store } = installation;
  const before = await store.acrossOffices(readInstallation);
  if (before?.readyAt) return before;
  if (before?.demo) throw new CannotStart('Another process did not load the demo data to their end: start again.');
  const people = config.demo === 'never' ? [] : await demoPeople(config.office);
  if (people.length === 0 && config.demo === 'always')
    throw new UsageError(`The office “${config.office}” has no demo data: start without DEMO=yes.`);
  const isDemo = before === null && people.length > 0;
  if (!(await deploymentOf(installation, config.office))) await officeFiles(config.office);
  await store.acrossOffices((trx) =>
    makeInstallation(trx, { demo: isDemo, clockMovable: isDemo, setupTokenHash: null }),
  );
  if (await ensureDeployed(installation, config.office)) say(`The office ${config.office.toUpperCase()} is deployed.`);
  if (isDemo) {
    await insertPeople(installation, config.office, people);
    await loadDemoCases(installation, config.office, DEMO_CASES, say);
  }
  return store.acrossOffices(async (trx) => {
    await markReady(trx);
    const flags = await readInstallation(trx);
    if (!flags) throw new Error('Expected the installation to be noted, but it is not.');
    return flags;
  });
}

/** Deploys the office bundle of that code when nothing is in force in the office yet. */
export async function ensureDeployed(installation: Installation, office: string): Promise<boolean> {
  if (await deploymentOf(installation, office)) return false;
  const officeId = office.toUpperCase();
  await deploy(installation.runtime, systemCall(officeId), {
    standard: installation.standard,
    files: await officeFiles(office),
    note: 'first start',
  });
  return true;
}

async function deploymentOf({ store }: Installation, office: string): Promise<string | null> {
  const standing = await store.acrossOffices((trx) => readOffice(trx, office.toUpperCase()));
  return standing?.deploymentId ?? null;
}

/** Accounts of the demo people; their passwords are part of the demo data set and shown on the sign-in page. */
export async function insertPeople(
  installation: Installation,
  office: string,
  people: readonly DemoPerson[],
): Promise<void> {
  const officeId = office.toUpperCase();
  const hashes = new Map<string, string>();
  for (const { password } of people) if (!hashes.has(password)) hashes.set(password, await hashPassword(password));
  const ids = new Map(people.map((person) => [person.login, uuidv7()]));
  await installation.store.acrossOffices(async (trx) => {
    for (const person of people) {
      await insertUser(trx, {
        id: ids.get(person.login) ?? '',
        login: person.login,
        name: person.name['en'] ?? person.login,
        passwordHash: hashes.get(person.password) ?? null,
        language: 'en',
        administrator: person.roles.includes('administrator'),
      });
    }
  });
  await installation.store.transaction(officeId, async (trx) => {
    for (const person of people) {
      await saveMembership(trx, {
        officeId,
        userId: ids.get(person.login) ?? '',
        roles: person.roles,
        unit: person.unit ?? null,
        skills: [],
        absentFrom: null,
        absentUntil: null,
        delegateId: null,
      });
    }
  });
}

/** A one-time link with which the first administrator is made; null once that has happened. */
export async function setupLink(installation: Installation, baseUrl: string): Promise<string | null> {
  const token = randomBytes(32).toString('base64url');
  const isOpen = await installation.store.acrossOffices((trx) =>
    renewSetupToken(trx, createHash('sha256').update(token).digest('hex')),
  );
  return isOpen ? `${baseUrl}/setup#${token}` : null;
}
