import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../engine/packageRoot.ts';

export interface Restart {
  /** Until `/api/ready` answers 200. */
  readonly readyMs: number;
  /** Resident memory then, in megabytes; where the system does not tell, NaN. */
  readonly residentMb: number;
}

/** Starts the built product on a database, as `npm start` does, and waits until it is ready; then ends it. */
export async function restart(databaseUrl: string): Promise<Restart> {
  spawnSync(process.execPath, ['start.mjs', '--cli', 'help'], { cwd: packageRoot, stdio: 'ignore' });
  const folder = mkdtempSync(path.join(tmpdir(), 'officina-bench-'));
  const began = performance.now();
  const child = spawn(process.execPath, [path.join(packageRoot, 'dist', 'cli.js'), 'serve'], {
    cwd: packageRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error' },
  });
  try {
    const address = await addressSaid(child.stdout);
    while (!(await isReady(address))) await new Promise((resolve) => setTimeout(resolve, 20));
    const readyMs = performance.now() - began;
    return { readyMs, residentMb: residentMb(child.pid) };
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

function addressSaid(stdout: NodeJS.ReadableStream): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const [address] = /http:\/\/\S+/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    stdout.on('end', () => {
      reject(new Error(`The server ended before it was ready: ${said}`));
    });
  });
}

async function isReady(address: string): Promise<boolean> {
  const answer = await fetch(`${address}/api/ready`).catch(() => undefined);
  return answer?.status === 200;
}

function residentMb(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
