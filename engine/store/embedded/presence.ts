import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ownLikeFolder } from './account.ts';
import { EmbeddedPostgresError } from './refusal.ts';

const LOCK_WAIT_MS = 120_000;
const LOCK_POLL_MS = 25;

/** When a process began, in clock ticks since boot (Linux); empty elsewhere and for the dead. */
function beganAt(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\)\s/s, '')
      .split(' ');
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

/** A process by number and beginning: a number alone is soon given to another. */
export function identityOf(pid: number): string {
  return `${pid}-${beganAt(pid)}`;
}

export function isAlive(identity: string): boolean {
  const [pid = '', began = ''] = identity.trim().split('-');
  if (!/^\d+$/.test(pid)) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return began === beganAt(Number(pid));
}

/** Those who use one embedded server: a file each, which counts as long as its process lives. */
export class Presence {
  private readonly users: string;
  private readonly lock: string;
  private readonly own: string;

  constructor(folder: string) {
    this.users = path.join(folder, 'users');
    this.lock = path.join(folder, 'lock');
    this.own = path.join(this.users, `${identityOf(process.pid)}-${randomUUID()}`);
  }

  enter(): void {
    mkdirSync(this.users, { recursive: true });
    ownLikeFolder(this.users);
    writeFileSync(this.own, '');
    ownLikeFolder(this.own);
  }

  /** Leaves, forgets the dead, and tells whether nobody is left. */
  leave(): boolean {
    rmSync(this.own, { force: true });
    const files = readdirSync(this.users);
    const living = files.filter((file) => isAlive(file.split('-').slice(0, 2).join('-')));
    for (const file of files) if (!living.includes(file)) rmSync(path.join(this.users, file), { force: true });
    return living.length === 0;
  }

  /** Runs alone among all processes of the installation; a lock left by a dead process is taken over. */
  async alone<T>(run: () => Promise<T>): Promise<T> {
    const until = Date.now() + LOCK_WAIT_MS;
    while (!this.take()) {
      if (Date.now() > until) {
        throw new EmbeddedPostgresError(
          `Another process has been starting or stopping PostgreSQL for long: ${this.lock}.`,
        );
      }
      await wait(LOCK_POLL_MS);
    }
    try {
      return await run();
    } finally {
      this.release();
    }
  }

  /** One attempt, for the moment a process ends and cannot wait. */
  aloneNow(run: () => void): void {
    if (!this.take()) return;
    try {
      run();
    } finally {
      this.release();
    }
  }

  private take(): boolean {
    try {
      writeFileSync(this.lock, identityOf(process.pid), { flag: 'wx' });
      ownLikeFolder(this.lock);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = this.holder();
    if (holder !== undefined && holder !== '' && !isAlive(holder)) this.clear(holder);
    return false;
  }

  /** Removes a dead holder's lock; puts back what another process took in the meantime. */
  private clear(dead: string): void {
    const aside = `${this.lock}.${randomUUID()}`;
    try {
      renameSync(this.lock, aside);
      if (readFileSync(aside, 'utf8') !== dead) linkSync(aside, this.lock);
    } catch {
      // Somebody else was faster; the next attempt sees what is there now.
    }
    rmSync(aside, { force: true });
  }

  private holder(): string | undefined {
    try {
      return readFileSync(this.lock, 'utf8');
    } catch {
      return undefined;
    }
  }

  private release(): void {
    rmSync(this.lock, { force: true });
  }
}
