import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createEgress, type Egress, type EgressOptions } from '../../../engine/connectors/egress.ts';

/** Stands for a host of the public internet: is never dialled, a listener on loopback answers in its place. */
export const PUBLIC = '198.41.0.4';

const pem = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

/** One call as the outside saw it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** The world outside of the house: two listeners on loopback, and a record of every dial. */
export interface Outside {
  readonly egress: Egress;
  readonly received: readonly Received[];
  readonly dials: readonly string[];
  readonly asked: readonly string[];
  close(): Promise<void>;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  for (const socket of open) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Opens the outside; names resolve by `answers`, one list per question and the last one for ever, else to `PUBLIC`. */
export async function openOutside(
  options: Partial<EgressOptions> & { readonly answers?: Readonly<Record<string, readonly (readonly string[])[]>> },
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Outside> {
  const received: Received[] = [];
  const dials: string[] = [];
  const asked: string[] = [];
  const open = new Set<Socket>();
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    void buffer(request).then((body) => {
      const { method = '', url = '', headers } = request;
      received.push({ method, url, headers, body: body.toString() });
      answer(request, response);
    });
  };
  const plain = createHttpServer(serve);
  const tls = createHttpsServer({ key: pem('key.pem'), cert: pem('certificate.pem') }, serve);
  for (const server of [plain, tls]) server.on('connection', (socket: Socket) => open.add(socket));
  const ports = { plain: await listen(plain), tls: await listen(tls) };
  const { answers = {}, ...rest } = options;
  const egress = createEgress({
    allow: [],
    certificateAuthorities: [pem('certificate.pem')],
    resolve: async (host) => {
      asked.push(host);
      const lists = answers[host] ?? [[PUBLIC]];
      const count = asked.filter((name) => name === host).length;
      return lists[Math.min(count, lists.length) - 1] ?? [];
    },
    dial: (address, port) => {
      dials.push(`${address}:${port}`);
      return connect({ host: '127.0.0.1', port: port === 443 ? ports.tls : ports.plain });
    },
    ...rest,
  });
  const closeAll = async (): Promise<void> => {
    await Promise.all([close(plain, open), close(tls, open)]);
  };
  return { egress, received, dials, asked, close: closeAll };
}
