import type { Actor, MemberActor } from './actor.ts';
import type { Permission } from './permissions.ts';

/** What is acted on, as far as permissions ask. */
export interface AccessObject {
  /** Office it belongs to; another office's object is never allowed. */
  readonly office?: string;
  /** User whose own it is; missing or null = nobody's. */
  readonly ownerId?: string | null;
  /** Unit it belongs to; null = to none; missing = this kind of object is not divided into units. */
  readonly unit?: string | null;
}

/** A task as the predicates see it. */
export interface AccessTask {
  readonly assigneeId: string | null;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  /** Unit it is meant for; missing or null = any. */
  readonly unit?: string | null;
  readonly office?: string;
  /** Users who may not work on it: who completed the task named by `fourEyesWith`. */
  readonly excludedUsers?: readonly string[];
}

/** What a worker token may do besides running jobs of its connectors. */
const workerPermissions: ReadonlySet<Permission> = new Set(['job.view', 'message.send']);

/** May this actor do this, to this object when one is given? */
export function may(actor: Actor, permission: Permission, object: AccessObject = {}): boolean {
  switch (actor.type) {
    case 'system':
      return true;
    case 'worker':
      return workerPermissions.has(permission) && sameOffice(actor.office, object.office);
    case 'member':
      return sameOffice(actor.office, object.office) && reaches(actor, permission, object);
  }
}

/** May this worker run jobs of this connector? */
export function mayRunJob(actor: Actor, connector: string): boolean {
  return actor.type === 'system' || (actor.type === 'worker' && actor.connectors.includes(connector));
}

/** Is this task among the actor's work: theirs, or in a pool of theirs? The pool of a role is limited to the unit unless the reach is the office. */
export function mayWorkOn(actor: Actor, task: AccessTask): boolean {
  if (actor.type !== 'member' || !sameOffice(actor.office, task.office)) return false;
  const reach = actor.permissions.get('task.work');
  if (reach === undefined || (task.excludedUsers ?? []).includes(actor.userId)) return false;
  if (task.assigneeId === actor.userId || task.candidateUsers.includes(actor.userId)) return true;
  const inUnit = reach === 'office' || task.unit === undefined || task.unit === null || task.unit === actor.unit;
  return inUnit && task.candidateGroups.some((group) => actor.roles.includes(group));
}

/** May the actor take this task? Only one that nobody has: taking it from somebody is `task.assign`. */
export function mayClaim(actor: Actor, task: AccessTask): boolean {
  return task.assigneeId === null && mayWorkOn(actor, task);
}

/** May the actor complete this task: as its assignee, or because they may claim it? */
export function mayComplete(actor: Actor, task: AccessTask): boolean {
  return (isAssignee(actor, task) && mayWorkOn(actor, task)) || mayClaim(actor, task);
}

/** May the actor put this task back into its pool: their own, or anybody's with `task.assign`? */
export function mayRelease(actor: Actor, task: AccessTask): boolean {
  if (task.assigneeId === null) return false;
  return (isAssignee(actor, task) && mayWorkOn(actor, task)) || mayAssign(actor, task);
}

/** May the actor give this task to somebody? */
export function mayAssign(actor: Actor, task: AccessTask): boolean {
  return may(actor, 'task.assign', {
    ...(task.office === undefined ? {} : { office: task.office }),
    ...(task.unit === undefined || task.unit === null ? {} : { unit: task.unit }),
    ownerId: task.assigneeId,
  });
}

/** May the actor see this task at all? */
export function maySeeTask(actor: Actor, task: AccessTask): boolean {
  if (isAssignee(actor, task) || mayWorkOn(actor, task)) return true;
  return may(actor, 'task.viewAll', {
    ...(task.office === undefined ? {} : { office: task.office }),
    ...(task.unit === undefined || task.unit === null ? {} : { unit: task.unit }),
    ownerId: task.assigneeId,
  });
}

/** May the actor know of this dossier? An unpublished one is invisible even as existence without the right (answer 404, never 403). */
export function maySeeDossier(actor: Actor, dossier: AccessObject & { readonly published: boolean }): boolean {
  if (!may(actor, 'dossier.view', dossier)) return false;
  return dossier.published || may(actor, 'dossier.viewUnpublished', dossier);
}

function isAssignee(actor: Actor, task: AccessTask): boolean {
  return actor.type === 'member' && task.assigneeId === actor.userId && sameOffice(actor.office, task.office);
}

function sameOffice(actorOffice: string, objectOffice: string | undefined): boolean {
  return objectOffice === undefined || objectOffice === actorOffice;
}

function reaches(actor: MemberActor, permission: Permission, object: AccessObject): boolean {
  const reach = actor.permissions.get(permission);
  if (reach === undefined) return false;
  const own = object.ownerId === actor.userId;
  const asked = 'ownerId' in object || 'unit' in object;
  switch (reach) {
    case 'office':
      return true;
    case 'unit':
      return own || object.unit === undefined || (object.unit !== null && object.unit === actor.unit);
    case 'own':
      return own || !asked;
  }
}
