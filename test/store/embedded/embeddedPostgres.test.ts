import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import {
  checkDurability,
  startEmbedded,
  type EmbeddedConnection,
  type EmbeddedPostgres,
} from '../../../engine/store/embedded/embeddedPostgres.ts';

const IS_ROOT = process.getuid?.() === 0;

describe('the embedded PostgreSQL', function () {
  this.timeout(120_000);
  let parent: string;
  let dataDir: string;
  let server: EmbeddedPostgres | undefined;

  beforeEach(() => {
    parent = mkdtempSync(path.join(os.tmpdir(), 'officina-embedded-'));
    chmodSync(parent, 0o755);
    dataDir = path.join(parent, 'data');
  });

  afterEach(async () => {
    await server?.stop();
    server = undefined;
    rmSync(parent, { recursive: true, force: true });
  });

  it('makes the database and three roles at the first start, and keeps both over a second start', async () => {
    server = await startEmbedded({ dataDir });
    await ask(server.owner, 'create table marks (name text)');
    await server.stop();

    server = await startEmbedded({ dataDir });

    assert.equal(server.owner.database, 'officina');
    assert.deepEqual(await ask(server.owner, 'select count(*)::int as n from marks'), [{ n: 0 }]);
    for (const role of [server.app, server.reader]) {
      assert.deepEqual(await ask(role, 'select 1 as one'), [{ one: 1 }]);
      await assert.rejects(ask(role, 'create table forbidden (x int)'), { code: '42501' });
      await assert.rejects(ask(role, 'select * from marks'), { code: '42501' });
    }
  });

  it('sorts by code point, knows letters of every script and holds what it acknowledges', async () => {
    server = await startEmbedded({ dataDir });
    const { owner } = server;
    await ask(owner, 'create extension pg_trgm');

    const [row] = await ask(
      owner,
      `select lower('ÉLAN') as lower, cardinality(show_trgm('العربية')) as trigrams, 'Z' < 'a' as by_code_point,
        current_setting('data_checksums') as checksums, current_setting('server_encoding') as encoding`,
    );

    assert.deepEqual(row, { lower: 'élan', trigrams: 8, by_code_point: true, checksums: 'on', encoding: 'UTF8' });
    assert.deepEqual(await checkDurability((sql) => ask(owner, sql)), []);
  });

  it('takes connections through its socket only, with a password that only its owner may read', async () => {
    server = await startEmbedded({ dataDir });

    const file = path.join(dataDir, 'postgres', 'connection.json');

    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(await ask(server.superuser, 'show listen_addresses'), [{ listen_addresses: '' }]);
    await assert.rejects(ask({ ...server.owner, password: 'wrong' }, 'select 1'), { code: '28P01' });
  });

  it('is joined by a second process of the installation, and the last one to leave stops it', async () => {
    server = await startEmbedded({ dataDir });
    const other = await hold(dataDir);
    const { host } = server.owner;

    await server.stop();

    assert.equal(other.host, host);
    assert.deepEqual(await ask(server.owner, 'select 1 as one'), [{ one: 1 }]);
    await other.leave();
    assert.equal(existsSync(host), false);
    assert.equal(existsSync(path.join(dataDir, 'postgres', 'cluster', 'postmaster.pid')), false);
  });

  it('starts once when two processes start it in the same moment', async () => {
    const [one, two] = await Promise.all([hold(dataDir), hold(dataDir)]);

    assert.equal(one.host, two.host);
    await Promise.all([one.leave(), two.leave()]);
    assert.equal(existsSync(one.host), false);
  });

  it('is taken over, still alive, from a process that was killed', async () => {
    const killed = await hold(dataDir);
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');

    server = await startEmbedded({ dataDir });

    assert.equal(server.owner.host, killed.host);
    await server.stop();
    assert.equal(existsSync(killed.host), false);
  });

  it('starts again after the server itself was killed', async () => {
    server = await startEmbedded({ dataDir });
    await ask(server.owner, 'create table marks as select 1 as n');
    const other = await hold(dataDir);
    process.kill(pidOf(dataDir), 'SIGKILL');
    await server.stop();
    await other.leave();

    server = await startEmbedded({ dataDir });

    assert.deepEqual(await ask(server.owner, 'select n from marks'), [{ n: 1 }]);
  });

  it('is not misled by a pid file whose number belongs to another process', async () => {
    server = await startEmbedded({ dataDir });
    const pidFile = path.join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
    const content = readFileSync(pidFile, 'utf8');
    await server.stop();
    writeFileSync(pidFile, content.replace(/^\d+/, String(process.pid)));
    writeFileSync(path.join(dataDir, 'postgres', 'lock'), '999999999-1');

    server = await startEmbedded({ dataDir });

    assert.deepEqual(await ask(server.owner, 'select 1 as one'), [{ one: 1 }]);
  });

  it('starts anew when its socket was cleaned away under it', async () => {
    server = await startEmbedded({ dataDir });
    const first = server;
    rmSync(first.owner.host, { recursive: true });

    server = await startEmbedded({ dataDir });

    assert.notEqual(server.owner.host, first.owner.host);
    assert.deepEqual(await ask(server.owner, 'select 1 as one'), [{ one: 1 }]);
    await first.stop();
  });

  it('works in a data folder whose path is longer than a socket may be', async () => {
    dataDir = path.join(parent, 'a-long-name-of-a-folder'.repeat(8), 'data');

    server = await startEmbedded({ dataDir });

    assert.deepEqual(await ask(server.app, 'select 1 as one'), [{ one: 1 }]);
  });

  it('refuses a data folder of another major version and leaves it as it is', async () => {
    server = await startEmbedded({ dataDir });
    await server.stop();
    const version = path.join(dataDir, 'postgres', 'cluster', 'PG_VERSION');
    writeFileSync(version, '14\n');

    await assert.rejects(
      startEmbedded({ dataDir }),
      /written by PostgreSQL 14.* pg_dump and pg_restore .* DATABASE_URL/,
    );

    assert.equal(readFileSync(version, 'utf8'), '14\n');
  });

  it('refuses a cluster whose passwords are gone', async () => {
    mkdirSync(path.join(dataDir, 'postgres', 'cluster'), { recursive: true });

    await assert.rejects(startEmbedded({ dataDir }), /connection\.json with its passwords is missing/);
  });

  it('says in one sentence that a data folder cannot be written', async () => {
    writeFileSync(dataDir, '');

    await assert.rejects(startEmbedded({ dataDir }), /^EmbeddedPostgresError: The data folder .* cannot be written/);
  });

  if (IS_ROOT) {
    it('serves root from a folder that the unprivileged user cannot enter', async () => {
      chmodSync(parent, 0o700);
      const said: string[] = [];
      server = await startEmbedded({ dataDir, log: (sentence) => said.push(sentence) });
      await ask(server.owner, 'create table marks as select 1 as n');
      await server.stop();

      server = await startEmbedded({ dataDir });

      assert.match(said.join('\n'), /The database lies in \/var\/lib\/officina\/clusters\//);
      assert.deepEqual(await ask(server.owner, 'select n from marks'), [{ n: 1 }]);
      const { cluster } = JSON.parse(readFileSync(path.join(dataDir, 'postgres', 'connection.json'), 'utf8'));
      await server.stop();
      rmSync(cluster, { recursive: true });
    });
  }
});

async function ask(connection: EmbeddedConnection, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

interface Holder {
  readonly child: ChildProcess;
  readonly host: string;
  leave(): Promise<void>;
}

async function hold(dataDir: string): Promise<Holder> {
  const program = new URL('holdServer.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', program, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [host] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    child,
    host,
    leave: async () => {
      child.stdin.write('\n');
      await once(child, 'exit');
    },
  };
}

function pidOf(dataDir: string): number {
  return Number.parseInt(readFileSync(path.join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8'), 10);
}
