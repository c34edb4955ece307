import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { give, type Account } from './account.ts';

const PORT_OF_SOCKET = 5432;

/** Where a server listens, and the settings that make it listen there alone. */
export interface Address {
  readonly host: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** A Unix socket in a short folder of its own (a path over 107 bytes is refused); on Windows a free loopback port. */
export async function newAddress(account: Account | undefined): Promise<Address> {
  if (process.platform === 'win32') {
    const port = String(await freePort());
    return { host: '127.0.0.1', settings: { listen_addresses: '127.0.0.1', port, unix_socket_directories: '' } };
  }
  const short = os.tmpdir().length > 60 ? '/tmp' : os.tmpdir();
  const host = mkdtempSync(path.join(short, 'officina-pg-'));
  give(host, account);
  return { host, settings: { listen_addresses: '', port: String(PORT_OF_SOCKET), unix_socket_directories: host } };
}

export function forgetAddress(host: string): void {
  if (/officina-pg-[^/]+$/.test(host)) rmSync(host, { recursive: true, force: true });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
