import { actorOf, type MemberActor } from '../access/index.ts';
import type { DeployedOffice } from '../commands/shared/runtime.ts';
import type { Look } from '../queries/look.ts';
import type { FoundMember } from '../store/index.ts';
import { officeWords } from './officeWords.ts';
import type { SignedIn } from './route.ts';
import type { Services } from './services.ts';

/** A person in an office, with what is in force there. */
export interface Member {
  readonly officeId: string;
  readonly actor: MemberActor;
  readonly look: Look;
}

/** The member that a signed-in person is in the office of the path (`xx`), with what is in force there; null when they are none. */
export async function memberOf(services: Services, session: SignedIn, office: string): Promise<Member | null> {
  const found = session.member;
  if (!found || found.deploymentId === null) return null;
  const officeId = office.toUpperCase();
  const inForce = await services.runtime.deployments.get(officeId, found.deploymentId);
  const actor = actorFrom(officeId, session.userId, found, inForce);
  return { officeId, actor, look: lookOf(services, officeId, actor, inForce) };
}

/** The actor that a membership is under what is in force. */
export function actorFrom(
  officeId: string,
  userId: string,
  { name, roles, unit, skills }: FoundMember,
  inForce: DeployedOffice,
): MemberActor {
  return actorOf({ userId, name, office: officeId, roles, unit, skills }, inForce.definitions.roles);
}

/** What queries look with, for this actor. */
export function lookOf(services: Services, officeId: string, actor: MemberActor, inForce: DeployedOffice): Look {
  return {
    store: services.store,
    officeId,
    actor,
    words: officeWords(inForce),
    wordsOf: async (deploymentId) => officeWords(await services.runtime.deployments.get(officeId, deploymentId)),
  };
}
