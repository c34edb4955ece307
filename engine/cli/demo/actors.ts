import { actorOf, type MemberActor } from '../../access/index.ts';
import { findMember, membersOfOffice } from '../../store/index.ts';
import type { Installation } from '../../wiring.ts';

/** The people of the office as the driver plays them: one by role. */
export class Actors {
  readonly #byRole = new Map<string, MemberActor>();

  static async of(installation: Installation, officeId: string): Promise<Actors> {
    const actors = new Actors();
    const { store, runtime } = installation;
    const members = await store.transaction(officeId, (trx) => membersOfOffice(trx, officeId));
    for (const member of members) {
      const found = await store.transaction(officeId, (trx) => findMember(trx, officeId, member.userId));
      if (!found?.deploymentId) continue;
      const { definitions } = await runtime.deployments.get(officeId, found.deploymentId);
      const actor = actorOf(
        {
          userId: member.userId,
          name: member.name,
          office: officeId,
          roles: found.roles,
          unit: found.unit,
          skills: found.skills,
        },
        definitions.roles,
      );
      for (const role of found.roles) if (!actors.#byRole.has(role)) actors.#byRole.set(role, actor);
    }
    return actors;
  }

  /** Somebody in that role, or in one of those groups. */
  in(...roles: readonly string[]): MemberActor {
    for (const role of roles) {
      const actor = this.#byRole.get(role);
      if (actor) return actor;
    }
    throw new Error(`Expected a demo person in one of ${roles.join(', ')}, but there is none.`);
  }
}
