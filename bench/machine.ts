import os from 'node:os';
import { Client } from 'pg';
import { testServer } from '../test/support/database.ts';
import { median } from './measure.ts';

/** What the figures were measured on, in two lines. */
export async function machine(): Promise<readonly string[]> {
  const server = await testServer();
  const client = new Client(server.superuser);
  await client.connect();
  const { rows } = await client.query<Record<string, string>>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commit, current_setting('shared_buffers') as buffers`,
  );
  const commits = await commitTimes(client);
  await client.end();
  const [{ version = '', fsync = '', commit = '', buffers = '' } = {}] = rows;
  const cores = os.cpus();
  const gigabytes = (os.totalmem() / 2 ** 30).toFixed(0);
  return [
    `${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${gigabytes} GB, ${os.type()}, Node ${process.versions.node}, load ${os.loadavg()[0]?.toFixed(1) ?? ''}`,
    `PostgreSQL ${version}, fsync ${fsync}, synchronous_commit ${commit}, shared_buffers ${buffers}, one commit alone ${median(commits).toFixed(2)} ms`,
  ];
}

/** What the disk takes for one small commit. */
async function commitTimes(client: Client): Promise<readonly number[]> {
  await client.query('create table if not exists bench_commits (n integer)');
  const times: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    const began = performance.now();
    await client.query('insert into bench_commits values (1)');
    times.push(performance.now() - began);
  }
  await client.query('drop table bench_commits');
  return times;
}
