import { Done } from '../../contract/page.ts';
import { Session, Setup, SignIn, Welcome } from '../../contract/session.ts';
import { setUp } from '../../commands/setUp.ts';
import { signIn } from '../../commands/signIn.ts';
import { signOut } from '../../commands/signOut.ts';
import { sessionView } from '../../queries/sessionView.ts';
import { welcome } from '../../queries/welcome.ts';
import { sessionOf } from '../dispatch.ts';
import { officeWords } from '../officeWords.ts';
import { route, type Route, type SignedIn } from '../route.ts';
import type { Services } from '../services.ts';
import { newSessionToken, signedIn, tokenHash } from '../sessions.ts';

const wordsIn =
  ({ runtime }: Services) =>
  async (officeId: string, deploymentId: string) =>
    officeWords(await runtime.deployments.get(officeId, deploymentId));

const viewOf = (services: Services, session: SignedIn) => sessionView(services.store, session, wordsIn(services));

/** Signing in and out, who one is, and the first administrator. */
export const sessionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/welcome',
    summary: 'What the sign-in page shows.',
    access: 'public',
    response: Welcome,
    handle: async ({ services }) => ({ body: await welcome(services.store, services.settings, wordsIn(services)) }),
  }),
  route({
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in and what they may do.',
    access: 'session',
    response: Session,
    handle: async (request) => ({ body: await viewOf(request.services, sessionOf(request)) }),
  }),
  route({
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in: opens a session and sets its cookie.',
    access: 'public',
    body: SignIn,
    response: Session,
    handle: async ({ services, body, address, sessionToken }) => {
      const token = newSessionToken();
      const replacedHash = sessionToken === null ? null : tokenHash(sessionToken);
      const lifeMinutes = services.settings.sessionHours * 60;
      await signIn(services.store, { ...body, address, tokenHash: tokenHash(token), replacedHash, lifeMinutes });
      const session = sessionOf({ session: await signedIn(services, token) });
      return { body: await viewOf(services, session), sessionToken: token };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/session',
    summary: 'Sign out: the session ends for good.',
    access: 'session',
    response: Done,
    handle: async ({ services, sessionToken }) => ({
      body: await signOut(services.store, tokenHash(sessionToken ?? '')),
      sessionToken: null,
    }),
  }),
  route({
    method: 'POST',
    path: '/api/setup',
    summary: 'The first administrator, once, with the token of the console.',
    access: 'public',
    body: Setup,
    response: Done,
    handle: async ({ services, body }) => ({ body: await setUp(services.store, body) }),
  }),
];
