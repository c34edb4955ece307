import type { Static } from '@sinclair/typebox';
import type { Session, SessionOffice, Setup, SignIn, Welcome } from '../../engine/contract/session.ts';
import { call, rememberCsrf } from './call.ts';

export type SignedIn = Session;
export type Office = Static<typeof SessionOffice>;
export type WelcomePage = Welcome;

function remember(session: Session): Session {
  rememberCsrf(session.csrf);
  return session;
}

export async function getSession(): Promise<Session> {
  return remember(await call<Session>('GET', '/api/session'));
}

export async function signIn(body: SignIn): Promise<Session> {
  return remember(await call<Session>('POST', '/api/session', { body }));
}

export async function signOut(): Promise<void> {
  await call('DELETE', '/api/session');
}

export function getWelcome(): Promise<Welcome> {
  return call('GET', '/api/welcome');
}

export async function setUp(body: Setup): Promise<void> {
  await call('POST', '/api/setup', { body });
}
