import { reading, writing } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** What kind of database this is; decided when it is made. */
export interface Installation {
  /** Demo data and passwords may exist here, and pages say so. */
  readonly demo: boolean;
  readonly clockMovable: boolean;
  /** The first administrator exists: set-up is closed for ever. */
  readonly setupClosed: boolean;
  readonly setupTokenHash: string | null;
  readonly createdAt: string;
  /** When the first start had done all it does; null while it is under way, or when it was cut short. */
  readonly readyAt: string | null;
}

const READ = reading(`
  select demo, clock_movable as "clockMovable", setup_closed as "setupClosed", setup_token_hash as "setupTokenHash",
    created_at as "createdAt", ready_at as "readyAt" from installation`);

/** Null before the first start has made it. */
export async function readInstallation(trx: Transaction): Promise<Installation | null> {
  const [installation] = await trx.run<Installation>(READ, []);
  return installation ?? null;
}

const MAKE = writing(`
  insert into installation (demo, clock_movable, setup_token_hash) values ($1, $2, $3) on conflict (id) do nothing`);

/** Notes at the first start what kind of database this is. Does nothing once it is made: neither flag can be set later. */
export async function makeInstallation(
  trx: Transaction,
  installation: { readonly demo: boolean; readonly clockMovable: boolean; readonly setupTokenHash: string | null },
): Promise<void> {
  await trx.run(MAKE, [installation.demo, installation.clockMovable, installation.setupTokenHash]);
}

const READY = writing('update installation set ready_at = clock_timestamp() where ready_at is null');

/** Notes that the first start has done all it does. */
export async function markReady(trx: Transaction): Promise<void> {
  await trx.run(READY, []);
}

const RENEW = writing('update installation set setup_token_hash = $1 where not setup_closed returning true as renewed');

/** Gives the set-up link a new token; false once set-up is closed. */
export async function renewSetupToken(trx: Transaction, tokenHash: string): Promise<boolean> {
  return (await trx.run(RENEW, [tokenHash])).length === 1;
}

const CLOSE = writing(`
  update installation set setup_closed = true, setup_token_hash = null
  where not setup_closed and setup_token_hash = $1 returning true as closed`);

/** Uses the one-time set-up token. @returns false when it is another token or set-up is closed: then nobody is to be made */
export async function closeSetup(trx: Transaction, tokenHash: string): Promise<boolean> {
  return (await trx.run(CLOSE, [tokenHash])).length === 1;
}
