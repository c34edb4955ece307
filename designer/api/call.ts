import type { ProblemBody } from '../../engine/contract/problem.ts';
import { ApiProblem, Unreachable } from './problem.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type QueryValue = string | number | undefined;

export interface CallOptions {
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
  /** One key per intent: sent again with the same key, the command gives the same answer and acts once. */
  readonly intent?: string;
  /** The request may outlive the page (a draft saved while the window closes). */
  readonly keepalive?: boolean;
  readonly signal?: AbortSignal;
}

/** Browsers refuse bodies above 64 KiB that outlive the page; characters may take three bytes. */
const KEEPALIVE_CHARACTERS = 20_000;

let csrf = '';
const unauthenticated = new Set<() => void>();

/** Keeps the token of the session for every request that changes something. */
export function rememberCsrf(token: string): void {
  csrf = token;
}

/** Tells when a request was refused because nobody is signed in (any more). */
export function onUnauthenticated(listener: () => void): () => void {
  unauthenticated.add(listener);
  return () => unauthenticated.delete(listener);
}

/** A key for one intent of a person: a UUID, also where `randomUUID` is missing (plain HTTP in an office's own network). */
export function newIntent(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Path within an office, `/api/offices/xx/tasks`. */
export function inOffice(office: string, ...segments: readonly string[]): string {
  return ['/api/offices', office, ...segments]
    .map((part, at) => (at === 0 ? part : encodeURIComponent(part)))
    .join('/');
}

function withQuery(path: string, query: CallOptions['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}

export function changeHeaders(intent: string): Record<string, string> {
  return { 'x-csrf-token': csrf, 'idempotency-key': intent };
}

/** Turns an answer that is no success into an error and tells listeners when the session is gone. */
export function problemOf(status: number, body: unknown, requestId: string): ApiProblem {
  const known = typeof body === 'object' && body !== null && 'code' in body ? (body as ProblemBody) : undefined;
  const code: ProblemBody['code'] = status === 401 ? 'UNAUTHENTICATED' : 'DEFECT';
  const problem = new ApiProblem(known ?? { type: 'about:blank', title: '', status, detail: '', code, requestId });
  if (problem.code === 'UNAUTHENTICATED') for (const listener of unauthenticated) listener();
  return problem;
}

async function send(method: Method, path: string, options: CallOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') Object.assign(headers, changeHeaders(options.intent ?? newIntent()));
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    return await fetch(withQuery(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body }),
      ...(options.keepalive === true && (body?.length ?? 0) < KEEPALIVE_CHARACTERS ? { keepalive: true } : {}),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Unreachable(cause);
  }
}

/** One request. Throws `ApiProblem` when the server refuses and `Unreachable` when it does not answer. */
export async function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  const text = await response.text();
  const body: unknown = text === '' ? undefined : parse(text);
  if (!response.ok) throw problemOf(response.status, body, response.headers.get('x-request-id') ?? '');
  return body as T;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
