import { stepStatement } from './stepStatement.ts';
import type { StepWrite } from './stepTypes.ts';
import { sqlState, type Transaction } from './transaction.ts';

/** `lost`: somebody else was faster (a version, revision or lease token has moved on) and nothing was written. */
export type Written = 'written' | 'lost';

/** Two writers of the same idempotency key, message, instance or dossier: the second finds what the first has made when it reads again. */
const RACED = new Set(['idempotency_keys_pkey', 'messages_pkey', 'instances_pkey', 'dossiers_pkey']);
const UNIQUE_VIOLATION = '23505';

/**
 * Writes one step in one data-modifying statement guarded by the versions. After `lost` the transaction cannot commit any more:
 * leave it by throwing or returning, read again and decide again.
 */
export async function writeStep(trx: Transaction, officeId: string, write: StepWrite): Promise<Written> {
  return writeSteps(trx, officeId, [write]);
}

/**
 * Writes the steps of several instances that change together, one statement each, sent at once. Order them by instance id, lest two
 * transactions wait for each other. `lost` when one of them is: then none is written, see `writeStep`.
 */
export async function writeSteps(trx: Transaction, officeId: string, writes: readonly StepWrite[]): Promise<Written> {
  const answers = await Promise.allSettled(writes.map((write) => send(trx, officeId, write, 'run')));
  const failed = answers.find((answer) => answer.status === 'rejected');
  if (failed !== undefined && !isRace(failed.reason)) throw failed.reason;
  if (failed === undefined && answers.every((answer) => answer.status === 'fulfilled' && answer.value))
    return 'written';
  trx.doom();
  return 'lost';
}

/**
 * Writes the steps and ends the transaction: committed when `written`, undone when `lost`. A single step of a transaction that has
 * only read goes out with its commit: with `readStep` a step is five statements in two round trips.
 */
export async function commitSteps(trx: Transaction, officeId: string, writes: readonly StepWrite[]): Promise<Written> {
  const [only, ...others] = writes;
  if (only === undefined || others.length > 0 || trx.hasChanged) {
    const written = await writeSteps(trx, officeId, writes);
    await (written === 'written' ? trx.commit() : trx.rollback());
    return written;
  }
  try {
    return (await send(trx, officeId, only, 'runAndCommit')) ? 'written' : 'lost';
  } catch (error) {
    if (isRace(error)) return 'lost';
    throw error;
  }
}

async function send(
  trx: Transaction,
  officeId: string,
  write: StepWrite,
  way: 'run' | 'runAndCommit',
): Promise<boolean> {
  const { statement, values } = stepStatement(officeId, write);
  const [row] = await trx[way]<{ written: number }>(statement, values);
  return row?.written === 1;
}

function isRace(error: unknown): boolean {
  if (sqlState(error) !== UNIQUE_VIOLATION) return false;
  return RACED.has((error as { readonly constraint?: string }).constraint ?? '');
}
