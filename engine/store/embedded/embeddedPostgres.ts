import { randomUUID } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { canEnter, ownLikeFolder, serverAccount, type Account } from './account.ts';
import { forgetAddress } from './address.ts';
import { createCluster, signalStop, startCluster, stopCluster, SUPERUSER, type Cluster } from './cluster.ts';
import {
  newConnectionFile,
  readConnectionFile,
  writeConnectionFile,
  type ConnectionFile,
  type EmbeddedConnection,
} from './connectionFile.ts';
import { findLiving, type LivingServer } from './living.ts';
import { Presence } from './presence.ts';
import { packagedProgram, SYSTEM_FOLDER, type PostgresProgram } from './program.ts';
import { EmbeddedPostgresError } from './refusal.ts';
import { answers, completeRoles, type Connections } from './roles.ts';

export { EmbeddedPostgresError } from './refusal.ts';
export { checkDurability } from './durability.ts';
export type { EmbeddedConnection } from './connectionFile.ts';
export type { Connections } from './roles.ts';
export type { PostgresProgram } from './program.ts';

const ANSWER_WAIT_MS = 60_000;
const ANSWER_POLL_MS = 50;

export interface EmbeddedOptions {
  /** The installation's data folder; everything of the server lies in its `postgres`. */
  readonly dataDir: string;
  /** Told one sentence before each long step. */
  readonly log?: (sentence: string) => void;
  /** Another PostgreSQL than the packaged one; its folder must be readable for every user. */
  readonly program?: PostgresProgram;
}

/** The embedded server as one process sees it. */
export interface EmbeddedPostgres extends Connections {
  /** Leaves the server; the last process of the installation to leave stops it. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL of a data folder, or joins the one that runs: of another process of this installation,
 * or left alive by one that was killed. Three states: *absent* (no cluster: it is made, with the three roles),
 * *at rest* (a cluster, perhaps with the pid file of a dead server: it is started), *living* (it is joined).
 * Only one process at a time looks and acts; the others wait.
 * @throws EmbeddedPostgresError with one sentence that says what to do
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? ((): void => undefined);
  const folder = makeFolder(path.resolve(options.dataDir));
  const presence = new Presence(folder);
  return presence.alone(async () => {
    presence.enter();
    let cluster: Cluster | undefined;
    try {
      const file = readConnectionFile(folder) ?? chooseCluster(folder, log);
      cluster = describeCluster(folder, file, options.program);
      const connections = connect(file, await startOrJoin(cluster, file, log));
      await completeRoles(connections);
      const { host, port } = connections.owner;
      if (host !== file.host || port !== file.port) writeConnectionFile(folder, { ...file, host, port });
      return { ...connections, stop: stopper(cluster, presence) };
    } catch (error) {
      if (presence.leave() && cluster !== undefined) await stopCluster(cluster);
      throw error;
    }
  });
}

/** Removes the cluster of a data folder, wherever it lies. @throws EmbeddedPostgresError while its server lives */
export function removeEmbedded(dataDir: string): void {
  const folder = path.join(path.resolve(dataDir), 'postgres');
  const file = readConnectionFile(folder);
  if (file === undefined) return;
  const cluster = path.resolve(folder, file.cluster);
  if (findLiving(cluster) !== undefined) throw new EmbeddedPostgresError(`PostgreSQL still runs in ${cluster}.`);
  rmSync(cluster, { recursive: true, force: true });
}

/** The folder of our own below the data folder; others may pass through it, not list it. */
function makeFolder(dataDir: string): string {
  const folder = path.join(dataDir, 'postgres');
  try {
    const first = mkdirSync(folder, { recursive: true });
    if (first !== undefined) {
      for (let made = folder; made.length >= first.length; made = path.dirname(made)) chmodSync(made, 0o711);
      ownLikeFolder(folder);
    }
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new EmbeddedPostgresError(`The data folder ${dataDir} cannot be written: ${String(error)}.`);
  }
  return folder;
}

/** Decides where the cluster will lie and notes it with fresh passwords, before anything else is made. */
function chooseCluster(folder: string, log: (sentence: string) => void): ConnectionFile {
  const inside = path.join(folder, 'cluster');
  if (existsSync(inside)) {
    throw new EmbeddedPostgresError(
      `${inside} holds a database, but connection.json with its passwords is missing beside it: put it back from a copy of the data folder.`,
    );
  }
  const account = serverAccount(undefined);
  const place = account === undefined || canEnter(account, folder) ? 'cluster' : placeOutside(account, folder, log);
  const file = newConnectionFile(place);
  writeConnectionFile(folder, file);
  return file;
}

function placeOutside(account: Account, folder: string, log: (sentence: string) => void): string {
  const clusters = path.join(SYSTEM_FOLDER, 'clusters');
  const outside = path.join(clusters, randomUUID());
  try {
    mkdirSync(clusters, { recursive: true, mode: 0o755 });
  } catch {
    throw new EmbeddedPostgresError(unreachable(account, folder));
  }
  log(`The database lies in ${outside}: PostgreSQL runs as user ${account.name}, who cannot enter ${folder}.`);
  return outside;
}

function unreachable(account: Account, folder: string): string {
  return `PostgreSQL does not run as root, and user ${account.name} cannot enter ${folder}: choose a DATA_DIR that others may pass through, start as an ordinary user, or set DATABASE_URL.`;
}

function describeCluster(folder: string, file: ConnectionFile, program: PostgresProgram | undefined): Cluster {
  const cluster = path.resolve(folder, file.cluster);
  const account = serverAccount(cluster);
  if (account !== undefined && !canEnter(account, path.dirname(cluster))) {
    throw new EmbeddedPostgresError(unreachable(account, path.dirname(cluster)));
  }
  const used = program ?? packagedProgram(account);
  const found = existsSync(cluster) ? readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim() : undefined;
  if (found !== undefined && found !== String(used.major)) {
    throw new EmbeddedPostgresError(
      `${cluster} was written by PostgreSQL ${found}, but this release brings ${used.major}: go on with the release that wrote it, or move the database with pg_dump and pg_restore to a server of your own and name that in DATABASE_URL.`,
    );
  }
  return { folder: cluster, log: path.join(folder, 'server.log'), program: used, account };
}

async function startOrJoin(
  cluster: Cluster,
  file: ConnectionFile,
  log: (sentence: string) => void,
): Promise<LivingServer> {
  if (!existsSync(cluster.folder)) {
    log('Setting up the embedded PostgreSQL …');
    createCluster(cluster, file.passwords.superuser);
  }
  const until = Date.now() + ANSWER_WAIT_MS;
  for (let living = findLiving(cluster.folder); living !== undefined; living = findLiving(cluster.folder)) {
    if (await answers(connect(file, living).superuser)) return living;
    // Somebody cleaned up temporary files, and with them the socket.
    if (!existsSync(living.host)) await stopCluster(cluster);
    // Otherwise it is still recovering, or the last user's exit has just told it to stop.
    else if (Date.now() < until) await wait(ANSWER_POLL_MS);
    else throw new EmbeddedPostgresError(`PostgreSQL (process ${living.pid}) does not answer: see ${cluster.log}.`);
  }
  return startCluster(cluster);
}

function connect({ database, passwords }: ConnectionFile, { host, port }: LivingServer): Connections {
  const of = (user: string, password: string, to = database): EmbeddedConnection => {
    return { host, port, user, password, database: to };
  };
  return {
    owner: of('officina_owner', passwords.owner),
    app: of('officina_app', passwords.app),
    reader: of('officina_reader', passwords.reader),
    superuser: of(SUPERUSER, passwords.superuser, 'postgres'),
  };
}

function stopper(cluster: Cluster, presence: Presence): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  const atExit = (): void => {
    presence.aloneNow(() => {
      const living = findLiving(cluster.folder);
      if (!presence.leave() || living === undefined) return;
      signalStop(cluster, living);
      forgetAddress(living.host);
    });
  };
  process.once('exit', atExit);
  return () => {
    stopped ??= presence.alone(async () => {
      process.off('exit', atExit);
      if (presence.leave()) await stopCluster(cluster);
    });
    return stopped;
  };
}
