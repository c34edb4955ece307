import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { EmbeddedConnection } from '../../engine/store/index.ts';

const cli = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'cli.js');
const START_MS = 240_000;
const LOOK_MS = 25;

/** A data folder of its own, under the run's temporary folder. */
export function newDataDir(): string {
  return mkdtempSync(path.join(tmpdir(), 'officina-faults-'));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** One serving process of an installation; after `kill` it can be started again on the same port. */
export class Node {
  readonly url: string;
  readonly #port: number;
  readonly #dataDir: string;
  readonly #more: NodeJS.ProcessEnv;
  #process: ChildProcess | undefined;
  #said = '';

  private constructor(dataDir: string, port: number, more: NodeJS.ProcessEnv) {
    this.#dataDir = dataDir;
    this.#more = more;
    this.#port = port;
    this.url = `http://localhost:${port}`;
  }

  /** @param more what the process finds in its environment besides the usual */
  static async on(dataDir: string, more: NodeJS.ProcessEnv = {}): Promise<Node> {
    return new Node(dataDir, await freePort(), more);
  }

  /** Starts the process and waits until it answers as ready. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [cli, 'serve'], {
      env: {
        ...process.env,
        DATA_DIR: this.#dataDir,
        PORT: String(this.#port),
        DEMO: 'yes',
        DATABASE_URL: undefined,
        LOG_LEVEL: 'error',
        ...this.#more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    this.#said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (this.#said += chunk.toString()));
    for (const until = Date.now() + START_MS; Date.now() < until;) {
      assert.equal(child.exitCode, null, `The server ended: ${this.#said}`);
      if (await this.#isReady()) return;
      await pause(LOOK_MS);
    }
    assert.fail(`The server was not ready in time: ${this.#said}`);
  }

  /** What the process has printed since its start. */
  get said(): string {
    return this.#said;
  }

  /** Freezes the process, as a machine that is put to sleep. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Ends the process without warning and waits until it is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends the process in order, with the database when it is the last one. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/api/ready`)).status === 200;
    } catch {
      return false;
    }
  }
}

/** The owner's connection by URL, under a name that the database can ask for. */
export function urlFor({ host, port, user, password, database }: EmbeddedConnection, node: string): string {
  const query = new URLSearchParams({ host, options: `-c officina.node=${node}` });
  return `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?${query.toString().replaceAll('+', '%20')}`;
}
