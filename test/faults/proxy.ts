import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EmbeddedConnection } from '../../engine/store/index.ts';

/** Where the connection breaks: before statement `at` reaches the server, or before its answer reaches us. */
export interface Break {
  /** From 1 on, counted from the moment it was armed, over all connections. */
  readonly at: number;
  readonly how: 'before the statement' | 'before the answer';
}

/** Stands between a store and its server, speaks neither, and breaks connections where a test says so. */
export interface Proxy {
  readonly connection: EmbeddedConnection;
  /** Arms one break. */
  breakOnce(where: Break): void;
  /** Takes back a break that has not come to pass. @returns whether there was one */
  disarm(): boolean;
  /** Lets the next commits be done, and cuts off their answers. */
  cutCommits(count: number): void;
  /** How many connections were broken. */
  readonly broken: number;
  close(): Promise<void>;
}

const PORT = 5432;
const [QUERY, EXECUTE, READY] = ['Q', 'E', 'Z'].map((letter) => letter.charCodeAt(0));

/** Splits a stream of PostgreSQL's messages (a letter, a length, a body); the first of a client has no letter. */
class Messages {
  #rest: Buffer = Buffer.alloc(0);
  #isFirst: boolean;

  constructor(begins: 'with a startup message' | 'at once') {
    this.#isFirst = begins === 'with a startup message';
  }

  take(chunk: Buffer): readonly Buffer[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const messages: Buffer[] = [];
    for (;;) {
      const head = this.#isFirst ? 0 : 1;
      if (this.#rest.length < head + 4) return messages;
      const length = head + this.#rest.readUInt32BE(head);
      if (this.#rest.length < length) return messages;
      messages.push(this.#rest.subarray(0, length));
      this.#rest = this.#rest.subarray(length);
      this.#isFirst = false;
    }
  }
}

export async function openProxy(server: EmbeddedConnection): Promise<Proxy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cut-'));
  const sockets = new Set<Socket>();
  const state = { armed: undefined as Break | undefined, seen: 0, commits: 0, broken: 0 };
  const door = createServer((client) => {
    const upstream = connect(path.join(server.host, `.s.PGSQL.${server.port}`));
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    carry(client, upstream, state);
  });
  await new Promise<void>((resolve) => door.listen(path.join(folder, `.s.PGSQL.${PORT}`), resolve));
  return {
    connection: { ...server, host: folder, port: PORT },
    breakOnce: (where) => {
      state.armed = where;
      state.seen = 0;
    },
    disarm: () => {
      const wasArmed = state.armed !== undefined;
      state.armed = undefined;
      return wasArmed;
    },
    cutCommits: (count) => {
      state.commits = count;
    },
    get broken() {
      return state.broken;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => door.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function carry(
  client: Socket,
  upstream: Socket,
  state: { armed: Break | undefined; seen: number; commits: number; broken: number },
): void {
  const [asked, answered] = [new Messages('with a startup message'), new Messages('at once')];
  let waiting = 0;
  /** Answers still to be let through before the connection breaks. */
  let allowed: number | undefined;
  const cut = (): void => {
    state.broken += 1;
    client.destroy();
    upstream.destroy();
  };
  const isCut = (message: Buffer): boolean => {
    if (message[0] !== QUERY && message[0] !== EXECUTE) return false;
    waiting += 1;
    const isCommit = message[0] === QUERY && message.subarray(5).toString().startsWith('commit');
    if (isCommit && state.commits > 0) {
      state.commits -= 1;
      allowed = waiting - 1;
      return false;
    }
    state.seen += 1;
    if (state.armed?.at !== state.seen) return false;
    const { how } = state.armed;
    state.armed = undefined;
    if (how === 'before the statement') return true;
    allowed = waiting - 1;
    return false;
  };
  client.on('data', (chunk) => {
    for (const message of asked.take(chunk)) {
      if (isCut(message)) return cut();
      upstream.write(message);
    }
  });
  upstream.on('data', (chunk) => {
    for (const message of answered.take(chunk)) {
      if (message[0] === READY && waiting > 0) {
        // The server has done the statement; whether we hear of it is another matter.
        if (allowed === 0) return cut();
        waiting -= 1;
        if (allowed !== undefined) allowed -= 1;
      }
      // What precedes the end of the answer that is cut stays here too.
      if (allowed !== 0) client.write(message);
    }
  });
  client.on('close', () => upstream.destroy());
  upstream.on('close', () => client.destroy());
}
