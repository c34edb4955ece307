import { Client } from 'pg';
import { createStore } from '../../engine/store/index.ts';
import { runtimeOn } from '../../test/commands/officeTemplate.ts';
import { testServer } from '../../test/support/database.ts';
import { onClone, UNDO_SECONDS, type Course } from '../course.ts';
import { timed } from '../measure.ts';

export interface LockWaits {
  readonly samples: number;
  /** Backends seen at work, all samples together. */
  readonly active: number;
  /** Of them, what they waited for, e.g. `LWLock WALWrite`. */
  readonly waits: Readonly<Record<string, number>>;
  /** Locks that were asked for and not granted, by kind. */
  readonly notGranted: Readonly<Record<string, number>>;
}

const NODES = 2;
const LANES = 8;
const PAUSE_MS = 5;

/** Two nodes complete tasks of different cases at the same time; a third connection looks again and again what is waited for. */
export function lockWaits(course: Course): Promise<LockWaits> {
  return onClone(course, async ({ app }) => {
    const server = await testServer();
    const watcher = new Client({ ...server.superuser, database: app.database });
    await watcher.connect();
    const stores = Array.from({ length: NODES }, () => createStore({ app, poolSize: LANES + 1 }));
    const nodes = stores.map((store) => runtimeOn(store, UNDO_SECONDS));
    let isOver = false;
    const working = Promise.all(
      nodes.map((node, which) =>
        timed(
          course.deeds.filter((_deed, index) => index % NODES === which),
          LANES,
          (deed) => deed.run(node),
        ),
      ),
    ).then(() => {
      isOver = true;
    });
    const found = {
      samples: 0,
      active: 0,
      waits: {} as Record<string, number>,
      notGranted: {} as Record<string, number>,
    };
    while (!isOver) {
      found.samples += 1;
      const { rows } = await watcher.query<{ wait: string | null; count: number }>(
        `select wait_event_type || ' ' || wait_event as wait, count(*)::integer as count from pg_stat_activity
         where datname = current_database() and state = 'active' and pid <> pg_backend_pid() group by 1`,
      );
      for (const { wait, count } of rows) {
        found.active += count;
        if (wait !== null) found.waits[wait] = (found.waits[wait] ?? 0) + count;
      }
      const locks = await watcher.query<{ kind: string; count: number }>(
        `select locktype || ' ' || mode as kind, count(*)::integer as count from pg_locks where not granted group by 1`,
      );
      for (const { kind, count } of locks.rows) found.notGranted[kind] = (found.notGranted[kind] ?? 0) + count;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    await working;
    await Promise.all(stores.map((store) => store.close()));
    await watcher.end();
    return found;
  });
}
