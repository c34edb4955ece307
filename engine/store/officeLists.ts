import type { Json, JsonObject } from '../contract/json.ts';
import { migrations } from '../../migrations/index.ts';
import { reading } from './statements.ts';
import type { Transaction } from './transaction.ts';

// What an office consists of, for lists and the checks of a request.

/** A definition in force with when its version was deployed. */
export interface DefinitionEntry {
  readonly kind: string;
  readonly key: string;
  readonly version: number;
  readonly deployedAt: string;
  /** What `deploy` noted: `{files: paths}`. */
  readonly content: Json;
}

const DEFINITION = `d.kind, d.key, d.version, d.content, p.deployed_at as "deployedAt"
  from deployment_definitions b
  join definitions d on d.office_id = b.office_id and d.kind = b.kind and d.key = b.key and d.version = b.version
  join deployments p on p.office_id = d.office_id and p.id = d.deployment_id
  where b.office_id = $1 and b.deployment_id = $2`;
const DEFINITIONS = reading(`
  select ${DEFINITION} and (b.kind, b.key) > ($3::text, $4::text) and ($6::text[] is null or b.key = any($6))
    and ($7::text is null or b.kind = $7)
  order by b.kind, b.key limit $5`);

/** A page of what a deployment put in force, by kind and key; only these keys and this kind when given. */
export function listDefinitions(
  trx: Transaction,
  officeId: string,
  deploymentId: string,
  page: {
    readonly after: { readonly kind: string; readonly key: string };
    readonly limit: number;
    readonly keys?: readonly string[] | undefined;
    readonly kind?: string | undefined;
  },
): Promise<readonly DefinitionEntry[]> {
  const { after, limit, keys, kind } = page;
  return trx.run<DefinitionEntry>(DEFINITIONS, [
    officeId,
    deploymentId,
    after.kind,
    after.key,
    limit,
    keys ?? null,
    kind ?? null,
  ]);
}

const FILES = reading(`
  select path, content from bundle_files where office_id = $1 and deployment_id = $2 and path = any($3::text[]) order by path`);

/** Some files of a deployment. */
export function deployedFiles(
  trx: Transaction,
  officeId: string,
  deploymentId: string,
  paths: readonly string[],
): Promise<readonly { readonly path: string; readonly content: Buffer }[]> {
  return trx.run(FILES, [officeId, deploymentId, paths]);
}

/** A member as lists show them. */
export interface MemberEntry {
  readonly userId: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly unit: string | null;
}

const MEMBERS = reading(`
  select m.user_id as "userId", u.login, u.name, m.roles, m.unit from memberships m join users u on u.id = m.user_id
  where m.office_id = $1 and u.disabled_at is null and (u.name, u.id) > ($2::text, $3::uuid)
  order by u.name, u.id limit $4`);

/** A page of the people who work for an office, by name. */
export function listMembers(
  trx: Transaction,
  officeId: string,
  page: { readonly after: { readonly name: string; readonly id: string }; readonly limit: number },
): Promise<readonly MemberEntry[]> {
  return trx.run<MemberEntry>(MEMBERS, [officeId, page.after.name, page.after.id, page.limit]);
}

/** An office that a person works for, with what is in force there. */
export interface OfficeOfUser {
  /** ST.3 code in capitals. */
  readonly code: string;
  readonly name: JsonObject;
  readonly languages: readonly string[];
  readonly deploymentId: string | null;
  readonly roles: readonly string[];
  readonly unit: string | null;
  readonly skills: readonly string[];
}

const OFFICES = reading(`
  select o.code, o.name, o.languages, o.current_deployment_id as "deploymentId", m.roles, m.unit, m.skills
  from memberships m join offices o on o.code = m.office_id where m.user_id = $1 order by o.code limit 100`);

/** The offices that a person works for; call it across offices. */
export function officesOfUser(trx: Transaction, userId: string): Promise<readonly OfficeOfUser[]> {
  return trx.run<OfficeOfUser>(OFFICES, [userId]);
}

const NEWEST = reading('select coalesce(max(number), 0) as number from schema_migrations');

/** How the schema of the database stands to this program. */
export async function schemaStanding(trx: Transaction): Promise<'right' | 'older' | 'newer'> {
  const [row] = await trx.run<{ number: number }>(NEWEST, []);
  const found = row?.number ?? 0;
  return found === migrations.length ? 'right' : found < migrations.length ? 'older' : 'newer';
}
