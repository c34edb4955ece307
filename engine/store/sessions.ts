import { take, type Columns } from './columns.ts';
import type { FoundMember } from './memberships.ts';
import { reading, writing } from './statements.ts';
import type { Transaction } from './transaction.ts';

// Sessions and sign-in attempts run on the real clock: moving the demo clock signs nobody out.

/** A session with its user, as every request needs it. */
export interface StoredSession {
  readonly userId: string;
  readonly login: string;
  readonly name: string;
  readonly language: string;
  readonly administrator: boolean;
  /** When it ends if it is not used again, or at the latest. */
  readonly expiresAt: string;
}

/** A session with the user's place in the office that a request is for. */
export interface SessionInOffice extends StoredSession {
  /** Null when no office was named, or the user is no member of it. */
  readonly member: FoundMember | null;
}

const memberColumns: Columns<FoundMember> = {
  roles: 'roles',
  name: 'name',
  unit: 'unit',
  skills: 'skills',
  deploymentId: 'deployment_id',
};

const INSERT = writing(`
  insert into sessions (token_hash, user_id, expires_at, address)
  values ($1, $2, clock_timestamp() + $3::float8 * interval '1 minute', $4)`);

/** Tokens come in as hashes only; they are stored nowhere. `lifeMinutes`: the longest life, however much it is used. */
export async function insertSession(
  trx: Transaction,
  session: {
    readonly tokenHash: string;
    readonly userId: string;
    readonly lifeMinutes: number;
    readonly address: string | null;
  },
): Promise<void> {
  const { tokenHash, userId, lifeMinutes, address } = session;
  await trx.run(INSERT, [tokenHash, userId, lifeMinutes, address]);
}

const FIND = writing(`
  with found as (
    select s.token_hash, s.user_id, s.seen_at, s.expires_at from sessions s
    where s.token_hash = $1 and s.expires_at > clock_timestamp()
      and s.seen_at > clock_timestamp() - $2::float8 * interval '1 minute'),
  touched as (
    update sessions s set seen_at = clock_timestamp() from found f
    where s.token_hash = f.token_hash and f.seen_at < clock_timestamp() - interval '1 minute')
  select u.id as "userId", u.login, u.name, u.language, u.administrator,
    least(f.expires_at, clock_timestamp() + $2 * interval '1 minute') as "expiresAt",
    m.roles as "member.roles", case when m.roles is not null then u.name end as "member.name", m.unit as "member.unit",
    m.skills as "member.skills", o.current_deployment_id as "member.deploymentId"
  from found f join users u on u.id = f.user_id
  left join memberships m on m.office_id = $3 and m.user_id = u.id
  left join offices o on o.code = m.office_id
  where u.disabled_at is null`);

/**
 * The session of a token with the user's place in an office, null when it has ended, was idle for `idleMinutes` or its user was
 * disabled. Notes that it is in use, at most once a minute. Every request asks this first, so the commit goes along: the transaction,
 * one across offices, has ended afterwards.
 * @param officeId ST.3 code; null outside offices
 */
export async function findSession(
  trx: Transaction,
  tokenHash: string,
  idleMinutes: number,
  officeId: string | null = null,
): Promise<SessionInOffice | null> {
  const [row] = await trx.runAndCommit(FIND, [tokenHash, idleMinutes, officeId]);
  if (row === undefined) return null;
  const session = Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('member.')));
  return { ...session, member: take(row, memberColumns, 'member.') } as unknown as SessionInOffice;
}

const DELETE = writing('delete from sessions where token_hash = $1');
const DELETE_OF_USER = writing('delete from sessions where user_id = $1 and token_hash is distinct from $2');
const DELETE_EXPIRED = writing('delete from sessions where expires_at <= clock_timestamp() returning true as deleted');

export async function deleteSession(trx: Transaction, tokenHash: string): Promise<void> {
  await trx.run(DELETE, [tokenHash]);
}

/** Signs a user out everywhere, but for the session to keep. */
export async function deleteSessionsOfUser(trx: Transaction, userId: string, keep: string | null): Promise<void> {
  await trx.run(DELETE_OF_USER, [userId, keep]);
}

/** @returns how many had ended */
export async function deleteExpiredSessions(trx: Transaction): Promise<number> {
  return (await trx.run(DELETE_EXPIRED, [])).length;
}

const NOTE_FAILURE = writing(`
  insert into login_attempts (key, failures, window_started_at) values ($1, 1, clock_timestamp())
  on conflict (key) do update set
    failures = case when login_attempts.window_started_at < clock_timestamp() - $2::float8 * interval '1 second'
      then 1 else login_attempts.failures + 1 end,
    window_started_at = case when login_attempts.window_started_at < clock_timestamp() - $2 * interval '1 second'
      then clock_timestamp() else login_attempts.window_started_at end
  returning failures`);

/** Counts a failed sign-in for a key (an account or an address) within a window. @returns the failures of this window */
export async function noteLoginFailure(trx: Transaction, key: string, windowSeconds: number): Promise<number> {
  const [row] = await trx.run<{ failures: number }>(NOTE_FAILURE, [key, windowSeconds]);
  return row?.failures ?? 0;
}

const FAILURES = reading(`
  select failures from login_attempts
  where key = $1 and window_started_at >= clock_timestamp() - $2::float8 * interval '1 second'`);

export async function loginFailures(trx: Transaction, key: string, windowSeconds: number): Promise<number> {
  const [row] = await trx.run<{ failures: number }>(FAILURES, [key, windowSeconds]);
  return row?.failures ?? 0;
}

const FORGET = writing('delete from login_attempts where key = $1');

/** After a sign-in that succeeded. */
export async function forgetLoginFailures(trx: Transaction, key: string): Promise<void> {
  await trx.run(FORGET, [key]);
}
