import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { forgetAddress } from './address.ts';
import { identityOf, isAlive } from './presence.ts';

/** A server that runs, from its own pid file. */
export interface LivingServer {
  readonly pid: number;
  readonly host: string;
  readonly port: number;
}

/** The living server of this cluster, if any; what a dead one left behind is removed. */
export function findLiving(folder: string): LivingServer | undefined {
  const lines = pidFile(folder);
  if (lines === undefined) return undefined;
  const pid = Number(lines[0]);
  const host = lines[4] === undefined || lines[4] === '' ? '127.0.0.1' : lines[4];
  if (!isServerOf(pid, folder)) {
    rmSync(path.join(folder, 'postmaster.pid'), { force: true });
    forgetAddress(host);
    return undefined;
  }
  return { pid, host, port: Number(lines[3]) };
}

/** A pid may by now belong to anything. In doubt it is our server: to take its pid file away would ruin the cluster. */
export function isServerOf(pid: number, folder: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(identityOf(pid))) return false;
  if (process.platform !== 'linux') {
    const { stdout, error } = spawnSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' });
    return error !== undefined || /postgres/.test(stdout);
  }
  try {
    return realpathSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return wasCalledFor(pid, folder);
  }
}

/** Root of a container may not see another user's working folder; everybody may read how a process was called. */
function wasCalledFor(pid: number, folder: string): boolean {
  try {
    const [program = '', , given = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (path.basename(program) !== 'postgres') return false;
    return !existsSync(given) || realpathSync(given) === realpathSync(folder);
  } catch {
    return false;
  }
}

/** The lines of the server's own pid file: pid, folder, start, port, socket folder, address, key, state. */
export function pidFile(folder: string): readonly string[] | undefined {
  try {
    return readFileSync(path.join(folder, 'postmaster.pid'), 'utf8')
      .split('\n')
      .map((line) => line.trim());
  } catch {
    return undefined;
  }
}
