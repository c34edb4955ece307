import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { csrfToken, newSessionToken, tokenHash } from '../engine/http/sessions.ts';
import { createStore, insertSession } from '../engine/store/index.ts';
import { onClone, type Course, type Request } from './course.ts';
import { byTurns, type Effort, type Race } from './inProcess.ts';
import { timed } from './measure.ts';
import { counted, type Sent } from './raw.ts';
import { BARE_PATH, type ServerTask } from './serverTask.ts';

export interface OverHttp {
  readonly statements: number;
  readonly roundTrips: number;
  readonly races: readonly Race[];
}

/** Every deed over HTTP by the product and by the bare route, each in a process and on a clone of its own, by turns. */
export async function overHttp(course: Course, effort: Effort): Promise<OverHttp> {
  const folder = mkdtempSync(path.join(tmpdir(), 'officina-bench-'));
  const captured = path.join(folder, 'captured.json');
  try {
    const tokens = await signIn(course);
    await onClone(course, async ({ app }) => {
      const server = await Server.start({ type: 'engine', connection: app, connections: 1, captured, capturing: true });
      for (const deed of course.deeds) await server.deed(deed.request, tokens);
      await server.end();
    });
    const races: Race[] = [];
    for (const connections of effort.connections) races.push(await race(course, tokens, captured, connections, effort));
    const last = (JSON.parse(readFileSync(captured, 'utf8')) as readonly Sent[]).at(-1) ?? [];
    return { ...counted(last), races };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A session for everybody who has something to do, in the course itself, so that all clones know it. */
async function signIn(course: Course): Promise<ReadonlyMap<string, string>> {
  const store = createStore({ app: course.database.app, poolSize: 1 });
  const userIds = new Set(course.deeds.map((deed) => deed.request?.userId ?? ''));
  const tokens = new Map([...userIds].map((userId) => [userId, newSessionToken()]));
  await store.acrossOffices(async (trx) => {
    for (const [userId, token] of tokens)
      await insertSession(trx, { userId, tokenHash: tokenHash(token), lifeMinutes: 600, address: null });
  });
  await store.close();
  return tokens;
}

function race(
  course: Course,
  tokens: ReadonlyMap<string, string>,
  captured: string,
  connections: number,
  effort: Effort,
): Promise<Race> {
  return onClone(course, (ours) =>
    onClone(course, async (theirs) => {
      const shared = { connections, captured, capturing: false };
      const engine = await Server.start({ ...shared, type: 'engine', connection: ours.app });
      const bare = await Server.start({ ...shared, type: 'bare', connection: theirs.app });
      await engine.deed(course.deeds[0]?.request ?? null, tokens);
      const all = course.deeds.map((_deed, index) => index).slice(1);
      const measured = await byTurns(all, effort, {
        engine: (indexes) =>
          timed(indexes, connections, (index) => engine.deed(course.deeds[index]?.request ?? null, tokens)),
        raw: (indexes) =>
          timed(indexes, connections, (index) => bare.play(index, course.deeds[index]?.request ?? null)),
      });
      await engine.end();
      await bare.end();
      return { connections, ...measured };
    }),
  );
}

const SERVER = fileURLToPath(new URL('server.ts', import.meta.url));

/** A server process with clients that keep their connections. */
class Server {
  readonly #child: ChildProcess;
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true });

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#port = port;
  }

  static async start(task: ServerTask): Promise<Server> {
    const child = fork(SERVER, [JSON.stringify(task)], { execArgv: ['--import', 'tsx'] });
    const [port] = (await once(child, 'message')) as [number];
    return new Server(child, port);
  }

  async deed(deed: Request | null, tokens: ReadonlyMap<string, string>): Promise<void> {
    if (!deed) throw new Error('Expected a deed that is offered over HTTP.');
    const token = tokens.get(deed.userId) ?? '';
    const headers = {
      cookie: `officina_session=${token}`,
      'x-csrf-token': csrfToken(token),
      'idempotency-key': deed.key,
    };
    await this.#post(deed.path, deed.body, headers);
  }

  /** The same body to the bare route. */
  async play(index: number, deed: Request | null): Promise<void> {
    await this.#post(`${BARE_PATH}${index}`, deed?.body ?? {}, {
      cookie: `x=${randomBytes(32).toString('base64url')}`,
    });
  }

  async end(): Promise<void> {
    this.#child.send('end');
    await once(this.#child, 'exit');
    this.#agent.destroy();
  }

  #post(target: string, body: object, headers: Record<string, string>): Promise<void> {
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          ...{ agent: this.#agent, host: '127.0.0.1', port: this.#port, path: target, method: 'POST' },
          headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            if (response.statusCode === 200) resolve();
            else
              reject(
                new Error(
                  `${target} answered ${String(response.statusCode)}: ${Buffer.concat(chunks).toString('utf8')}`,
                ),
              );
          });
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }
}
