import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';
import { Refusal } from '../contract/problem.ts';
import type { Services } from './services.ts';
import type { SignedIn } from './route.ts';
import { findSession } from '../store/index.ts';

const TOKEN_BYTES = 32;
/** An office as paths name it. */
const OFFICE = /^[a-z]{2}$/;

/** A new session token: 256 random bits; only its hash is stored. */
export function newSessionToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is stored of a token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The anti-forgery token of a session: derived, so that it needs no column of its own. */
export function csrfToken(token: string): string {
  return createHash('sha256').update(`csrf ${token}`).digest('base64url');
}

/** Name and attributes of the cookie; `__Host-` binds it to this host behind TLS. */
export function sessionCookie(services: Services): { readonly name: string; readonly secure: boolean } {
  const secure = services.settings.publicUrl.startsWith('https:');
  return { name: secure ? '__Host-officina_session' : 'officina_session', secure };
}

/** The token of the request's cookie, null when there is none or it is not one of ours. */
export function tokenOf(ctx: Context, services: Services): string | null {
  const token = ctx.cookies.get(sessionCookie(services).name);
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : null;
}

/**
 * The session of a token with the person's place in the office of the path (`xx`), in one round trip; null when there is no session or
 * it has ended. Idle time counts by the database's clock.
 */
export async function signedIn(services: Services, token: string | null, office?: string): Promise<SignedIn | null> {
  if (token === null) return null;
  const { sessionIdleMinutes } = services.settings;
  const officeId = office !== undefined && OFFICE.test(office) ? office.toUpperCase() : null;
  const found = await services.store.acrossOffices((trx) =>
    findSession(trx, tokenHash(token), sessionIdleMinutes, officeId),
  );
  return found ? { ...found, csrf: csrfToken(token) } : null;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Is this the origin that browsers use? On the same machine its names are one. The header Host says nothing: anybody writes it. */
function isOurs(origin: string, publicUrl: string): boolean {
  const ours = new URL(publicUrl);
  if (origin === ours.origin) return true;
  if (!LOOPBACK.has(ours.hostname) || !URL.canParse(origin)) return false;
  const theirs = new URL(origin);
  return LOOPBACK.has(theirs.hostname) && theirs.port === ours.port && theirs.protocol === ours.protocol;
}

/**
 * A request that changes something must come from our own page: same origin and, where somebody is signed in, the session's token in
 * a header, which another site can neither read nor send.
 * @throws Refusal FORBIDDEN
 */
export function checkForgery(ctx: Context, services: Services, session: SignedIn | null): void {
  const origin = ctx.get('Origin');
  const isForeign = origin !== '' && !isOurs(origin, services.settings.publicUrl);
  if (isForeign || ctx.get('Sec-Fetch-Site') === 'cross-site')
    throw new Refusal('FORBIDDEN', 'This request comes from another site.');
  if (!session) return;
  const given = Buffer.from(ctx.get('X-CSRF-Token'));
  const expected = Buffer.from(session.csrf);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Refusal('FORBIDDEN', 'Expected the header X-CSRF-Token with the token of the session.');
  }
}
