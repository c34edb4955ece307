import { spawn, spawnSync, type SpawnOptions } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { give, ownLikeFolder, type Account } from './account.ts';
import { forgetAddress, newAddress, type Address } from './address.ts';
import { findLiving, isServerOf, pidFile, type LivingServer } from './living.ts';
import type { PostgresProgram } from './program.ts';
import { EmbeddedPostgresError } from './refusal.ts';

export const SUPERUSER = 'postgres';

const START_WAIT_MS = 60_000;
const STOP_WAIT_MS = 60_000;
const POLL_MS = 20;
const LOG_LIMIT_BYTES = 10_000_000;
const IS_WINDOWS = process.platform === 'win32';

/** Modest, for two cores shared with Node; what durability needs stays at PostgreSQL's defaults (on). */
const SETTINGS = {
  shared_buffers: '128MB',
  max_connections: '100',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  unix_socket_permissions: '0700',
};

/** One cluster on disk, who runs it and where it writes what it has to say. */
export interface Cluster {
  readonly folder: string;
  readonly log: string;
  readonly program: PostgresProgram;
  readonly account: Account | undefined;
}

/** Makes the cluster; it appears under its name only when it is whole. */
export function createCluster(cluster: Cluster, superuserPassword: string): void {
  const unfinished = `${cluster.folder}.new`;
  const passwordFile = `${cluster.folder}.password`;
  try {
    for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'UTF-8', 'C']) {
      rmSync(unfinished, { recursive: true, force: true });
      mkdirSync(unfinished, { mode: 0o700 });
      writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
      give(unfinished, cluster.account);
      give(passwordFile, cluster.account);
      const failure = initialise(cluster, unfinished, passwordFile, ctype);
      if (failure === undefined) {
        renameSync(unfinished, cluster.folder);
        return;
      }
      if (!/invalid locale|locale .* (not|does not)/i.test(failure)) {
        throw new EmbeddedPostgresError(refusalOf(failure, cluster.folder));
      }
    }
    throw new EmbeddedPostgresError('PostgreSQL found no usable locale on this system: set DATABASE_URL.');
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Runs `initdb`; gives what it said when it did not succeed. */
function initialise(cluster: Cluster, folder: string, passwordFile: string, ctype: string): string | undefined {
  const { status, stderr, error } = spawnSync(
    path.join(cluster.program.binFolder, 'initdb'),
    ['-D', folder, '-U', SUPERUSER, `--pwfile=${passwordFile}`, ...initialSettings(cluster.program.major, ctype)],
    { ...surroundings(cluster), encoding: 'utf8' },
  );
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}

function refusalOf(failure: string, folder: string): string {
  // A container may run us under a number that no user has.
  const unknown = /effective user ID (\d+): user does not exist/.exec(failure)?.[1];
  return unknown === undefined
    ? `PostgreSQL could not set up ${folder}: ${failure}`
    : `PostgreSQL runs only as a user with a name, and the system knows none for id ${unknown}: add one, or set DATABASE_URL.`;
}

/**
 * Text sorts by code point everywhere. The character classes are UTF-8 all the same: with LC_CTYPE=C pg_trgm finds no
 * trigram in an Arabic word (seen with 18.4).
 */
function initialSettings(major: number, ctype: string): readonly string[] {
  const provider = major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale-provider=libc'];
  return [
    '--encoding=UTF8',
    ...provider,
    '--locale=C',
    '--lc-collate=C',
    `--lc-ctype=${ctype}`,
    '--data-checksums',
    '--auth=scram-sha-256',
  ];
}

/** Starts the server as a process of its own, which outlives this one, and waits until it takes connections. */
export async function startCluster(cluster: Cluster): Promise<LivingServer> {
  makeRoomForLog(cluster.log);
  for (let attempt = 1; ; attempt += 1) {
    const before = sizeOf(cluster.log);
    const address = await newAddress(cluster.account);
    const failure = await launch(cluster, address);
    if (failure === undefined) {
      const living = findLiving(cluster.folder);
      if (living !== undefined) return living;
    }
    forgetAddress(address.host);
    const said = readFileSync(cluster.log).subarray(before).toString('utf8').trim();
    // The last processes of a killed server may hold its memory for a moment.
    if (attempt < 5 && /shared memory block|lock file/.test(said)) {
      await wait(500);
      continue;
    }
    throw new EmbeddedPostgresError(
      `PostgreSQL did not start${failure ?? ''}: ${lastSentence(said)} (${cluster.log}).`,
    );
  }
}

async function launch(cluster: Cluster, address: Address): Promise<string | undefined> {
  const args = Object.entries({ ...SETTINGS, ...address.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const log = openSync(cluster.log, 'a', 0o600);
  ownLikeFolder(cluster.log);
  const options: SpawnOptions = {
    ...surroundings(cluster),
    cwd: cluster.folder,
    detached: true,
    stdio: ['ignore', log, log],
  };
  // On Windows pg_ctl gives up the rights of an administrator, with which the server would refuse to run.
  const child = IS_WINDOWS
    ? spawn(
        path.join(cluster.program.binFolder, 'pg_ctl'),
        ['start', '-W', '-D', cluster.folder, '-o', args.join(' ')],
        options,
      )
    : spawn(path.join(cluster.program.binFolder, 'postgres'), ['-D', cluster.folder, ...args], options);
  closeSync(log);
  let failure: string | undefined;
  child.once('error', (error) => (failure = ` (${error.message})`));
  child.once('exit', (code) => (failure = IS_WINDOWS && code === 0 ? undefined : ` (exit code ${code})`));
  child.unref();
  const until = Date.now() + START_WAIT_MS;
  while (failure === undefined && Date.now() < until) {
    if (pidFile(cluster.folder)?.[7]?.startsWith('ready') === true) return undefined;
    await wait(POLL_MS);
  }
  return failure ?? ' in time';
}

/** Asks the server to stop at once, closing connections (`fast`), and waits until it is gone. */
export async function stopCluster(cluster: Cluster): Promise<void> {
  const living = findLiving(cluster.folder);
  if (living === undefined) return;
  signalStop(cluster, living);
  const until = Date.now() + STOP_WAIT_MS;
  while (pidFile(cluster.folder) !== undefined && isServerOf(living.pid, cluster.folder)) {
    if (Date.now() > until) {
      throw new EmbeddedPostgresError(`PostgreSQL (process ${living.pid}) does not stop: ${cluster.log}.`);
    }
    await wait(POLL_MS);
  }
  forgetAddress(living.host);
}

/** Only the signal; for the moment a process ends and cannot wait. */
export function signalStop(cluster: Cluster, living: LivingServer): void {
  if (IS_WINDOWS) {
    spawnSync(path.join(cluster.program.binFolder, 'pg_ctl'), ['stop', '-W', '-m', 'fast', '-D', cluster.folder]);
    return;
  }
  try {
    process.kill(living.pid, 'SIGINT');
  } catch {
    // It is gone already.
  }
}

function surroundings(cluster: Cluster): SpawnOptions {
  return {
    cwd: path.dirname(cluster.folder),
    ...(IS_WINDOWS ? {} : { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } }),
    ...(cluster.account === undefined ? {} : { uid: cluster.account.uid, gid: cluster.account.gid }),
  };
}

function makeRoomForLog(log: string): void {
  if (sizeOf(log) > LOG_LIMIT_BYTES) renameSync(log, `${log}.old`);
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

function lastSentence(said: string): string {
  const lines = said.split('\n').filter((line) => /FATAL|ERROR|error|HINT/.test(line));
  return (lines.at(-1) ?? said.split('\n').at(-1) ?? '').replace(/^.*?(FATAL|ERROR):\s*/, '').replace(/\.$/, '');
}
