import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SERVES = /^Officina serves on (http:\S+)$/m;

/** The built product with the demo office, as `npm start` shows it, in a process and a data folder of its own. */
export interface DemoOffice {
  /** Address without a slash at its end. */
  readonly url: string;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

/** Starts on any free port; `OFFICINA_URL` names a demo office that runs already, to try tests faster. */
export async function startDemoOffice(): Promise<DemoOffice> {
  const running = process.env['OFFICINA_URL'];
  if (running !== undefined) return { url: running, stop: async () => undefined };
  const program = path.join(ROOT, 'dist', 'cli.js');
  if (!existsSync(program)) throw new Error('Browser tests want the built product: npm test -- e2e builds it.');
  const folder = mkdtempSync(path.join(process.env['OFFICINA_TEST_RUN'] ?? os.tmpdir(), 'e2e-'));
  // When we are root the database server runs as nobody, who must get through.
  chmodSync(folder, 0o711);
  const server = spawn(process.execPath, ['--enable-source-maps', program, 'serve'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: '',
      NODE_OPTIONS: '',
      PORT: '0',
      DATABASE_URL: '',
      DATA_DIR: path.join(folder, 'data'),
      LOG_LEVEL: 'warn',
    },
  });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null) server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return { url: await addressOf(server), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Resolves when the server prints where it serves. */
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const url = SERVES.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('error', reject);
    server.once('close', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
  });
}
