import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedPostgresError } from './refusal.ts';

/** The unprivileged account PostgreSQL runs as when we are root, which it refuses. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Undefined when we are an ordinary user; otherwise the owner of an existing cluster, or nobody. */
export function serverAccount(cluster: string | undefined): Account | undefined {
  if (!isRoot()) return undefined;
  if (cluster !== undefined && existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { name: `of id ${uid}`, uid, gid };
  }
  return { name: 'nobody', uid: idOf('-u'), gid: idOf('-g') };
}

function idOf(option: '-u' | '-g'): number {
  const { stdout } = spawnSync('id', [option, 'nobody'], { encoding: 'utf8' });
  const id = Number.parseInt(stdout ?? '', 10);
  if (Number.isInteger(id) && id !== 0) return id;
  throw new EmbeddedPostgresError(
    'PostgreSQL does not run as root, and this system has no user nobody: start as an ordinary user or set DATABASE_URL.',
  );
}

/** Whether the account can enter a folder; asked of the system, because modes do not tell of access lists. */
export function canEnter(account: Account, folder: string): boolean {
  const asked = spawnSync('/bin/sh', ['-c', 'cd -- "$0"', folder], { uid: account.uid, gid: account.gid, cwd: '/' });
  return asked.status === 0;
}

/** A file that root makes in somebody's data folder stays that somebody's. */
export function ownLikeFolder(file: string): void {
  if (!isRoot()) return;
  const { uid, gid } = statSync(path.dirname(file));
  chownSync(file, uid, gid);
}

/** Hands a file to the account, where there is one. */
export function give(file: string, account: Account | undefined): void {
  if (account !== undefined) chownSync(file, account.uid, account.gid);
}
