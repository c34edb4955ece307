import type { Json, JsonObject } from '../contract/json.ts';
import { select, type Columns } from './columns.ts';
import { Parameters } from './parameters.ts';
import { reading, writing } from './statements.ts';
import { replaceTimerStarts, type TimerStartWrite } from './timerStarts.ts';
import type { Transaction } from './transaction.ts';

/** One thing a bundle defines: a process, form, decision, letter, calendar … */
export interface DefinitionWrite {
  readonly kind: string;
  readonly key: string;
  /** Hash of the content: equal content keeps its version. */
  readonly hash: string;
  readonly versionTag?: string | null;
  readonly content: Json;
}

/** What a deployment is made of. */
export interface DeploymentWrite {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  readonly note?: string | null;
  readonly manifest: JsonObject;
  readonly by: string;
  readonly at: string;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly content: Uint8Array }[];
  /** Everything in force from now on; what is not listed is in force no more. */
  readonly definitions: readonly DefinitionWrite[];
  readonly messageStarts: readonly {
    readonly message: string;
    readonly definitionKey: string;
    readonly element: string;
  }[];
  readonly signalStarts?: readonly {
    readonly signal: string;
    readonly definitionKey: string;
    readonly element: string;
  }[];
  readonly timerStarts?: readonly Omit<TimerStartWrite, 'version'>[];
}

/** A version in force; `isNew` when this deployment made it. */
export interface DeployedDefinition {
  readonly kind: string;
  readonly key: string;
  readonly version: number;
  readonly isNew: boolean;
}

const NUMBER = writing(`
  update offices set last_deployment_number = last_deployment_number + 1 where code = $1
  returning last_deployment_number as number`);
const INSERT = writing(`
  insert into deployments (office_id, id, number, name, version, hash, note, manifest, deployed_by, deployed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10)`);
const IN_FORCE = writing('update offices set current_deployment_id = $2 where code = $1');
const FILE = writing(`
  insert into bundle_files (office_id, deployment_id, path, sha256, content) values ($1, $2, $3, $4, $5)`);

/**
 * Puts a bundle in force. The office's row is locked until the transaction ends, so that deployments follow each other and their
 * numbers have no gap; a definition whose content is that of its latest version keeps it, any other gets the next.
 * @returns the deployment's number and every version in force
 */
export async function insertDeployment(
  trx: Transaction,
  officeId: string,
  deployment: DeploymentWrite,
): Promise<{ readonly number: number; readonly definitions: readonly DeployedDefinition[] }> {
  const { id, name, version, hash, manifest, by, at } = deployment;
  const [office] = await trx.run<{ number: number }>(NUMBER, [officeId]);
  if (office === undefined)
    throw new Error(`Expected the office ${officeId}, but this installation has none of this code.`);
  const values = [name, version, hash, deployment.note ?? null, JSON.stringify(manifest), by, at];
  await trx.run(INSERT, [officeId, id, office.number, ...values]);
  await Promise.all(
    deployment.files.map((file) => trx.run(FILE, [officeId, id, file.path, file.sha256, Buffer.from(file.content)])),
  );
  const definitions = await insertDefinitions(trx, officeId, id, deployment.definitions);
  await insertStarts(trx, officeId, deployment, definitions);
  await trx.run(IN_FORCE, [officeId, id]);
  return { number: office.number, definitions };
}

// Latest version per key; a changed one gets the next number. Rows of before are never touched.
const definitionsStatement = (office: string, deployment: string, rows: string): string => `
  with given as (
    select x.*, latest.version as latest, latest.hash as latest_hash from ${rows}
    left join lateral (
      select d.version, d.hash from definitions d
      where d.office_id = ${office} and d.kind = x.kind and d.key = x.key order by d.version desc limit 1) latest on true),
  numbered as (
    select given.*, latest_hash is distinct from hash as is_new,
      case when latest_hash is distinct from hash then coalesce(latest, 0) + 1 else latest end as version from given),
  written as (
    insert into definitions (office_id, kind, key, version, version_tag, hash, content, deployment_id)
    select ${office}, kind, key, version, "versionTag", hash, content, ${deployment} from numbered where is_new),
  deployed as (
    insert into deployment_definitions (office_id, deployment_id, kind, key, version)
    select ${office}, ${deployment}, kind, key, version from numbered),
  gone as (
    delete from active_definitions a where a.office_id = ${office}
      and not exists (select from numbered n where n.kind = a.kind and n.key = a.key)),
  active as (
    insert into active_definitions (office_id, kind, key, version)
    select ${office}, kind, key, version from numbered
    on conflict (office_id, kind, key) do update set version = excluded.version)
  select kind, key, version, is_new as "isNew" from numbered order by kind, key`;

async function insertDefinitions(
  trx: Transaction,
  officeId: string,
  deploymentId: string,
  definitions: readonly DefinitionWrite[],
): Promise<readonly DeployedDefinition[]> {
  const parameters = new Parameters();
  const office = parameters.add(officeId, 'text');
  const deployment = parameters.add(deploymentId, 'uuid');
  const rows = parameters.rows(definitions, 'kind text, key text, hash text, "versionTag" text, content jsonb');
  return trx.run<DeployedDefinition>(writing(definitionsStatement(office, deployment, rows)), parameters.values);
}

const NO_STARTS = writing('delete from message_starts where office_id = $1');
const STARTS = writing(`
  insert into message_starts (office_id, message, definition_key, element)
  select $1, x.message, x."definitionKey", x.element
  from jsonb_to_recordset($2::jsonb) as x(message text, "definitionKey" text, element text)`);
const NO_SIGNAL_STARTS = writing('delete from signal_starts where office_id = $1');
const SIGNAL_STARTS = writing(`
  insert into signal_starts (office_id, signal, definition_key, element)
  select $1, x.signal, x."definitionKey", x.element
  from jsonb_to_recordset($2::jsonb) as x(signal text, "definitionKey" text, element text)`);

/** What processes begin by themselves with: messages, signals and timers of the versions in force, and of no others. */
async function insertStarts(
  trx: Transaction,
  officeId: string,
  { messageStarts, signalStarts = [], timerStarts = [] }: DeploymentWrite,
  definitions: readonly DeployedDefinition[],
): Promise<void> {
  const versions = new Map(definitions.map(({ kind, key, version }) => [`${kind}/${key}`, version]));
  await trx.run(NO_STARTS, [officeId]);
  await trx.run(STARTS, [officeId, JSON.stringify(messageStarts)]);
  await trx.run(NO_SIGNAL_STARTS, [officeId]);
  await trx.run(SIGNAL_STARTS, [officeId, JSON.stringify(signalStarts)]);
  const timers = timerStarts.map((start) => ({
    ...start,
    version: versions.get(`process/${start.definitionKey}`) ?? 1,
  }));
  await replaceTimerStarts(trx, officeId, timers);
}

/** A deployment as noted. */
export interface StoredDeployment {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  readonly note: string | null;
  readonly manifest: JsonObject;
  readonly deployedBy: string;
  readonly deployedAt: string;
}

const columns: Columns<StoredDeployment> = {
  id: 'id',
  number: 'number',
  name: 'name',
  version: 'version',
  hash: 'hash',
  note: 'note',
  manifest: 'manifest',
  deployedBy: 'deployed_by',
  deployedAt: 'deployed_at',
};

const CURRENT = reading(`
  select ${select(columns, 'd')} from offices o join deployments d on d.office_id = o.code and d.id = o.current_deployment_id
  where o.code = $1 and d.office_id = $1`);

/** The deployment in force, null before the first. */
export async function currentDeployment(trx: Transaction, officeId: string): Promise<StoredDeployment | null> {
  const [deployment] = await trx.run<StoredDeployment>(CURRENT, [officeId]);
  return deployment ?? null;
}

const READ = reading(`select ${select(columns, 'd')} from deployments d where d.office_id = $1 and d.id = $2`);

export async function readDeployment(trx: Transaction, officeId: string, id: string): Promise<StoredDeployment | null> {
  const [deployment] = await trx.run<StoredDeployment>(READ, [officeId, id]);
  return deployment ?? null;
}

const ALL = reading(`
  select ${select(columns, 'd')} from deployments d where d.office_id = $1 and d.number < $2 order by d.number desc limit $3`);

/** A page of the office's deployments, latest first, beginning below the number `before`. */
export function deploymentsOfOffice(
  trx: Transaction,
  officeId: string,
  page: { readonly before?: number | null; readonly limit: number },
): Promise<readonly StoredDeployment[]> {
  return trx.run<StoredDeployment>(ALL, [officeId, page.before ?? 2_147_483_647, page.limit]);
}

const FILES = reading(`
  select path, sha256, content from bundle_files where office_id = $1 and deployment_id = $2 order by path`);

/** The files a deployment was made of, by path. */
export function filesOfDeployment(
  trx: Transaction,
  officeId: string,
  deploymentId: string,
): Promise<readonly { readonly path: string; readonly sha256: string; readonly content: Buffer }[]> {
  return trx.run(FILES, [officeId, deploymentId]);
}
