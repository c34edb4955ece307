import { forgetInstances } from '../commands/forgetInstances.ts';
import {
  deleteDraftsClosedBefore,
  deleteExpiredSessions,
  forgetAnswers,
  forgetSignals,
  forgetUndoPoints,
  listOffices,
  now,
  type Transaction,
} from '../store/index.ts';
import type { Round } from './loop.ts';
import type { WorkerServices } from './services.ts';

const DAY_MS = 86_400_000;
/** Rows that one transaction removes: locks stay short, and a process that ends loses little. */
const CHUNK = 1000;
/** Batches of finished instances that one round deletes in an office. */
const BATCHES = 100;

/** Removes at most so many rows of an office. @returns how many */
type Sweep = (trx: Transaction, officeId: string, limit: number) => Promise<number>;

/**
 * Removes what nobody asks for any more: finished instances whose time is over, old answers and undo points, drafts of closed tasks, sessions that are over; how long they are
 * kept is a setting. In chunks, each a transaction of its own; several nodes may do it at the same time.
 */
export async function keepHouse(services: WorkerServices): Promise<Round> {
  const { settings, runtime } = services;
  const offices = await runtime.store.acrossOffices(async (trx) => {
    await deleteExpiredSessions(trx);
    return listOffices(trx);
  });
  const sweeps: readonly Sweep[] = [
    async (trx, officeId, limit) => forgetAnswers(trx, officeId, await daysAgo(trx, settings.keepAnswersDays), limit),
    async (trx, officeId, limit) =>
      deleteDraftsClosedBefore(trx, officeId, await daysAgo(trx, settings.keepDraftsDays), limit),
    async (trx, officeId, limit) => forgetSignals(trx, officeId, await daysAgo(trx, settings.keepAnswersDays), limit),
    forgetUndoPoints,
  ];
  for (const { code } of offices) {
    for (const sweep of sweeps) await sweepOut(services, code, sweep);
    await forgetInstances(runtime, { officeId: code, actor: { type: 'system', id: 'retention' } }, BATCHES);
  }
  return { done: 0 };
}

async function sweepOut({ runtime, settings }: WorkerServices, officeId: string, sweep: Sweep): Promise<void> {
  const chunk = settings.housekeepingChunk ?? CHUNK;
  for (let removed = chunk; removed === chunk;)
    removed = await runtime.store.transaction(officeId, (trx) => sweep(trx, officeId, chunk));
}

async function daysAgo(trx: Transaction, days = 30): Promise<string> {
  return new Date(Date.parse(await now(trx)) - days * DAY_MS).toISOString();
}
