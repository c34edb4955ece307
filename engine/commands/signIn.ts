import { Refusal } from '../contract/problem.ts';
import {
  deleteSession,
  forgetLoginFailures,
  insertSession,
  noteLoginFailure,
  readUserByLogin,
  type Store,
} from '../store/index.ts';
import { isPassword } from './shared/password.ts';

/** Attempts of one account from one address within the window. */
const MOST_ATTEMPTS = 10;
const WINDOW_SECONDS = 15 * 60;

/** A sign-in; tokens come as hashes, the browser alone has the token. */
export interface SignInRequest {
  readonly login: string;
  readonly password: string;
  readonly address: string;
  readonly tokenHash: string;
  /** Session that the browser had before: it ends. */
  readonly replacedHash: string | null;
  /** Longest life of the session, however much it is used. */
  readonly lifeMinutes: number;
}

/**
 * Opens a session. Attempts count per account and address together: whoever guesses from elsewhere locks nobody out. An unknown login,
 * a wrong password and a disabled account cannot be told apart, by words or by time.
 * @throws Refusal UNAUTHENTICATED, TOO_MANY
 */
export async function signIn(store: Store, request: SignInRequest): Promise<void> {
  const { address, password, tokenHash, replacedHash, lifeMinutes } = request;
  const login = request.login.normalize('NFC').trim();
  const key = `sign-in ${login.toLowerCase()} ${address}`;
  // Counted before it is tried: attempts side by side cannot slip past the limit.
  const { attempts, user } = await store.acrossOffices(async (trx) => {
    const [found, counted] = await Promise.all([
      readUserByLogin(trx, login),
      noteLoginFailure(trx, key, WINDOW_SECONDS),
    ]);
    return { attempts: counted, user: found };
  });
  if (attempts > MOST_ATTEMPTS)
    throw new Refusal('TOO_MANY', 'Too many attempts with this login from here; wait some minutes.', {
      details: { windowSeconds: WINDOW_SECONDS },
    });
  const mayEnter = user !== null && user.disabledAt === null;
  const isRight = await isPassword(mayEnter ? user.passwordHash : null, password);
  if (!mayEnter || !isRight) throw new Refusal('UNAUTHENTICATED', 'Login or password is wrong.');
  await store.acrossOffices(async (trx) => {
    if (replacedHash !== null) await deleteSession(trx, replacedHash);
    await forgetLoginFailures(trx, key);
    await insertSession(trx, { tokenHash, userId: user.id, lifeMinutes, address });
  });
}
