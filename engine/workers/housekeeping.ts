import {
  deleteDraftsClosedBefore,
  deleteExpiredSessions,
  forgetAnswers,
  forgetSignals,
  forgetUndoPoints,
  listOffices,
  now,
} from '../store/index.ts';
import type { Round } from './loop.ts';
import type { WorkerServices } from './services.ts';

const DAY_MS = 86_400_000;
/** So long a client may ask again for the answer to its key, and so long a draft outlives its task (data.md 1). */
const KEPT_DAYS = 30;

/** Removes what nobody asks for any more: old answers and undo points, drafts of closed tasks, sessions that are over. */
export async function keepHouse(services: WorkerServices): Promise<Round> {
  const { store } = services.runtime;
  const offices = await store.acrossOffices(async (trx) => {
    await deleteExpiredSessions(trx);
    return listOffices(trx);
  });
  for (const { code } of offices) {
    await store.transaction(code, async (trx) => {
      const before = new Date(Date.parse(await now(trx)) - KEPT_DAYS * DAY_MS).toISOString();
      await Promise.all([
        forgetAnswers(trx, code, before),
        forgetSignals(trx, code, before),
        deleteDraftsClosedBefore(trx, code, before),
        forgetUndoPoints(trx, code),
      ]);
    });
  }
  return { done: 0 };
}
