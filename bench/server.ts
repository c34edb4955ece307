// The server of one HTTP race, in a process of its own: the product's web application, or a bare Koa route that plays captured statements.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Koa from 'koa';
import type { Client } from 'pg';
import { readStandardBundle } from '../engine/bundles/index.ts';
import { createApp } from '../engine/http/server.ts';
import { packageRoot } from '../engine/packageRoot.ts';
import {
  createDocumentStore,
  createStore,
  type EmbeddedConnection,
  type SentStatement,
} from '../engine/store/index.ts';
import { runtimeOn } from '../test/commands/officeTemplate.ts';
import { UNDO_SECONDS } from './course.ts';
import { connectAll, play, type Sent } from './raw.ts';
import { BARE_PATH, type ServerTask } from './serverTask.ts';

const DOCUMENTS = path.join(tmpdir(), `officina-bench-${process.pid}`);

await serve(JSON.parse(process.argv[2] ?? '{}') as ServerTask);

async function serve({ type, connection, connections, captured, capturing }: ServerTask): Promise<void> {
  let sent: SentStatement[] = [];
  const all: Sent[] = [];
  const app =
    type === 'bare'
      ? bare(await connectAll(connection, connections), JSON.parse(readFileSync(captured, 'utf8')) as readonly Sent[])
      : await engine(connection, connections, capturing ? (statement) => void sent.push(statement) : undefined);
  const answer = app.callback();
  const server = createServer((request, response) => {
    if (capturing)
      response.once('close', () => {
        all.push(sent);
        sent = [];
      });
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.on('message', (message) => {
    if (message === 'cpu') process.send?.(process.cpuUsage());
    if (message !== 'end') return;
    if (capturing) writeFileSync(captured, JSON.stringify(all));
    rmSync(DOCUMENTS, { recursive: true, force: true });
    process.exit(0);
  });
  process.send?.((server.address() as AddressInfo).port);
}

async function engine(
  connection: EmbeddedConnection,
  connections: number,
  observe: ((statement: SentStatement) => void) | undefined,
): Promise<Koa> {
  const store = createStore({ app: connection, poolSize: connections + 1, ...(observe ? { observe } : {}) });
  const silent = (): void => undefined;
  const say = (message: string, fields?: object): void => console.error(message, fields);
  return createApp({
    runtime: runtimeOn(store, UNDO_SECONDS),
    store,
    documents: await createDocumentStore(DOCUMENTS),
    standard: await readStandardBundle(packageRoot),
    log: { info: silent, warn: silent, error: say },
    settings: {
      publicUrl: 'http://127.0.0.1',
      sessionIdleMinutes: 30,
      sessionHours: 12,
      jsonLimitBytes: 1024 * 1024,
      documentLimitBytes: 1024 * 1024,
      appFolder: null,
      demoPeople: [],
      installation: 'Bench',
    },
  });
}

/** A route that reads the JSON body, plays the statements on a free connection and answers JSON: the least that anybody would write. */
function bare(clients: readonly Client[], captured: readonly Sent[]): Koa {
  const free = [...clients];
  const waiting: ((client: Client) => void)[] = [];
  const app = new Koa();
  app.use(async (ctx) => {
    const chunks: Buffer[] = [];
    for await (const chunk of ctx.req) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as object;
    const client = free.pop() ?? (await new Promise<Client>((resolve) => waiting.push(resolve)));
    await play(client, captured[Number(ctx.path.slice(BARE_PATH.length))] ?? []);
    const next = waiting.shift();
    if (next) next(client);
    else free.push(client);
    ctx.type = 'application/json';
    ctx.body = JSON.stringify({ ok: true, taken: Object.keys(body) });
  });
  return app;
}
