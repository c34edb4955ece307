import type { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { Type, type Static, type TSchema } from '@sinclair/typebox';
import type { MemberActor, Permission } from '../access/index.ts';
import type { Call } from '../commands/shared/runtime.ts';
import type { Services } from './services.ts';

const NOTHING = Type.Object({}, { additionalProperties: false });

/** Who is signed in, as the session table has it. */
export interface SignedIn {
  readonly userId: string;
  readonly login: string;
  readonly name: string;
  readonly language: string | null;
  readonly administrator: boolean;
  readonly expiresAt: string;
  readonly csrf: string;
}

/**
 * Who may call a route: `public` = anybody, `session` = whoever is signed in, `member` = a member of the office of the path
 * (the handler asks about the object), or a member with that permission. Without membership an office answers 404.
 */
export type RouteAccess = 'public' | 'session' | 'member' | Permission;

/** What a handler is given; everything was checked against the route's schemas. */
export interface RouteRequest<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly services: Services;
  /** Null on public routes without a session. */
  readonly session: SignedIn | null;
  /** Of the office in the path. */
  readonly actor: MemberActor | null;
  readonly call: Call;
  /** Revision or version of `If-Match`, without quotes. */
  readonly ifMatch: string | null;
  readonly lastEventId: string | null;
  readonly address: string;
  /** The raw request, for streams alone. */
  readonly incoming: IncomingMessage;
}

/** What a handler answers besides the body. */
export interface RouteAnswer<R> {
  readonly body: R;
  readonly status?: number;
  /** Becomes a strong `ETag`. */
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cookie to set, or null to clear the session's. */
  readonly sessionToken?: string | null;
}

/** A body that is not JSON. */
export interface StreamAnswer {
  readonly stream: Readable;
  readonly headers: Readonly<Record<string, string>>;
}

/** A route is data: what it takes, what it gives, who may call it, and a handler of a few lines. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** OpenAPI style: `/api/offices/{office}/tasks/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: RouteAccess;
  readonly params: TSchema;
  readonly query: TSchema;
  /** Null: no body. `multipart`: a streaming upload that the handler reads itself. */
  readonly body: TSchema | 'multipart' | null;
  /** Null: not JSON (content or events), described by `produces`. */
  readonly response: TSchema | null;
  readonly produces?: string;
  readonly status: number;
  readonly handle: (request: RouteRequest<unknown, unknown, unknown>) => Promise<RouteAnswer<unknown> | StreamAnswer>;
}

interface Definition<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema> {
  readonly method: Route['method'];
  readonly path: string;
  readonly summary: string;
  readonly access: RouteAccess;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly response: R;
  readonly status?: number;
  readonly handle: (request: RouteRequest<Static<P>, Static<Q>, Static<B>>) => Promise<RouteAnswer<Static<R>>>;
}

/** Makes a JSON route; the types of the handler come from its schemas. */
export function route<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema>(
  definition: Definition<P, Q, B, R>,
): Route {
  return {
    method: definition.method,
    path: definition.path,
    summary: definition.summary,
    access: definition.access,
    params: definition.params ?? NOTHING,
    query: definition.query ?? NOTHING,
    body: definition.body ?? null,
    response: definition.response,
    status: definition.status ?? 200,
    handle: definition.handle as Route['handle'],
  };
}

/** Makes a route that answers a stream (content of a document, server-sent events). */
export function streamRoute<P extends TSchema, Q extends TSchema>(
  definition: Omit<Definition<P, Q, TSchema, TSchema>, 'body' | 'response' | 'handle'> & {
    readonly produces: string;
    readonly handle: (request: RouteRequest<Static<P>, Static<Q>, undefined>) => Promise<StreamAnswer>;
  },
): Route {
  return {
    method: definition.method,
    path: definition.path,
    summary: definition.summary,
    access: definition.access,
    params: definition.params ?? NOTHING,
    query: definition.query ?? NOTHING,
    body: null,
    response: null,
    produces: definition.produces,
    status: 200,
    handle: definition.handle as unknown as Route['handle'],
  };
}

/** Makes a route that takes a streaming upload. */
export function uploadRoute<P extends TSchema, R extends TSchema>(
  definition: Omit<Definition<P, TSchema, TSchema, R>, 'body' | 'query'>,
): Route {
  return { ...route({ ...definition, query: NOTHING as TSchema, body: NOTHING as TSchema }), body: 'multipart' };
}
