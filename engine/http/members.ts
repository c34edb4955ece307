import { actorOf, type MemberActor } from '../access/index.ts';
import type { DeployedOffice } from '../commands/shared/runtime.ts';
import { findMember } from '../store/index.ts';
import type { SignedIn } from './route.ts';
import type { Services } from './services.ts';

/** A person in an office, with what is in force there. */
export interface Member {
  readonly officeId: string;
  readonly actor: MemberActor;
  readonly inForce: DeployedOffice;
}

/** The membership of a signed-in person in the office of a path (`xx`); null when there is none. */
export async function memberOf(services: Services, session: SignedIn, office: string): Promise<Member | null> {
  if (!/^[a-z]{2}$/.test(office)) return null;
  const officeId = office.toUpperCase();
  const found = await services.store.transaction(officeId, (trx) => findMember(trx, officeId, session.userId));
  if (!found || found.deploymentId === null) return null;
  const inForce = await services.runtime.deployments.get(officeId, found.deploymentId);
  const membership = {
    userId: session.userId,
    name: session.name,
    office: officeId,
    roles: found.roles,
    unit: found.unit,
    skills: found.skills,
  };
  return { officeId, actor: actorOf(membership, inForce.definitions.roles), inForce };
}
