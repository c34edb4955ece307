import {
  createStore,
  makeInstallation,
  saveOffice,
  StatementCounter,
  type Store,
  type StoreOptions,
} from '../../engine/store/index.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** A store on an empty database with the offices XX and YY. */
export interface OpenStore {
  readonly store: Store;
  readonly database: TestDatabase;
  readonly counter: StatementCounter;
  close(): Promise<void>;
}

/** A database of its own; `clockMovable` as in demo and test installations. */
export async function openStore(
  options: { readonly clockMovable?: boolean; readonly store?: Partial<StoreOptions> } = {},
): Promise<OpenStore> {
  const database = await createTestDatabase();
  const counter = new StatementCounter();
  const store = createStore({ app: database.app, observe: counter.observe, ...options.store });
  await store.acrossOffices(async (trx) => {
    await makeInstallation(trx, { demo: true, clockMovable: options.clockMovable ?? true, setupTokenHash: 'hash' });
    for (const code of ['XX', 'YY']) await saveOffice(trx, { code, name: { en: `Office ${code}` }, languages: ['en'] });
  });
  return {
    store,
    database,
    counter,
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
}
