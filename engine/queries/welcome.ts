import type { Texts } from '../contract/bundle.ts';
import type { Welcome } from '../contract/session.ts';
import { listOffices, readInstallation, type Store } from '../store/index.ts';
import type { OfficeWords } from './officeWords.ts';

/** A person of the demo data set. */
interface Person {
  readonly login: string;
  readonly name: Texts;
  readonly roles: readonly string[];
  readonly password: string;
}

/** What the sign-in page shows; demo people only in a database that was made for demo data. Two statements in one round trip. */
export async function welcome(
  store: Store,
  settings: { readonly installation: string; readonly demoPeople: readonly Person[] },
  wordsOf: (officeId: string, deploymentId: string) => Promise<OfficeWords>,
): Promise<Welcome> {
  const { flags, offices } = await store.acrossOffices(async (trx) => {
    const [standing, found] = await Promise.all([readInstallation(trx), listOffices(trx)]);
    return { flags: standing, offices: found };
  });
  const demo = flags?.demo ?? false;
  const office = offices.find(({ deploymentId }) => deploymentId !== null);
  const words = demo && office?.deploymentId ? await wordsOf(office.code, office.deploymentId) : null;
  return {
    installation: settings.installation,
    demo,
    setupOpen: flags !== null && !flags.setupClosed && flags.setupTokenHash !== null,
    people: (demo ? settings.demoPeople : []).map(({ login, name, roles, password }) => ({
      login,
      name,
      roles: roles.map((key) => words?.role(key) ?? { en: key }),
      password,
    })),
  };
}
