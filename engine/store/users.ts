import { select, type Columns } from './columns.ts';
import { reading, writing } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** An account: one per person and installation. What somebody may do is asked of a membership. */
export interface StoredUser {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  /** Null: cannot sign in with a password. */
  readonly passwordHash: string | null;
  readonly language: string;
  /** Of the installation: the only one above the offices. */
  readonly administrator: boolean;
  readonly disabledAt: string | null;
}

const columns: Columns<StoredUser> = {
  id: 'id',
  login: 'login',
  name: 'name',
  passwordHash: 'password_hash',
  language: 'language',
  administrator: 'administrator',
  disabledAt: 'disabled_at',
};

const INSERT = writing(`
  insert into users (id, login, name, password_hash, language, administrator) values ($1, $2, $3, $4, $5, $6)
  on conflict (lower(login)) do nothing returning true as inserted`);

/** @returns false when the login is taken, whatever its capitals */
export async function insertUser(trx: Transaction, user: Omit<StoredUser, 'disabledAt'>): Promise<boolean> {
  const { id, login, name, passwordHash, language, administrator } = user;
  return (await trx.run(INSERT, [id, login, name, passwordHash, language, administrator])).length === 1;
}

const READ = reading(`select ${select(columns, 'u')} from users u where u.id = $1`);
const BY_LOGIN = reading(`select ${select(columns, 'u')} from users u where lower(u.login) = lower($1)`);

export async function readUser(trx: Transaction, id: string): Promise<StoredUser | null> {
  const [user] = await trx.run<StoredUser>(READ, [id]);
  return user ?? null;
}

/** Capitals of the login do not matter. */
export async function readUserByLogin(trx: Transaction, login: string): Promise<StoredUser | null> {
  const [user] = await trx.run<StoredUser>(BY_LOGIN, [login]);
  return user ?? null;
}

const NAMES = reading('select id, name from users where id = any($1::uuid[])');

/** Names by user id, for showing who has or did something. */
export async function namesOfUsers(trx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await trx.run<{ id: string; name: string }>(NAMES, [ids]);
  return new Map(rows.map((row) => [row.id, row.name]));
}

const PASSWORD = writing('update users set password_hash = $2 where id = $1');
const LANGUAGE = writing('update users set language = $2 where id = $1');

export async function setPasswordHash(trx: Transaction, id: string, passwordHash: string): Promise<void> {
  await trx.run(PASSWORD, [id, passwordHash]);
}

export async function setLanguage(trx: Transaction, id: string, language: string): Promise<void> {
  await trx.run(LANGUAGE, [id, language]);
}
