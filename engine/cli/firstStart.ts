import { createHash, randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { deploy } from '../commands/deploy.ts';
import { uuidv7 } from '../commands/shared/ids.ts';
import type { Call } from '../commands/shared/runtime.ts';
import {
  insertUser,
  makeInstallation,
  readInstallation,
  readOffice,
  renewSetupToken,
  saveMembership,
  type Installation as Flags,
} from '../store/index.ts';
import type { Installation } from '../wiring.ts';
import { officeFiles } from './bundleAt.ts';
import type { DemoPerson } from './demoData.ts';

/** The system, acting for an office on the command line or at the first start. */
export function systemCall(officeId: string): Call {
  return { officeId, actor: { type: 'system', id: 'installation' } };
}

/** What kind of installation this is; made at the first start and never changed. */
export async function installationFlags(
  installation: Installation,
  isDemo: boolean,
): Promise<{ flags: Flags; isNew: boolean }> {
  const { store } = installation;
  const standing = await store.acrossOffices(readInstallation);
  if (standing) return { flags: standing, isNew: false };
  const flags = await store.acrossOffices(async (trx) => {
    await makeInstallation(trx, { demo: isDemo, clockMovable: isDemo, setupTokenHash: null });
    return readInstallation(trx);
  });
  if (!flags) throw new Error('Expected the installation to be noted, but it is not.');
  return { flags, isNew: true };
}

/** Deploys the office bundle of that code when nothing is in force in the office yet. */
export async function ensureDeployed(installation: Installation, office: string): Promise<boolean> {
  const officeId = office.toUpperCase();
  const standing = await installation.store.acrossOffices((trx) => readOffice(trx, officeId));
  if (standing?.deploymentId) return false;
  await deploy(installation.runtime, systemCall(officeId), {
    standard: installation.standard,
    files: await officeFiles(office),
    note: 'first start',
  });
  return true;
}

/** Accounts of the demo people; their passwords are part of the demo data set and shown on the sign-in page. */
export async function insertPeople(
  installation: Installation,
  office: string,
  people: readonly DemoPerson[],
): Promise<void> {
  const officeId = office.toUpperCase();
  const hashes = new Map<string, string>();
  for (const { password } of people) if (!hashes.has(password)) hashes.set(password, await hash(password));
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
