import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client as Database } from 'pg';
import { DAY, openOffice, type TestOffice } from '../commands/kit.ts';
import { Client } from './client.ts';
import { newDataDir, Node, urlFor } from './serving.ts';

const RELAYS = 16;
const ERRANDS = 40;
const DEADLINES = 80;

/** Who did what: one row for every entry of history, with the node whose connection wrote it. */
const NOTES = `
create table notes (node text not null, type text not null, instance_id uuid not null, seq integer not null);
create function note() returns trigger language plpgsql security definer as $$
begin
  insert into public.notes values (coalesce(current_setting('officina.node', true), 'the test'), new.type, new.instance_id, new.seq);
  return null;
end $$;
create trigger noted after insert on history for each row execute function note();`;

interface Count {
  readonly node: string;
  readonly count: number;
}

describe('two nodes on one database', function () {
  this.timeout(180_000);
  let office: TestOffice;
  let database: Database;
  let outside: Server;
  let nodes: readonly Node[];
  let calls = 0;
  before(async () => {
    office = await openOffice();
    database = new Database(office.database.owner);
    await database.connect();
    await database.query(NOTES);
    outside = createServer((_request, response) => {
      calls += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
    const dataDir = newDataDir();
    nodes = await Promise.all(
      ['one', 'two'].map((name) =>
        Node.on(dataDir, {
          DATABASE_URL: urlFor(office.database.owner, name),
          DEMO: 'no',
          CONNECTOR_HOSTS: address(),
          WORKER_CONCURRENCY: '2',
          POLL_MIN_SECONDS: '0.02',
          POLL_MAX_SECONDS: '0.2',
        }),
      ),
    );
    await Promise.all(nodes.map((node) => node.start()));
  });
  after(async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await new Promise((resolve) => outside.close(resolve));
    await database.end();
    await office.close();
  });

  const address = (): string => `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;

  async function counted(type: string): Promise<readonly Count[]> {
    const { rows } = await database.query<Count>(
      'select node, count(*)::integer as count from notes where type = $1 group by node order by node',
      [type],
    );
    return rows;
  }
  const sum = (counts: readonly Count[]): number => counts.reduce((total, { count }) => total + count, 0);
  async function until(type: string, count: number): Promise<readonly Count[]> {
    for (;;) {
      const counts = await counted(type);
      if (sum(counts) >= count) return counts;
    }
  }
  /** Both have done some, together exactly as much as there was. */
  function assertShared(counts: readonly Count[], total: number): void {
    assert.equal(sum(counts), total, JSON.stringify(counts));
    assert.deepEqual(
      counts.map(({ node }) => node),
      ['one', 'two'],
      JSON.stringify(counts),
    );
  }

  it('both complete tasks; of two who complete the same one, one does', async () => {
    const client = await Client.signIn(nodes[0]?.url ?? '', 'omar.haddad');
    const ids = await Promise.all(Array.from({ length: RELAYS }, () => office.start('relay')));
    for (const element of ['first', 'second', 'third', 'fourth', 'fifth']) {
      const answers = await Promise.all(
        ids.map(async (id) => {
          const task = await office.task(id, element);
          const body = { revision: task.revision, outcome: 'complete', data: {} };
          return Promise.all(
            nodes.map((node) => client.send<unknown>(node.url, 'POST', `tasks/${task.id}/complete`, body)),
          );
        }),
      );
      for (const both of answers)
        assert.deepEqual(both.map((answer) => (answer.type === 'answered' ? answer.status : 0)).sort(), [200, 409]);
    }

    assertShared(await counted('taskCompleted'), RELAYS * 5);
    for (const id of ids) assert.equal((await office.instance(id)).status, 'completed');
  });

  it('share the jobs', async () => {
    await Promise.all(Array.from({ length: ERRANDS }, () => office.start('errand', { address: address() })));

    assertShared(await until('jobCompleted', ERRANDS), ERRANDS);

    assert.equal(calls, ERRANDS);
  });

  it('share the timers', async () => {
    await Promise.all(Array.from({ length: DEADLINES }, () => office.start('deadlines')));
    await office.pass(3 * DAY);

    assertShared(await until('timerFired', DEADLINES * 2), DEADLINES * 2);
  });

  it('go on when one of them ends', async () => {
    const [first, second] = nodes;
    await first?.stop();
    const client = await Client.signIn(second?.url ?? '', 'adam.zaki');

    const started = await client.send<{ instanceId: string }>(second?.url ?? '', 'POST', 'instances', {
      process: 'errand',
      variables: { address: address() },
    });

    assert.ok(started.type === 'answered' && started.status === 201);
    await until('jobCompleted', ERRANDS + 1);
    await office.task(started.body.instanceId, 'check');
  });
});
