import { createHash } from 'node:crypto';
import type { Client } from 'pg';

/** The accounts that rights are given to. */
export interface Roles {
  /** The account that owns the tables and migrates. */
  readonly owner: string;
  /** The engine's role, undefined where one account does everything and may not make roles. */
  readonly app: string | undefined;
  /** The scanner's and reports' role. */
  readonly reader: string | undefined;
  /** The role that the owner takes in every transaction when it also works; see `StoreOptions.takeRole`. */
  readonly takeRole: string | undefined;
}

const APP = 'officina_app';
const READER = 'officina_reader';

/** Office tables that the loops and sign-in read across offices. */
const ACROSS_OFFICES = new Set([
  'memberships',
  'jobs',
  'timers',
  'messages',
  'subscriptions',
  'signals',
  'signal_receivers',
  'timer_starts',
  'batches',
  'batch_items',
]);

const EVERYTHING = 'select, insert, update, delete';
/** What the engine may do where it is less than everything: what was acknowledged once stays as it was written. */
const APP_RIGHTS: Readonly<Record<string, string>> = {
  schema_migrations: 'select',
  schema_rights: 'select',
  installation: 'select, insert, update (clock_offset_ms, setup_closed, setup_token_hash, ready_at)',
  offices: 'select, insert, update',
  history: 'select, insert',
  numbers: 'select, insert',
  status_events: 'select, insert, delete',
  deployments: 'select, insert',
  deployment_definitions: 'select, insert',
  bundle_files: 'select, insert',
  definitions: 'select, insert',
  dossier_search: 'select',
  signals: 'select, insert, delete',
  forgotten_instances: 'select, insert',
};
/** What the reader may see where it is less than all columns: no secret, hashed or not. */
const READER_RIGHTS: Readonly<Record<string, string>> = {
  installation: 'select (id, demo, clock_movable, clock_offset_ms, setup_closed, created_at)',
  users: 'select (id, login, name, language, administrator, disabled_at, created_at)',
  sessions: '',
  login_attempts: '',
};

interface Table {
  readonly name: string;
  readonly of_office: boolean;
  readonly is_view: boolean;
}

/**
 * Finds the roles, or makes them where the account may. `ownerWorks`: on a foreign server one account owns the tables and works
 * too. It then takes the engine's role in every transaction; where it cannot, it works as the owner, still bound by row-level
 * security (which is forced), but by no narrower right: a finding says so.
 */
export async function findRoles(client: Client, ownerWorks: boolean, findings: string[]): Promise<Roles> {
  const owner = await accountOf(client);
  const app = await findRole(client, APP, owner);
  const reader = await findRole(client, READER, owner);
  if (!ownerWorks) {
    if (app === undefined)
      throw new Error(`Expected the role ${APP}, but it is missing and ${owner.name} may not create it.`);
    return { owner: owner.name, app: APP, reader: reader && READER, takeRole: undefined };
  }
  if (app === 'member') return { owner: owner.name, app: APP, reader: reader && READER, takeRole: APP };
  findings.push(
    `The account ${owner.name} may neither create nor take the role ${APP}: the engine works as the owner of the tables. Offices stay separated, but the database itself would not refuse a change of history beyond its triggers.`,
  );
  return { owner: owner.name, app: undefined, reader: reader && READER, takeRole: undefined };
}

interface Account {
  readonly name: string;
  readonly mayCreateRoles: boolean;
}

async function accountOf(client: Client): Promise<Account> {
  const { rows } = await client.query<Account>(
    `select rolname as name, rolsuper or rolcreaterole as "mayCreateRoles" from pg_roles where rolname = current_user`,
  );
  const [account] = rows;
  if (account === undefined) throw new Error('Expected the account to have a role, but the server knows none.');
  return account;
}

async function findRole(client: Client, role: string, owner: Account): Promise<'member' | 'other' | undefined> {
  const found = await client.query<{ member: boolean }>(
    `select pg_has_role(current_user, oid, 'member') as member from pg_roles where rolname = $1`,
    [role],
  );
  if (found.rows[0] !== undefined) return found.rows[0].member ? 'member' : 'other';
  if (!owner.mayCreateRoles) return undefined;
  await client.query(
    `create role ${client.escapeIdentifier(role)} nologin nosuperuser nocreatedb nocreaterole nobypassrls`,
  );
  await client.query(`grant ${client.escapeIdentifier(role)} to ${client.escapeIdentifier(owner.name)}`);
  return 'member';
}

/**
 * Row-level security and rights for every table by rule, in one transaction; left alone when nothing has changed since, because
 * policies lock their tables.
 */
export async function grantRights(client: Client, roles: Roles): Promise<void> {
  const { rows } = await client.query<Table>(`
    select c.relname as name, c.relkind = 'v' as is_view,
      c.relkind <> 'v' and exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'office_id' and not a.attisdropped) as of_office
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relkind in ('r', 'p', 'v') and not c.relispartition
      and pg_get_userbyid(c.relowner) = current_user
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname`);
  const statements = rows.flatMap((table) => [...policies(client, table, roles), ...grants(client, table, roles)]);
  const checksum = createHash('sha256').update(statements.join('\n')).digest('hex');
  const given = await client.query<{ checksum: string }>('select checksum from schema_rights');
  if (given.rows[0]?.checksum === checksum) return;
  await client.query('begin');
  try {
    await client.query(`select set_config('lock_timeout', '10s', true)`);
    for (const statement of statements) await client.query(statement);
    await client.query('delete from schema_rights');
    await client.query('insert into schema_rights (checksum) values ($1)', [checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/**
 * An office table shows the rows of the transaction's office, to the owner too where it works. An owner that only migrates and the
 * reader see all.
 */
function policies(client: Client, table: Table, roles: Roles): readonly string[] {
  if (!table.of_office) return [];
  const name = client.escapeIdentifier(table.name);
  const office = `(select current_setting('officina.office', true))`;
  const policy = (policyName: string, rest: string): readonly string[] => [
    `drop policy if exists ${policyName} on ${name}`,
    `create policy ${policyName} on ${name} ${rest}`,
  ];
  return [
    `alter table ${name} enable row level security`,
    `alter table ${name} force row level security`,
    ...policy('of_office', `using (office_id = ${office})`),
    ...(ACROSS_OFFICES.has(table.name)
      ? [
          ...policy('across_offices_read', `for select using (${office} = '*')`),
          ...policy('across_offices_change', `for update using (${office} = '*')`),
        ]
      : []),
    ...(roles.app === undefined ? [] : policy('of_owner', `to ${client.escapeIdentifier(roles.owner)} using (true)`)),
    ...(roles.reader === undefined ? [] : policy('of_reader', `for select to ${roles.reader} using (true)`)),
  ];
}

function grants(client: Client, table: Table, roles: Roles): readonly string[] {
  const name = client.escapeIdentifier(table.name);
  const grant = (role: string | undefined, rights: string): readonly string[] =>
    role === undefined
      ? []
      : [`revoke all on ${name} from ${role}`, ...(rights === '' ? [] : [`grant ${rights} on ${name} to ${role}`])];
  return [
    ...grant(roles.app, APP_RIGHTS[table.name] ?? EVERYTHING),
    ...grant(roles.reader, READER_RIGHTS[table.name] ?? 'select'),
  ];
}
