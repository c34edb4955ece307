import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ownLikeFolder } from './account.ts';
import { EmbeddedPostgresError } from './refusal.ts';

/** How one role reaches one database; `host` is a socket's folder or a name. */
export interface EmbeddedConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** What `connection.json` keeps: the roles' passwords for good, host and port of the last start. */
export interface ConnectionFile {
  /** The cluster's folder; relative to the file's own folder where it lies inside it. */
  readonly cluster: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly passwords: {
    readonly superuser: string;
    readonly owner: string;
    readonly app: string;
    readonly reader: string;
  };
}

const NAME = 'connection.json';

export function readConnectionFile(folder: string): ConnectionFile | undefined {
  const file = path.join(folder, NAME);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ConnectionFile;
  } catch (error) {
    throw new EmbeddedPostgresError(`Expected to read ${file}, but ${String(error)}.`);
  }
}

/** Readable by its owner alone: it holds the passwords. */
export function writeConnectionFile(folder: string, content: ConnectionFile): void {
  const file = path.join(folder, NAME);
  const unfinished = `${file}.new`;
  writeFileSync(unfinished, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  ownLikeFolder(unfinished);
  renameSync(unfinished, file);
}

export function newConnectionFile(cluster: string): ConnectionFile {
  const password = (): string => randomBytes(24).toString('base64url');
  const passwords = { superuser: password(), owner: password(), app: password(), reader: password() };
  return { cluster, host: '', port: 0, database: 'officina', passwords };
}
