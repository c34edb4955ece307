import type { Context } from 'koa';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { may, type MemberActor } from '../access/index.ts';
import { Refusal, type ProblemPlace } from '../contract/problem.ts';
import { isUnstorable, readJsonBody } from './jsonBody.ts';
import { memberOf } from './members.ts';
import type { Route, RouteAccess, RouteAnswer, RouteRequest, SignedIn, StreamAnswer } from './route.ts';
import type { AppServices, Services } from './services.ts';
import { checkForgery, sessionCookie, signedIn, tokenOf } from './sessions.ts';

/** Query and path values arrive as text, so they are converted to the schema's types; bodies never are. */
const texts = new Ajv.default({ coerceTypes: true, useDefaults: true, allErrors: true, strict: false });
const bodies = new Ajv.default({ allErrors: true, strict: false });
addFormats.default(texts);
addFormats.default(bodies);

interface Checks {
  readonly params: ValidateFunction;
  readonly query: ValidateFunction;
  readonly body: ValidateFunction | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** Places that a refusal names at most: a hostile body must not be answered with thousands. */
const MOST_PLACES = 50;

/** Compiles a route's checks once and gives the function that answers its requests. */
export function dispatcher(
  route: Route,
  services: AppServices,
): (ctx: Context, params: Record<string, string>) => Promise<void> {
  const checks: Checks = {
    params: texts.compile(route.params),
    query: texts.compile(route.query),
    body: route.body === null || route.body === 'multipart' ? null : bodies.compile(route.body),
  };
  return async (ctx, params) => {
    const request = await admitted(route, ctx, services, params, checks);
    send(ctx, services, route, await route.handle(request));
    if (route.method === 'GET' || request.call.officeId === '') return;
    services.events.hint(request.call.officeId);
    // Whoever took jobs has opened none.
    if (!route.path.endsWith('/jobs/fetch')) services.jobWaits.hint(request.call.officeId);
  };
}

/** Who may call comes before what is said: nothing of the body is read for somebody without the right. */
async function admitted(
  route: Route,
  ctx: Context,
  services: AppServices,
  params: Record<string, string>,
  checks: Checks,
): Promise<RouteRequest<unknown, unknown, unknown>> {
  const sessionToken = tokenOf(ctx, services);
  const office = params['office'];
  const session = route.access === 'public' ? null : await signedIn(services, sessionToken, office);
  if (route.method !== 'GET') checkForgery(ctx, services, session);
  if (route.access !== 'public' && !session) throw new Refusal('UNAUTHENTICATED', 'Sign in first.');
  const member = office !== undefined && session ? await memberOf(services, session, office) : null;
  if (office !== undefined && !member) throw new Refusal('NOT_FOUND', 'There is nothing at this address.');
  if (member) checkAccess(route.access, member.actor);
  // An id that is no id is the id of nothing.
  check(checks.params, params, '', 'NOT_FOUND');
  const query = queryOf(ctx);
  check(checks.query, query, '/query', 'INVALID_INPUT');
  const idempotencyKey = idempotencyKeyOf(ctx, route);
  const limit = route.bodyLimitBytes ?? services.settings.jsonLimitBytes;
  const body = checks.body ? await readJsonBody(ctx.req, limit) : undefined;
  if (checks.body) check(checks.body, body, '', 'INVALID_INPUT');
  return {
    ...{ params, query, body, services, session, sessionToken },
    actor: member?.actor ?? null,
    look: member?.look ?? null,
    call: {
      officeId: member?.officeId ?? '',
      actor: member?.actor ?? { type: 'system', id: 'anonymous' },
      idempotencyKey,
    },
    ifMatch: headerOf(ctx, 'If-Match')?.replace(/^W\//, '').replaceAll('"', '') ?? null,
    lastEventId: headerOf(ctx, 'Last-Event-ID'),
    address: ctx.ip,
    incoming: ctx.req,
  };
}

function checkAccess(access: RouteAccess, actor: MemberActor): void {
  if (access === 'member' || access === 'public' || access === 'session') return;
  const permissions = typeof access === 'string' ? [access] : access;
  if (permissions.some((permission) => may(actor, permission))) return;
  throw new Refusal('FORBIDDEN', `This needs the permission ${permissions.join(' or ')}.`);
}

function headerOf(ctx: Context, name: string): string | null {
  const value = ctx.get(name);
  return value === '' ? null : value;
}

function queryOf(ctx: Context): Record<string, unknown> {
  const query: Record<string, unknown> = { ...ctx.query };
  for (const [name, value] of Object.entries(query)) {
    if ([name, value].flat().some((text) => typeof text === 'string' && isUnstorable(text)))
      throw new Refusal('INVALID_INPUT', 'The query holds a character that cannot be looked for.');
  }
  return query;
}

function idempotencyKeyOf(ctx: Context, route: Route): string | undefined {
  const key = ctx.get('Idempotency-Key');
  if (route.method === 'GET' || key === '') return undefined;
  if (!UUID.test(key)) throw new Refusal('INVALID_INPUT', 'Expected the header Idempotency-Key to be a UUID.');
  return key.toLowerCase();
}

function check(validate: ValidateFunction, value: unknown, base: string, code: 'NOT_FOUND' | 'INVALID_INPUT'): void {
  if (validate(value)) return;
  if (code === 'NOT_FOUND') throw new Refusal('NOT_FOUND', 'There is nothing at this address.');
  const places: ProblemPlace[] = (validate.errors ?? []).slice(0, MOST_PLACES).map((error) => ({
    pointer: `${base}${error.instancePath}${missingOrUnknown(error.keyword, error.params)}`,
    sentence: `This ${error.message ?? 'is not right'}.`,
    code: error.keyword,
  }));
  throw new Refusal('INVALID_INPUT', 'The request does not have the expected shape.', { places });
}

/** The member that is missing or not known, as the rest of a JSON pointer. */
function missingOrUnknown(keyword: string, params: Record<string, unknown>): string {
  const name = params[keyword === 'required' ? 'missingProperty' : 'additionalProperty'];
  return typeof name === 'string' ? `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` : '';
}

function send(ctx: Context, services: Services, route: Route, answer: RouteAnswer<unknown> | StreamAnswer): void {
  if ('stream' in answer) {
    ctx.set(answer.headers);
    ctx.status = 200;
    ctx.body = answer.stream;
    // A promised length that will not come: the client must see the break.
    answer.stream.once('error', () => ctx.res.destroy());
    return;
  }
  if (answer.sessionToken !== undefined) setCookie(ctx, services, answer.sessionToken);
  if (answer.etag !== undefined) ctx.set('ETag', `"${answer.etag}"`);
  if (answer.headers) ctx.set(answer.headers);
  ctx.status = answer.status ?? route.status;
  ctx.type = 'application/json';
  ctx.body = JSON.stringify(answer.body);
}

function setCookie(ctx: Context, services: Services, token: string | null): void {
  const { name, secure } = sessionCookie(services);
  const parts = [`${name}=${token ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (secure) parts.push('Secure');
  if (token === null) parts.push('Max-Age=0');
  ctx.append('Set-Cookie', parts.join('; '));
}

/** Who is signed in on a route that asks for a session. */
export function sessionOf(request: { readonly session: SignedIn | null }): SignedIn {
  if (!request.session) throw new Refusal('UNAUTHENTICATED', 'Sign in first.');
  return request.session;
}
