import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbedded, type EmbeddedPostgres } from '../../../engine/store/embedded/embeddedPostgres.ts';
import { urlOf } from '../../support/database.ts';
import { newFolder } from './workplace.ts';

const DEBIAN = '/usr/lib/postgresql';

/** The system's own PostgreSQL, with a superuser to make databases. */
export interface SystemPostgres {
  readonly major: number;
  /** A new database that an account of its own owns; its URL, as an administrator would write it. */
  newDatabase(name: string): Promise<string>;
  /** Statements of the superuser, one at a time. */
  run(...statements: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the oldest PostgreSQL of the system that we support, in a folder of its own. */
export async function startSystemPostgres(): Promise<SystemPostgres> {
  const major = oldestMajor();
  const program = { binFolder: path.join(DEBIAN, String(major), 'bin'), major };
  const server: EmbeddedPostgres = await startEmbedded({ dataDir: newFolder(), program });
  const run = (...statements: readonly string[]): Promise<void> => asSuperuser(server, statements);
  // An administrator's server knows nothing of us.
  await run(
    'drop database officina',
    'drop role officina_app',
    'drop role officina_reader',
    'drop role officina_owner',
  );
  return {
    major,
    run,
    newDatabase: async (name) => {
      await run(`create role ${name} login createrole password '${name}'`, `create database ${name} owner ${name}`);
      return urlOf({ ...server.owner, user: name, password: name, database: name });
    },
    stop: () => server.stop(),
  };
}

function oldestMajor(): number {
  const majors = (existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number) : []).filter((major) => major >= 15);
  if (majors.length === 0) throw new Error('This test needs PostgreSQL 15 or later of the system: install it.');
  return Math.min(...majors);
}

async function asSuperuser(server: EmbeddedPostgres, statements: readonly string[]): Promise<void> {
  const client = new Client(server.superuser);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
