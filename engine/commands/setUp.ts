import { createHash } from 'node:crypto';
import { Refusal } from '../contract/problem.ts';
import type { Setup } from '../contract/session.ts';
import { closeSetup, insertUser, listOffices, readInstallation, saveMembership, type Store } from '../store/index.ts';
import { uuidv7 } from './shared/ids.ts';
import { hashPassword, passwordProblem } from './shared/password.ts';

/** Role of `roles.json` that the first administrator gets in every office there is. */
const FIRST_ROLE = 'administrator';

/**
 * Makes the first administrator of the installation and closes set-up for ever. Works once, with the token that the console has
 * shown; of two at the same time one is made.
 * @throws Refusal FORBIDDEN (another token, or set-up is closed: nobody can tell which), INVALID_INPUT (password, login)
 */
export async function setUp(store: Store, input: Setup): Promise<{ ok: true }> {
  const tokenHash = createHash('sha256').update(input.token).digest('hex');
  const login = input.login.normalize('NFC').trim();
  const standing = await store.acrossOffices(readInstallation);
  if (!standing || standing.setupClosed || standing.setupTokenHash !== tokenHash) throw closed();
  const problem = passwordProblem(input.password, { login, name: input.name });
  if (problem !== undefined)
    throw new Refusal('INVALID_INPUT', problem, {
      places: [{ pointer: '/password', sentence: problem, code: 'common' }],
    });
  const passwordHash = await hashPassword(input.password);
  const userId = uuidv7();
  const offices = await store.acrossOffices(async (trx) => {
    if (!(await closeSetup(trx, tokenHash))) throw closed();
    const user = { id: userId, login, name: input.name, passwordHash, language: 'en', administrator: true };
    if (!(await insertUser(trx, user)))
      throw new Refusal('INVALID_INPUT', 'This login is taken.', {
        places: [{ pointer: '/login', sentence: 'Expected another login.', code: 'taken' }],
      });
    return listOffices(trx);
  });
  const nothing = { unit: null, skills: [], absentFrom: null, absentUntil: null, delegateId: null };
  for (const { code } of offices) {
    const membership = { officeId: code, userId, roles: [FIRST_ROLE], ...nothing };
    await store.transaction(code, (trx) => saveMembership(trx, membership));
  }
  return { ok: true };
}

function closed(): Refusal {
  return new Refusal('FORBIDDEN', 'This set-up link is not valid any more.');
}
