import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import {
  startEmbedded,
  type Connections,
  type EmbeddedConnection,
  type PostgresProgram,
} from '../../engine/store/embedded/embeddedPostgres.ts';
import { migrate } from '../../engine/store/index.ts';

/** A migrated, empty database of its own, with a connection for each of the three roles. */
export interface TestDatabase {
  readonly owner: EmbeddedConnection;
  readonly app: EmbeddedConnection;
  readonly reader: EmbeddedConnection;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly readerUrl: string;
  /** Closes every connection to it and removes it. */
  drop(): Promise<void>;
}

const MIGRATIONS = new URL('../../migrations/', import.meta.url);
const STANDALONE = /^officina-test-(\d+)-/;
/** The number of an advisory lock; chosen at random. */
const TEMPLATE_LOCK = 7_203_114;

/**
 * Clones the migrated template, or another database that nobody is connected to: 25 ms on two idle cores with fsync on, ten times
 * that on a busy disk (November 2026).
 */
export async function createTestDatabase(from?: string): Promise<TestDatabase> {
  const server = await testServer();
  const template = from ?? (await preparedTemplate());
  const database = `officina_test_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(server, async (client) => {
    await client.query(`create database ${database} template ${template} owner officina_owner`);
  });
  const owner = { ...server.owner, database };
  const app = { ...server.app, database };
  const reader = { ...server.reader, database };
  return {
    owner,
    app,
    reader,
    ownerUrl: urlOf(owner),
    appUrl: urlOf(app),
    readerUrl: urlOf(reader),
    drop: () => asSuperuser(server, (client) => client.query(`drop database if exists ${database} with (force)`)),
  };
}

let server: Promise<Connections> | undefined;
let template: Promise<string> | undefined;

/**
 * The one server of this test run: PostgreSQL 18 as packaged, or the system's with `OFFICINA_TEST_PG=15`. All processes
 * of one `npm test` share it through the folder in `OFFICINA_TEST_RUN`; a run of its own makes and removes a folder.
 */
export function testServer(): Promise<Connections> {
  server ??= start();
  return server;
}

async function start(): Promise<Connections> {
  const program = chosenProgram();
  const run = process.env['OFFICINA_TEST_RUN'] ?? ownRun();
  const dataDir = path.join(run, `postgres-${program?.major ?? 'packaged'}`);
  const embedded = await startEmbedded({ dataDir, ...(program === undefined ? {} : { program }) });
  // Registered after the server's own: it has been told to stop by then.
  if (process.env['OFFICINA_TEST_RUN'] === undefined) process.once('exit', () => removeRun(run));
  return embedded;
}

function chosenProgram(): PostgresProgram | undefined {
  const major = process.env['OFFICINA_TEST_PG'];
  if (major === undefined || major === '') return undefined;
  const binFolder = `/usr/lib/postgresql/${major}/bin`;
  if (!existsSync(binFolder)) throw new Error(`OFFICINA_TEST_PG=${major} needs PostgreSQL ${major} in ${binFolder}.`);
  return { binFolder, major: Number(major) };
}

/** A folder of this process; those of processes that were killed are removed with their servers. */
function ownRun(): string {
  for (const name of readdirSync(os.tmpdir())) {
    const pid = STANDALONE.exec(name)?.[1];
    if (pid !== undefined && !lives(Number(pid))) removeRun(path.join(os.tmpdir(), name));
  }
  const run = mkdtempSync(path.join(os.tmpdir(), `officina-test-${process.pid}-`));
  // When we are root the server runs as nobody, who must get through.
  chmodSync(run, 0o711);
  return run;
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function removeRun(run: string): void {
  const postgres = readdirSync(run).map((name) => path.join(run, name, 'postgres', 'cluster', 'postmaster.pid'));
  for (const pidFile of postgres) stopNow(pidFile);
  rmSync(run, { recursive: true, force: true, maxRetries: 5 });
}

/** Waits without an event loop: this runs while the process exits. */
function stopNow(pidFile: string): void {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let turn = 0; turn < 500 && existsSync(pidFile); turn += 1) {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    if (!lives(pid)) return;
    if (turn === 0) process.kill(pid, 'SIGINT');
    Atomics.wait(clock, 0, 0, 10);
  }
}

/** The name of a migrated database to clone; made once for each state of the migrations, whoever comes first. */
export function preparedTemplate(): Promise<string> {
  template ??= prepareTemplate();
  return template;
}

async function prepareTemplate(): Promise<string> {
  const connections = await testServer();
  const name = `officina_template_${hashOfMigrations()}`;
  await asSuperuser(connections, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount !== 0) return;
    const unfinished = `${name}_unfinished`;
    await client.query(`drop database if exists ${unfinished} with (force)`);
    await client.query(`create database ${unfinished} owner officina_owner`);
    await migrate({ owner: { ...connections.owner, database: unfinished } });
    await client.query(`alter database ${unfinished} rename to ${name}`);
  });
  return name;
}

function hashOfMigrations(): string {
  const hash = createHash('sha256');
  const names = existsSync(MIGRATIONS) ? readdirSync(MIGRATIONS, { recursive: true, encoding: 'utf8' }).sort() : [];
  for (const name of names.filter((one) => /\.(ts|sql)$/.test(one))) {
    hash.update(name).update(readFileSync(new URL(name, MIGRATIONS)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function asSuperuser(connections: Connections, run: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client(connections.superuser);
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}

/** The connection as one text, for what takes a DATABASE_URL. */
export function urlOf({ host, port, user, password, database }: EmbeddedConnection): string {
  return `postgres://${user}:${encodeURIComponent(password)}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;
}
