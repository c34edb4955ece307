import { now, type Store, type Transaction } from '../store/index.ts';

/** Milliseconds until the next due instant by the database's time; undefined when nothing is due at all. */
export async function untilDue(
  store: Store,
  next: (trx: Transaction) => Promise<string | null>,
): Promise<number | undefined> {
  return store.acrossOffices(async (trx) => {
    const dueAt = await next(trx);
    return dueAt === null ? undefined : Math.max(0, Date.parse(dueAt) - Date.parse(await now(trx)));
  });
}
