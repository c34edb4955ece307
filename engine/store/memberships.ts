import { select, type Columns } from './columns.ts';
import { reading, writing } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** A person in an office: what permissions are asked of. */
export interface StoredMembership {
  readonly officeId: string;
  readonly userId: string;
  /** Keys of `roles.json`; each is also an inbox group. */
  readonly roles: readonly string[];
  readonly unit: string | null;
  readonly skills: readonly string[];
  /** Office days, inclusive. */
  readonly absentFrom: string | null;
  readonly absentUntil: string | null;
  /** User who stands in while absent. */
  readonly delegateId: string | null;
}

const columns: Columns<StoredMembership> = {
  officeId: 'office_id',
  userId: 'user_id',
  roles: 'roles',
  unit: 'unit',
  skills: 'skills',
  absentFrom: 'absent_from',
  absentUntil: 'absent_until',
  delegateId: 'delegate_id',
};

const SAVE = writing(`
  insert into memberships (office_id, user_id, roles, unit, skills, absent_from, absent_until, delegate_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (office_id, user_id) do update
  set roles = excluded.roles, unit = excluded.unit, skills = excluded.skills, absent_from = excluded.absent_from,
    absent_until = excluded.absent_until, delegate_id = excluded.delegate_id`);

/** Makes or replaces a membership. */
export async function saveMembership(trx: Transaction, membership: StoredMembership): Promise<void> {
  const m = membership;
  await trx.run(SAVE, [m.officeId, m.userId, m.roles, m.unit, m.skills, m.absentFrom, m.absentUntil, m.delegateId]);
}

/** A person in an office with the deployment that is in force there: what every request of theirs is checked against. */
export interface FoundMember {
  readonly name: string;
  readonly roles: readonly string[];
  readonly unit: string | null;
  readonly skills: readonly string[];
  /** Null: nothing is deployed in the office yet. */
  readonly deploymentId: string | null;
}

const FIND = reading(`
  select u.name, m.roles, m.unit, m.skills, o.current_deployment_id as "deploymentId"
  from memberships m join users u on u.id = m.user_id join offices o on o.code = m.office_id
  where m.office_id = $1 and m.user_id = $2 and u.disabled_at is null`);

/** Null when the user is no member of the office, or has been disabled. */
export async function findMember(trx: Transaction, officeId: string, userId: string): Promise<FoundMember | null> {
  const [member] = await trx.run<FoundMember>(FIND, [officeId, userId]);
  return member ?? null;
}

const OF_USER = reading(`select ${select(columns, 'm')} from memberships m where m.user_id = $1 order by m.office_id`);

/** The offices a person works for; call it across offices. */
export function membershipsOfUser(trx: Transaction, userId: string): Promise<readonly StoredMembership[]> {
  return trx.run<StoredMembership>(OF_USER, [userId]);
}

/** A member with the name people know. */
export interface StoredMember extends StoredMembership {
  readonly login: string;
  readonly name: string;
}

const OF_OFFICE = reading(`
  select ${select(columns, 'm')}, u.login, u.name from memberships m join users u on u.id = m.user_id
  where m.office_id = $1 order by u.name, u.id`);

export function membersOfOffice(trx: Transaction, officeId: string): Promise<readonly StoredMember[]> {
  return trx.run<StoredMember>(OF_OFFICE, [officeId]);
}
