import { deleteSession, type Store } from '../store/index.ts';

/** Ends a session for good: its token opens nothing any more, on no node. */
export async function signOut(store: Store, tokenHash: string): Promise<{ ok: true }> {
  await store.acrossOffices((trx) => deleteSession(trx, tokenHash));
  return { ok: true };
}
