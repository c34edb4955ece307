import type { Context } from 'koa';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { may } from '../access/index.ts';
import { Refusal, type ProblemPlace } from '../contract/problem.ts';
import type { Json } from '../contract/json.ts';
import { memberOf } from './members.ts';
import { readJsonBody } from './jsonBody.ts';
import type { Route, RouteAnswer, RouteRequest, SignedIn, StreamAnswer } from './route.ts';
import type { Services } from './services.ts';
import { checkForgery, sessionCookie, signedIn } from './sessions.ts';

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

/** Compiles a route's checks once and gives the function that answers its requests. */
export function dispatcher(
  route: Route,
  services: Services,
): (ctx: Context, params: Record<string, string>) => Promise<void> {
  const checks: Checks = {
    params: texts.compile(route.params),
    query: texts.compile(route.query),
    body: route.body === null || route.body === 'multipart' ? null : bodies.compile(route.body),
  };
  return async (ctx, params) => {
    const session = route.access === 'public' && route.method === 'GET' ? null : await signedIn(ctx, services);
    if (route.method !== 'GET') checkForgery(ctx, services, session);
    // Who may call comes before what is said: nothing of the body is read for somebody without the right.
    const request = await admitted(route, ctx, services, session, params, checks);
    send(ctx, services, route, await route.handle(request));
  };
}

async function admitted(
  route: Route,
  ctx: Context,
  services: Services,
  session: SignedIn | null,
  params: Record<string, string>,
  checks: Checks,
): Promise<RouteRequest<unknown, unknown, unknown>> {
  if (route.access !== 'public' && !session) throw new Refusal('UNAUTHENTICATED', 'Sign in first.');
  const office = params['office'];
  const member = office !== undefined && session ? await memberOf(services, session, office) : null;
  if (office !== undefined && !member) throw new Refusal('NOT_FOUND', 'There is nothing at this address.');
  if (
    member &&
    route.access !== 'member' &&
    route.access !== 'public' &&
    route.access !== 'session' &&
    !may(member.actor, route.access)
  ) {
    throw new Refusal('FORBIDDEN', `This needs the permission ${route.access}.`);
  }
  // An id that is no id is the id of nothing.
  check(checks.params, params, '', 'NOT_FOUND');
  const query: Record<string, unknown> = { ...ctx.query };
  check(checks.query, query, '/query', 'INVALID_INPUT');
  const body = checks.body ? await readJsonBody(ctx.req, services.settings.jsonLimitBytes) : undefined;
  if (checks.body) check(checks.body, body, '', 'INVALID_INPUT');
  return {
    params,
    query,
    body,
    services,
    session,
    actor: member?.actor ?? null,
    call: {
      officeId: member?.officeId ?? '',
      actor: member?.actor ?? { type: 'system', id: 'anonymous' },
      idempotencyKey: idempotencyKey(ctx, route),
    },
    ifMatch: ctx.get('If-Match') === '' ? null : ctx.get('If-Match').replace(/^W\//, '').replaceAll('"', ''),
    lastEventId: ctx.get('Last-Event-ID') === '' ? null : ctx.get('Last-Event-ID'),
    address: ctx.ip,
    incoming: ctx.req,
  };
}

function idempotencyKey(ctx: Context, route: Route): string | undefined {
  const key = ctx.get('Idempotency-Key');
  if (route.method === 'GET' || key === '') return undefined;
  if (!UUID.test(key)) throw new Refusal('INVALID_INPUT', 'Expected the header Idempotency-Key to be a UUID.');
  return key;
}

function check(validate: ValidateFunction, value: unknown, base: string, code: 'NOT_FOUND' | 'INVALID_INPUT'): void {
  if (validate(value)) return;
  if (code === 'NOT_FOUND') throw new Refusal('NOT_FOUND', 'There is nothing at this address.');
  const places: ProblemPlace[] = (validate.errors ?? []).map((error) => ({
    pointer: `${base}${error.instancePath}${error.keyword === 'required' ? `/${String(error.params['missingProperty'])}` : error.keyword === 'additionalProperties' ? `/${String(error.params['additionalProperty'])}` : ''}`,
    sentence: `This ${error.message ?? 'is not right'}.`,
    code: error.keyword,
  }));
  throw new Refusal('INVALID_INPUT', 'The request does not have the expected shape.', { places });
}

function send(ctx: Context, services: Services, route: Route, answer: RouteAnswer<unknown> | StreamAnswer): void {
  if ('stream' in answer) {
    ctx.set(answer.headers);
    ctx.status = 200;
    ctx.body = answer.stream;
    return;
  }
  if (answer.sessionToken !== undefined) setCookie(ctx, services, answer.sessionToken);
  if (answer.etag !== undefined) ctx.set('ETag', `"${answer.etag}"`);
  if (answer.headers) ctx.set(answer.headers);
  ctx.status = answer.status ?? route.status;
  ctx.type = 'application/json';
  ctx.body = JSON.stringify(answer.body as Json);
}

function setCookie(ctx: Context, services: Services, token: string | null): void {
  const { name, secure } = sessionCookie(services);
  const parts = [`${name}=${token ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (secure) parts.push('Secure');
  if (token === null) parts.push('Max-Age=0');
  ctx.append('Set-Cookie', parts.join('; '));
}
