import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { migrations, type Migration } from '../../migrations/index.ts';
import { createExtensions } from './extensions.ts';
import { findRoles, grantRights } from './rights.ts';
import { ensurePartitions } from './partitions.ts';
import type { ConnectionConfig } from './knex.ts';

export interface MigrateOptions {
  /** The account that owns the tables. */
  readonly owner: ConnectionConfig;
  /** True: the same account is the engine's too (one `DATABASE_URL`); it then takes the engine's role where it can. */
  readonly ownerWorks?: boolean;
  /** Told one sentence before each step. */
  readonly log?: (sentence: string) => void;
  /** The steps to run, for tests; default: all of this program. */
  readonly steps?: readonly Migration[];
}

export interface Migrated {
  /** Names of the steps that were run now. */
  readonly applied: readonly string[];
  /** The schema's number afterwards. */
  readonly version: number;
  /** For `createStore`: the role to take in every transaction, when one account owns the tables and works too. */
  readonly takeRole: string | undefined;
  /** What is missing and what will not work, a sentence each, for `doctor`. */
  readonly findings: readonly string[];
}

/** The database was migrated by a newer program; its sentence says what to do. */
export class SchemaNewer extends Error {
  constructor(found: number, known: number) {
    super(
      `Expected a database with schema ${known} or older, but it has schema ${found}: a newer Officina has migrated it. Start that version, or restore a backup made before.`,
    );
    this.name = 'SchemaNewer';
  }
}

/** A step that was applied has another text in this program. */
export class MigrationEdited extends Error {
  constructor(name: string) {
    super(
      `Expected migration ${name} as it was applied to this database, but its text has changed. Migrations are never edited.`,
    );
    this.name = 'MigrationEdited';
  }
}

/** The number of an advisory lock; chosen at random. */
const MIGRATION_LOCK = 8_314_227_115;
/** How long a step waits for a table that others use before it gives way, in milliseconds. */
const LOCK_TIMEOUT_MS = 3000;
const MAX_ATTEMPTS = 10;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Brings the schema up to this program: one migrator at a time (the others wait, then find nothing to do), each step in a
 * transaction of its own and noted with its checksum; afterwards rights, extensions and the history's partitions, which are safe to
 * repeat.
 * @throws SchemaNewer, MigrationEdited
 */
export async function migrate(options: MigrateOptions): Promise<Migrated> {
  const steps = options.steps ?? migrations;
  const client = new Client({ ...options.owner, application_name: 'officina migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await applySteps(client, steps, options.log ?? (() => undefined));
    const findings: string[] = [];
    const roles = await findRoles(client, options.ownerWorks ?? false, findings);
    await createExtensions(client, findings);
    await grantRights(client, roles);
    await ensurePartitions(client);
    return { applied, version: steps.length, takeRole: roles.takeRole, findings };
  } finally {
    await client.end();
  }
}

async function applySteps(
  client: Client,
  steps: readonly Migration[],
  log: (sentence: string) => void,
): Promise<readonly string[]> {
  await client.query(`
    create table if not exists schema_migrations (
      number integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default clock_timestamp()
    );
    create table if not exists schema_rights (checksum text primary key)`);
  const { rows } = await client.query<{ number: number; name: string; checksum: string }>(
    'select number, name, checksum from schema_migrations order by number',
  );
  const newest = rows.at(-1)?.number ?? 0;
  if (newest > steps.length) throw new SchemaNewer(newest, steps.length);
  const applied: string[] = [];
  for (const [index, step] of steps.entries()) {
    const before = rows.find((row) => row.number === index + 1);
    if (before !== undefined && before.checksum !== checksumOf(step)) throw new MigrationEdited(before.name);
    if (before !== undefined) continue;
    log(`Migrating the database: ${step.name}`);
    await applyPatiently(client, step, index + 1);
    applied.push(step.name);
  }
  return applied;
}

function checksumOf(step: Migration): string {
  return createHash('sha256').update(step.sql).digest('hex');
}

/** A step that does not get its locks gives way to the work under way and comes again. */
async function applyPatiently(client: Client, step: Migration, number: number): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await apply(client, step, number);
      return;
    } catch (error) {
      const code = (error as { readonly code?: unknown }).code;
      if (code !== LOCK_NOT_AVAILABLE || attempt === MAX_ATTEMPTS) throw error;
      await wait(500 * (0.5 + Math.random()));
    }
  }
}

async function apply(client: Client, step: Migration, number: number): Promise<void> {
  const note = 'insert into schema_migrations (number, name, checksum) values ($1, $2, $3)';
  const values = [number, step.name, checksumOf(step)];
  if (step.transaction === false) {
    // Safe to repeat by rule: the note may be lost after the statement.
    await client.query(step.sql);
    await client.query(note, values);
    return;
  }
  await client.query('begin');
  try {
    await client.query(`select set_config('lock_timeout', $1, true)`, [`${LOCK_TIMEOUT_MS}ms`]);
    await client.query(step.sql);
    await client.query(note, values);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
