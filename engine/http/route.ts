import type { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { Type, type Static, type TSchema } from '@sinclair/typebox';
import type { MemberActor, Permission } from '../access/index.ts';
import type { Call } from '../commands/shared/runtime.ts';
import type { Look } from '../queries/look.ts';
import type { FoundMember } from '../store/index.ts';
import type { AppServices } from './services.ts';

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
  /** In the office of the path; null outside offices and for who is no member of it. */
  readonly member: FoundMember | null;
}

/**
 * Who may call a route: `public` = anybody, `session` = whoever is signed in, `member` = a member of the office of the path
 * (the handler asks about the object), or a member with that permission or one of those. Without membership an office answers 404.
 */
export type RouteAccess = 'public' | 'session' | 'member' | Permission | readonly Permission[];

/** What a handler is given; everything was checked against the route's schemas. */
export interface RouteRequest<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly services: AppServices;
  /** Null on public routes without a session. */
  readonly session: SignedIn | null;
  /** Token of the cookie, whether or not its session lives. */
  readonly sessionToken: string | null;
  /** Of the office in the path; null outside offices. */
  readonly actor: MemberActor | null;
  readonly look: Look | null;
  readonly call: Call;
  /** Revision or version of `If-Match`, without quotes. */
  readonly ifMatch: string | null;
  readonly lastEventId: string | null;
  readonly address: string;
  /** The raw request, for streams alone. */
  readonly incoming: IncomingMessage;
}

/** A request within an office, from a member. */
export interface OfficeRequest<P, Q, B> extends RouteRequest<P, Q, B> {
  readonly actor: MemberActor;
  readonly look: Look;
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

/** Data that may be read only: queries hand out what others hold as well. */
export type Given<T> = T extends (infer U)[]
  ? readonly Given<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Given<T[K]> }
    : T;

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
  /** Largest JSON body in bytes where it is not that of the settings. */
  readonly bodyLimitBytes?: number;
  /** Fields of a multipart body besides its file. */
  readonly form?: TSchema;
  /** Null: not JSON (content or events), described by `produces`. */
  readonly response: TSchema | null;
  readonly produces?: string;
  readonly status: number;
  readonly handle: (request: RouteRequest<unknown, unknown, unknown>) => Promise<RouteAnswer<unknown> | StreamAnswer>;
}

/** A route as it is written, P, Q, B, R being its schemas; `S` what the handler is given. */
interface Written<P extends TSchema, Q extends TSchema, B extends TSchema, S, A> {
  readonly method: Route['method'];
  readonly path: string;
  readonly summary: string;
  readonly access: RouteAccess;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly bodyLimitBytes?: number;
  readonly status?: number;
  readonly handle: (request: S) => Promise<A>;
}

function made<P extends TSchema, Q extends TSchema, B extends TSchema, S, A>(
  written: Written<P, Q, B, S, A>,
  rest: Pick<Route, 'body' | 'response'> & { readonly produces?: string; readonly form?: TSchema },
): Route {
  const { method, path, summary, access, params, query, status, handle, bodyLimitBytes } = written;
  return {
    ...{ method, path, summary, access, params: params ?? NOTHING, query: query ?? NOTHING, status: status ?? 200 },
    ...(bodyLimitBytes === undefined ? {} : { bodyLimitBytes }),
    ...rest,
    handle: handle as unknown as Route['handle'],
  };
}

type None = typeof NOTHING;

/** Makes a JSON route outside any office; the types of the handler come from its schemas. */
export function route<R extends TSchema, P extends TSchema = None, Q extends TSchema = None, B extends TSchema = None>(
  written: Written<P, Q, B, RouteRequest<Static<P>, Static<Q>, Static<B>>, RouteAnswer<Given<Static<R>>>> & {
    readonly response: R;
  },
): Route {
  return made(written, { body: written.body ?? null, response: written.response });
}

const OFFICE = '/api/offices/{office}';

/** Parameters of a path within an office. */
function inOffice<P extends TSchema>(params: P | undefined): TSchema {
  const own = (params as { readonly properties?: Record<string, TSchema> } | undefined)?.properties ?? {};
  return Type.Object({ office: Type.String({ pattern: '^[a-z]{2}$' }), ...own }, { additionalProperties: false });
}

/** Makes a JSON route within an office; `path` follows `/api/offices/{office}`. */
export function officeRoute<
  R extends TSchema,
  P extends TSchema = None,
  Q extends TSchema = None,
  B extends TSchema = None,
>(
  written: Written<P, Q, B, OfficeRequest<Static<P>, Static<Q>, Static<B>>, RouteAnswer<Given<Static<R>>>> & {
    readonly response: R;
  },
): Route {
  const placed = { ...written, path: `${OFFICE}${written.path}`, params: inOffice(written.params) };
  return made(placed, { body: written.body ?? null, response: written.response });
}

/** Makes a route within an office that answers a stream (content of a document, server-sent events). */
export function streamRoute<P extends TSchema = None>(
  written: Written<P, None, None, OfficeRequest<Static<P>, object, undefined>, StreamAnswer> & {
    readonly produces: string;
  },
): Route {
  const placed = { ...written, path: `${OFFICE}${written.path}`, params: inOffice(written.params) };
  return made(placed, { body: null, response: null, produces: written.produces });
}

/** Makes a route within an office that takes a streaming upload. */
export function uploadRoute<R extends TSchema, P extends TSchema = None>(
  written: Written<P, None, None, OfficeRequest<Static<P>, object, undefined>, RouteAnswer<Given<Static<R>>>> & {
    readonly response: R;
    readonly form: TSchema;
  },
): Route {
  const placed = { ...written, path: `${OFFICE}${written.path}`, params: inOffice(written.params) };
  return made(placed, { body: 'multipart', response: written.response, form: written.form });
}
