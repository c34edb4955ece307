export type { Actor, Membership, MemberActor, Reach, SystemActor, WorkerActor } from './actor.ts';
export { actorOf } from './actor.ts';
export { checkRoles } from './checkRoles.ts';
export type { Permission } from './permissions.ts';
export { isPermission, permissionKeys, permissions } from './permissions.ts';
export type { AccessObject, AccessTask } from './predicates.ts';
export {
  may,
  mayAssign,
  mayClaim,
  mayComplete,
  mayRelease,
  mayRunJob,
  maySeeDossier,
  maySeeTask,
  mayWorkOn,
} from './predicates.ts';
