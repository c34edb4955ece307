import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';
import { Refusal } from '../contract/problem.ts';
import type { Services } from './services.ts';
import type { SignedIn } from './route.ts';
import { findSession } from '../store/index.ts';

const TOKEN_BYTES = 32;

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

/** The session of the request's cookie, null when there is none or it has ended; idle time counts by the database's clock. */
export async function signedIn(ctx: Context, services: Services): Promise<SignedIn | null> {
  const token = ctx.cookies.get(sessionCookie(services).name);
  if (token === undefined || !/^[\w-]{43}$/.test(token)) return null;
  const { sessionIdleMinutes } = services.settings;
  const found = await services.store.acrossOffices((trx) => findSession(trx, tokenHash(token), sessionIdleMinutes));
  return found ? { ...found, csrf: csrfToken(token) } : null;
}

/**
 * A request that changes something must come from our own page: same origin, JSON or multipart, and the session's token in a
 * header, which another site can neither read nor send.
 */
export function checkForgery(ctx: Context, services: Services, session: SignedIn | null): void {
  const origin = ctx.get('Origin');
  if (
    origin !== '' &&
    origin !== new URL(services.settings.publicUrl).origin &&
    origin !== `${ctx.protocol}://${ctx.get('Host')}`
  ) {
    throw new Refusal('FORBIDDEN', 'This request comes from another site.');
  }
  if (ctx.get('Sec-Fetch-Site') === 'cross-site')
    throw new Refusal('FORBIDDEN', 'This request comes from another site.');
  if (!session) return;
  const given = Buffer.from(ctx.get('X-CSRF-Token'));
  const expected = Buffer.from(session.csrf);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Refusal('FORBIDDEN', 'Expected the header X-CSRF-Token with the token of the session.');
  }
}
