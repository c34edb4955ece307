import type { RolesFile } from '../contract/bundle.ts';
import { isPermission, type Permission } from './permissions.ts';

/** How far a permission goes: what is one's own, what belongs to one's unit, the whole office. */
export type Reach = RolesFile['roles'][string]['reach'];

/** A person acting for one office: what they may do is asked of their membership, never of the user. */
export interface MemberActor {
  readonly type: 'member';
  readonly userId: string;
  readonly name: string;
  /** Lower-case WIPO ST.3 code. */
  readonly office: string;
  /** Role keys, which are also the keys of the inbox groups. */
  readonly roles: readonly string[];
  /** Each permission with the farthest reach that one of the roles gives it. */
  readonly permissions: ReadonlyMap<Permission, Reach>;
  readonly unit: string | null;
  readonly skills: readonly string[];
}

/** A worker token, bound to one office and some connectors. */
export interface WorkerActor {
  readonly type: 'worker';
  readonly id: string;
  readonly office: string;
  readonly connectors: readonly string[];
}

/** The engine itself: `timers`, `messages`, `jobs` … */
export interface SystemActor {
  readonly type: 'system';
  readonly id: string;
}

/** Who acts. */
export type Actor = MemberActor | WorkerActor | SystemActor;

/** A user's membership of an office, as the store has it. */
export interface Membership {
  readonly userId: string;
  readonly name: string;
  readonly office: string;
  readonly roles: readonly string[];
  readonly unit?: string | null;
  readonly skills?: readonly string[];
}

const width: Record<Reach, number> = { own: 0, unit: 1, office: 2 };

/**
 * The actor that a membership is under the office's roles. A role or permission that is not (or no longer) known gives nothing:
 * `checkRoles` says so at deployment.
 */
export function actorOf(membership: Membership, rolesFile: Pick<RolesFile, 'roles'>): MemberActor {
  const roles = membership.roles.filter((role) => Object.hasOwn(rolesFile.roles, role));
  const granted = new Map<Permission, Reach>();
  for (const role of roles) {
    const definition = rolesFile.roles[role];
    for (const permission of definition?.permissions ?? []) {
      if (definition === undefined || !isPermission(permission)) continue;
      const before = granted.get(permission);
      if (before === undefined || width[definition.reach] > width[before]) granted.set(permission, definition.reach);
    }
  }
  return {
    type: 'member',
    userId: membership.userId,
    name: membership.name,
    office: membership.office,
    roles,
    permissions: granted,
    unit: membership.unit ?? null,
    skills: membership.skills ?? [],
  };
}
