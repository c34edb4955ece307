import { lookup } from 'node:dns/promises';
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { JobFailure } from '../contract/jobFailure.ts';
import { type AllowList, checkUrl, mayDial, readAllowList } from './allowList.ts';
import { checkHeaders } from './headers.ts';

/** A call that leaves the house. */
export interface EgressRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Sent as `Idempotency-Key`. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** What came back; header names are in lower case. Redirects are answers like any other: nothing follows them. */
export interface EgressResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The only way from connectors to the network. Everything refused or failed is a `JobFailure`. */
export interface Egress {
  request(request: EgressRequest): Promise<EgressResponse>;
  /** A plain TCP stream to a destination of `EgressOptions.streams`. The caller ends it. */
  connect(host: string, port: number, signal?: AbortSignal): Promise<Socket>;
}

/** What an egress needs; the last two are given by tests only. */
export interface EgressOptions {
  /** Entries as `readAllowList` reads them. */
  readonly allow: readonly string[];
  /** `host:port` of servers that the operator's own configuration names (mail): these may have a private address. */
  readonly streams?: readonly string[];
  /** For the whole call, from name to last byte; 20 000 when left out. */
  readonly timeoutMilliseconds?: number;
  /** Of an answer's body; 1 MB when left out. */
  readonly maxBytes?: number;
  /** Certificates (PEM) trusted in place of the built-in ones, for an office's own authority. */
  readonly certificateAuthorities?: readonly string[];
  /** Every address a name has. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  /** Opens a stream to an address that has been checked. */
  readonly dial?: (address: string, port: number) => Socket;
}

interface Limits {
  readonly timeoutMilliseconds: number;
  readonly maxBytes: number;
}

const resolveByDns = async (host: string): Promise<readonly string[]> =>
  (await lookup(host, { all: true, verbatim: true })).map((found) => found.address);
const dialTcp = (address: string, port: number): Socket => connectTcp({ host: address, port });

/** One sentence for every way a call may fail on the wire, so that a model cannot tell open from closed ports. */
function noAnswer(host: string, cause: unknown): JobFailure {
  return cause instanceof JobFailure
    ? cause
    : new JobFailure(`No complete answer from ${host}.`, { retryable: true, cause });
}

/** Ends with the promise or with the signal, whichever is first. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('Aborted.'));
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}

/** Resolves once and checks every address of the answer: a name with one forbidden address is refused as a whole. */
async function resolveChecked(
  resolve: (host: string) => Promise<readonly string[]>,
  host: string,
  isAllowed: (address: string) => boolean,
  signal: AbortSignal,
): Promise<string> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const addresses = isIP(bare) === 0 ? await untilAborted(resolve(bare), signal) : [bare];
  const [first] = addresses;
  if (first === undefined) throw new Error(`${bare} has no address.`);
  const forbidden = addresses.find((address) => !isAllowed(address));
  if (forbidden !== undefined) {
    throw new JobFailure(
      `Expected ${bare} to have only public addresses, but at least one of its addresses is private or reserved. ` +
        'An administrator may list that address.',
      { retryable: false },
    );
  }
  return first;
}

function readBody(answer: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      answer.destroy();
      reject(
        new JobFailure(`Expected an answer of at most ${maxBytes} bytes, but it is longer.`, { retryable: false }),
      );
    });
    answer.on('end', () => {
      if (answer.complete) resolve(Buffer.concat(chunks));
      else reject(new Error('The answer ended too early.'));
    });
    answer.on('error', reject);
    answer.on('close', () => {
      reject(new Error('The answer ended too early.'));
    });
  });
}

async function readAnswer(answer: IncomingMessage, limits: Limits): Promise<EgressResponse> {
  const encoding = answer.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    answer.destroy();
    throw new JobFailure('Expected an answer without content encoding, as asked for.', { retryable: false });
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { status: answer.statusCode ?? 0, headers, body: await readBody(answer, limits.maxBytes) };
}

function openStream(options: EgressOptions, url: URL, address: string): Duplex {
  const isTls = url.protocol === 'https:';
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port);
  const socket = (options.dial ?? dialTcp)(address, port);
  if (!isTls) return socket;
  const literal = url.hostname.startsWith('[') || isIP(url.hostname) !== 0;
  return connectTls({
    socket,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(literal ? {} : { servername: url.hostname }),
    ...(options.certificateAuthorities ? { ca: [...options.certificateAuthorities] } : {}),
  });
}

/** What is sent, checked before anything is dialled. */
function readCall(
  call: EgressRequest,
  url: URL,
): { readonly headers: Record<string, string>; readonly body: Buffer | undefined } {
  if (!/^(?:GET|HEAD|POST|PUT|PATCH|DELETE)$/.test(call.method)) {
    throw new JobFailure(`Expected GET, HEAD, POST, PUT, PATCH or DELETE, but found the method "${call.method}".`, {
      retryable: false,
    });
  }
  const body = call.body === undefined ? undefined : Buffer.from(call.body);
  const headers = {
    'user-agent': 'Officina',
    ...checkHeaders(call.headers ?? {}),
    host: url.host,
    connection: 'close',
    'accept-encoding': 'identity',
    ...(body ? { 'content-length': String(body.length) } : {}),
    ...(call.idempotencyKey === undefined ? {} : checkHeaders({ 'idempotency-key': call.idempotencyKey }, true)),
  };
  return { headers, body };
}

function exchange(
  method: string,
  url: URL,
  call: ReturnType<typeof readCall>,
  stream: Duplex,
  limits: Limits,
  signal: AbortSignal,
): Promise<EgressResponse> {
  return new Promise((resolve, reject) => {
    const sent: ClientRequest = requestHttp({
      method,
      path: url.pathname + url.search,
      headers: call.headers,
      signal,
      maxHeaderSize: 16 * 1024,
      // The stream is already open to the checked address: nothing below resolves the name again.
      createConnection: () => stream,
    });
    sent.on('response', (answer) => {
      readAnswer(answer, limits).then(resolve, reject);
    });
    sent.on('error', reject);
    sent.end(call.body);
  });
}

/** Makes the one door to the network; throws when the list of allowed hosts cannot be read. */
export function createEgress(options: EgressOptions): Egress {
  const list: AllowList = readAllowList(options.allow);
  const resolve = options.resolve ?? resolveByDns;
  const limits = {
    timeoutMilliseconds: options.timeoutMilliseconds ?? 20_000,
    maxBytes: options.maxBytes ?? 1_000_000,
  };
  const withDeadline = (signal: AbortSignal | undefined): AbortSignal =>
    AbortSignal.any([AbortSignal.timeout(limits.timeoutMilliseconds), ...(signal ? [signal] : [])]);

  return {
    async request(call) {
      const url = checkUrl(list, call.url);
      const checked = readCall(call, url);
      const signal = withDeadline(call.signal);
      let stream: Duplex | undefined;
      try {
        const address = await resolveChecked(resolve, url.hostname, (found) => mayDial(list, found), signal);
        stream = openStream(options, url, address);
        // Errors reach the caller through the request; one that comes after the end is of no interest.
        stream.on('error', () => undefined);
        return await untilAborted(exchange(call.method, url, checked, stream, limits, signal), signal);
      } catch (error) {
        throw noAnswer(url.host, error);
      } finally {
        stream?.destroy();
      }
    },
    async connect(host, port, signal) {
      const target = `${host.toLowerCase()}:${port}`;
      if (!(options.streams ?? []).some((listed) => listed.toLowerCase() === target)) {
        throw new JobFailure(`Expected a server named in the configuration, but found ${target}.`, {
          retryable: false,
        });
      }
      const deadline = withDeadline(signal);
      try {
        const address = await resolveChecked(resolve, host, (found) => isIP(found) !== 0, deadline);
        return await openedSocket((options.dial ?? dialTcp)(address, port), deadline);
      } catch (error) {
        throw noAnswer(target, error);
      }
    },
  };
}

function openedSocket(socket: Socket, signal: AbortSignal): Promise<Socket> {
  const opened = new Promise<Socket>((resolve, reject) => {
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
  return untilAborted(opened, signal).catch((error: unknown) => {
    socket.destroy();
    throw error;
  });
}
