import { actorOf, type MemberActor } from '../access/index.ts';
import type { Texts, RolesFile } from '../contract/bundle.ts';
import type { Session } from '../contract/session.ts';
import { now, officesOfUser, readInstallation, type OfficeOfUser, type Store } from '../store/index.ts';
import type { OfficeWords } from './officeWords.ts';

/** Who is signed in, as far as the answer tells. */
export interface Person {
  readonly userId: string;
  readonly login: string;
  readonly name: string;
  readonly language: string | null;
  readonly administrator: boolean;
  readonly expiresAt: string;
  readonly csrf: string;
}

/** What a session may do, office by office. Three statements in one round trip, besides deployments that are not in memory yet. */
export async function sessionView(
  store: Store,
  person: Person,
  wordsOf: (officeId: string, deploymentId: string) => Promise<OfficeWords>,
): Promise<Session> {
  const { offices, installation, present } = await store.acrossOffices(async (trx) => {
    const [found, standing, at] = await Promise.all([
      officesOfUser(trx, person.userId),
      readInstallation(trx),
      now(trx),
    ]);
    return { offices: found, installation: standing, present: at };
  });
  const { userId, login, name, language, administrator, csrf, expiresAt } = person;
  const words = new Map<string, OfficeWords>();
  for (const { code, deploymentId } of offices)
    if (deploymentId !== null) words.set(code, await wordsOf(code, deploymentId));
  return {
    user: { id: userId, login, name, language, administrator },
    offices: offices.map((office) => sessionOffice(office, person, words.get(office.code))),
    csrf,
    expiresAt,
    now: present,
    demo: installation?.demo ?? false,
  };
}

function sessionOffice(
  office: OfficeOfUser,
  person: Person,
  words: OfficeWords | undefined,
): Session['offices'][number] {
  const { code, name, languages, roles } = office;
  return {
    code: code.toLowerCase(),
    name: name as Texts,
    languages: [...languages],
    timeZone: words?.timeZone ?? 'UTC',
    ...(words ? { currency: words.currency } : {}),
    roles: roles.map((key) => ({ key, name: words?.role(key) ?? { en: key } })),
    permissions: words ? [...memberIn(office, person, words).permissions.keys()] : [],
  };
}

/** The member that a person is under the roles in force. */
function memberIn(office: OfficeOfUser, person: Person, words: OfficeWords): MemberActor {
  const roles = Object.fromEntries(words.roles.map(({ key, ...role }) => [key, role])) as RolesFile['roles'];
  const { userId, name } = person;
  const { code, unit, skills } = office;
  return actorOf({ userId, name, office: code, roles: office.roles, unit, skills }, { roles });
}
