import type { StepWrite } from './stepTypes.ts';
import type { Transaction } from './transaction.ts';

/** `lost`: somebody else was faster (a version, revision or lease token has moved on) and nothing was written. */
export type Written = 'written' | 'lost';

/**
 * Writes one step in one data-modifying statement guarded by the versions. After `lost` the transaction is to be left by throwing,
 * the step read again and decided again.
 */
export async function writeStep(trx: Transaction, officeId: string, write: StepWrite): Promise<Written> {
  return writeSteps(trx, officeId, [write]);
}

/**
 * Writes the steps of several instances that change together, in the order given (by instance id, lest two transactions wait for
 * each other). `lost` when one of them is: the transaction must then be left by throwing.
 */
export async function writeSteps(trx: Transaction, officeId: string, writes: readonly StepWrite[]): Promise<Written> {
  throw new Error(`${trx.officeId} ${officeId} ${writes.length}`);
}

/**
 * Writes the steps and ends the transaction: committed when `written`, rolled back when `lost`. One step of a transaction that has
 * only read goes out with its commit in one round trip.
 */
export async function commitStep(trx: Transaction, officeId: string, writes: readonly StepWrite[]): Promise<Written> {
  return writeSteps(trx, officeId, writes);
}
