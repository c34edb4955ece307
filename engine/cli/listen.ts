import { lookup } from 'node:dns/promises';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../config.ts';
import { CannotStart } from '../wiring.ts';

const DRAIN_MS = 10_000;
/** The system has no such address: IPv6 switched off, for one. */
const NO_ADDRESS = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** The port is taken from the first moment on; until somebody answers, requests hear that the program is starting. */
export interface Door {
  readonly port: number;
  answerWith(listener: RequestListener): void;
  /** Takes no new connection, lets running requests end, and closes what is left after ten seconds. May be called again. */
  close(): Promise<void>;
}

/**
 * Listens on every address of the host: browsers and proxies do not agree on whether localhost is 127.0.0.1 or ::1.
 * @throws CannotStart
 */
export async function listen({ host, port }: Pick<Config, 'host' | 'port'>): Promise<Door> {
  let answer: RequestListener = (_request, response) => {
    response.writeHead(503, { 'Retry-After': '2', 'Content-Type': 'text/plain' }).end('Officina is starting.');
  };
  let isClosing = false;
  const servers: Server[] = [];
  const running = new Set<ServerResponse>();
  const listener: RequestListener = (request, response) => {
    if (isClosing) response.setHeader('Connection', 'close');
    running.add(response);
    response.once('close', () => {
      running.delete(response);
      if (isClosing) for (const server of servers) server.closeIdleConnections();
    });
    answer(request, response);
  };
  try {
    for (const address of await addressesOf(host)) {
      const server = await bind(address, servers[0] === undefined ? port : portOf(servers[0]), listener);
      if (server) servers.push(server);
      // A port that was free on one address may be another's on the next.
      if (port === 0 && server) break;
    }
    const [first] = servers;
    if (first === undefined) throw new CannotStart(`${host} is no address of this machine; choose another with HOST.`);
    let closed: Promise<void> | undefined;
    return {
      port: portOf(first),
      answerWith: (next) => (answer = next),
      close: () => {
        isClosing = true;
        for (const response of running) if (!response.headersSent) response.setHeader('Connection', 'close');
        closed ??= Promise.all(servers.map(drain)).then(() => undefined);
        return closed;
      },
    };
  } catch (error) {
    for (const server of servers) server.close();
    throw error;
  }
}

async function addressesOf(host: string): Promise<readonly string[]> {
  try {
    return [...new Set((await lookup(host, { all: true })).map(({ address }) => address))];
  } catch {
    throw new CannotStart(`No address is known for ${host}; choose another with HOST.`);
  }
}

/** Undefined where this machine has no such address. */
function bind(address: string, port: number, listener: RequestListener): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer(listener);
    server.headersTimeout = 15_000;
    server.requestTimeout = 300_000;
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      if (NO_ADDRESS.has(code ?? '')) resolve(undefined);
      else {
        const reason = code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${code ?? message})`;
        reject(new CannotStart(`Port ${port} ${reason}; choose another with PORT.`));
      }
    });
    server.listen(port, address, () => {
      resolve(server);
    });
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      server.closeAllConnections();
    }, DRAIN_MS);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
