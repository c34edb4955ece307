import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  closeSetup,
  deleteExpiredSessions,
  deleteSession,
  deleteSessionsOfUser,
  findMember,
  findSession,
  forgetLoginFailures,
  insertSession,
  insertUser,
  loginFailures,
  membersOfOffice,
  membershipsOfUser,
  moveClock,
  noteLoginFailure,
  readInstallation,
  readUserByLogin,
  renewSetupToken,
  saveMembership,
  type Transaction,
} from '../../engine/store/index.ts';
import { openStore, type OpenStore } from './openStore.ts';

const ID = 'b0000000-0000-4000-8000-000000000001';

describe('people', () => {
  let open: OpenStore;
  const across = <T>(work: (trx: Transaction) => Promise<T>): Promise<T> => open.store.acrossOffices(work);
  const sample = { id: ID, login: 'Mara', name: 'Mara Clerk', passwordHash: 'x', language: 'en', administrator: false };

  beforeEach(async () => {
    open = await openStore();
    await across((trx) => insertUser(trx, sample));
  });
  afterEach(() => open.close());

  it('have a login of their own, whatever its capitals', async () => {
    assert.equal(await across((trx) => insertUser(trx, { ...sample, id: randomUUID(), login: 'MARA' })), false);
    assert.equal((await across((trx) => readUserByLogin(trx, 'mara')))?.id, ID);
  });

  it('work for the offices they are members of', async () => {
    const membership = {
      officeId: 'XX',
      userId: ID,
      roles: ['examiner'],
      unit: 'marks',
      skills: ['arabic'],
      absentFrom: null,
      absentUntil: null,
      delegateId: null,
    };
    await open.store.transaction('XX', (trx) => saveMembership(trx, { ...membership, roles: [] }));
    await open.store.transaction('XX', (trx) => saveMembership(trx, membership));

    assert.deepEqual(await across((trx) => membershipsOfUser(trx, ID)), [membership]);
    const found = await open.store.transaction('XX', (trx) => findMember(trx, 'XX', ID));
    assert.deepEqual(found, {
      name: 'Mara Clerk',
      roles: ['examiner'],
      unit: 'marks',
      skills: ['arabic'],
      deploymentId: null,
    });
    assert.equal(await open.store.transaction('YY', (trx) => findMember(trx, 'YY', ID)), null);
    const members = await open.store.transaction('XX', (trx) => membersOfOffice(trx, 'XX'));
    assert.deepEqual(
      members.map(({ login }) => login),
      ['Mara'],
    );
  });

  const session = (tokenHash: string, lifeMinutes = 60): Promise<void> =>
    across((trx) => insertSession(trx, { tokenHash, userId: ID, lifeMinutes, address: null }));
  const find = (tokenHash: string, idleMinutes = 30): Promise<unknown> =>
    across((trx) => findSession(trx, tokenHash, idleMinutes));

  it('stay signed in while their session is used and not too old', async () => {
    await session('a');
    await session('b', 0);

    const found = (await find('a')) as { readonly userId: string; readonly name: string };
    assert.deepEqual([found.userId, found.name], [ID, 'Mara Clerk']);
    assert.deepEqual([await find('b'), await find('c'), await find('a', 0)], [null, null, null]);
    assert.equal(await across(deleteExpiredSessions), 1);
  });

  it('stay signed in when the demo clock is moved', async () => {
    await session('a');
    await across((trx) => moveClock(trx, '2090-01-01T00:00:00.000Z'));

    assert.ok(await find('a'));
  });

  it('are signed out here or everywhere else', async () => {
    await Promise.all(['a', 'b', 'c'].map((token) => session(token)));

    await across((trx) => deleteSession(trx, 'a'));
    await across((trx) => deleteSessionsOfUser(trx, ID, 'b'));

    assert.deepEqual([await find('a'), (await find('b')) !== null, await find('c')], [null, true, null]);
  });

  it('are signed out when their account is disabled', async () => {
    await session('a');
    await across((trx) => trx.from('users').update({ disabled_at: '2026-01-01' }).where({ id: ID }));

    assert.equal(await find('a'), null);
  });

  it('have their failed sign-ins counted within a window', async () => {
    const fail = (windowSeconds: number): Promise<number> =>
      across((trx) => noteLoginFailure(trx, 'account mara', windowSeconds));

    assert.deepEqual([await fail(60), await fail(60), await fail(0), await fail(60)], [1, 2, 1, 2]);
    await across((trx) => forgetLoginFailures(trx, 'account mara'));
    assert.equal(await across((trx) => loginFailures(trx, 'account mara', 60)), 0);
  });
});

describe('the set-up of an installation', () => {
  it('takes its token once, then is closed for ever', async () => {
    const open = await openStore();
    const outcome = await open.store.acrossOffices(async (trx) => [
      await closeSetup(trx, 'guess'),
      await renewSetupToken(trx, 'fresh'),
      await closeSetup(trx, 'hash'),
      await closeSetup(trx, 'fresh'),
      await closeSetup(trx, 'fresh'),
      await renewSetupToken(trx, 'again'),
      (await readInstallation(trx))?.setupClosed,
    ]);
    await open.close();

    assert.deepEqual(outcome, [false, true, false, true, false, false, true]);
  });
});
