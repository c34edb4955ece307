import assert from 'node:assert/strict';
import { Client as Database } from 'pg';
import { openOffice } from '../commands/kit.ts';
import { testServer } from '../support/database.ts';
import { newDataDir, Node, urlFor } from './serving.ts';
import type { Ground } from './underFire.ts';

/** What is done to the database: all its connections are ended, or one of its processes dies and it recovers from its log. */
export type Blow = 'disconnect' | 'crash';

/** One node that is never restarted, on a database that is struck. */
export async function struckDatabase(blow: Blow): Promise<Ground> {
  const office = await openOffice();
  const server = await testServer();
  const node = await Node.on(newDataDir(), { DATABASE_URL: urlFor(office.database.owner, 'struck'), DEMO: 'no' });
  await node.start();
  const strike = async (): Promise<void> => {
    const superuser = new Database(server.superuser);
    superuser.on('error', () => undefined);
    await superuser.connect();
    // After the last blow it may be a while until the node is back.
    let victims: readonly number[] = [];
    while (victims.length === 0) {
      const { rows } = await superuser.query<{ pid: number }>('select pid from pg_stat_activity where datname = $1', [
        office.database.app.database,
      ]);
      victims = rows.map(({ pid }) => pid);
    }
    if (blow === 'disconnect')
      await superuser.query('select pg_terminate_backend(pid) from unnest($1::integer[]) pid', [victims]);
    else process.kill(victims[0] ?? assert.fail(), 'SIGKILL');
    await superuser.end().catch(() => undefined);
  };
  return {
    node,
    strike,
    close: async () => {
      await node.stop();
      await office.close();
    },
  };
}
