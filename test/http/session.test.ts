import assert from 'node:assert/strict';
import { Client } from 'pg';
import { PASSWORD, startApp, type TestApp } from './support/app.ts';
import { World } from './support/world.ts';

describe('signing in', function () {
  this.timeout(60_000);
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.close());

  it('opens a session with a cookie that scripts cannot read and sites cannot send', async () => {
    const client = app.anybody();

    const answer = await client.signIn('ada', PASSWORD);

    assert.equal(answer.status, 200);
    const cookie = answer.headers.get('set-cookie') ?? '';
    assert.match(cookie, /^officina_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    assert.equal(answer.body.user.login, 'ada');
    assert.deepEqual(
      answer.body.offices.map((office: { code: string }) => office.code),
      ['aa'],
    );
    assert.ok(answer.body.offices[0].permissions.includes('task.work'));
    assert.doesNotMatch(answer.text, /argon2|password/i);
  });

  it('keeps only the hash of the token', async () => {
    const client = app.anybody();
    await client.signIn('ada', PASSWORD);

    const database = new Client(app.database.owner);
    await database.connect();
    const { rows } = await database.query<{ token_hash: string }>('select token_hash from sessions');
    await database.end();

    const token = client.cookie.split('=')[1]!;
    assert.ok(rows.length > 0);
    assert.ok(rows.every((row) => /^[0-9a-f]{64}$/.test(row.token_hash) && row.token_hash !== token));
  });

  it('says the same about a wrong password, an unknown login and an account that is disabled', async () => {
    const database = new Client(app.database.owner);
    await database.connect();
    await database.query(`update users set disabled_at = clock_timestamp() where login = 'eve'`);
    const client = app.anybody();

    const wrong = await client.post('/api/session', { login: 'ada', password: 'something else entirely' });
    const unknown = await client.post('/api/session', { login: 'nobody-of-this-name', password: PASSWORD });
    const disabled = await client.post('/api/session', { login: 'eve', password: PASSWORD });
    await database.query(`update users set disabled_at = null where login = 'eve'`);
    await database.end();

    for (const answer of [wrong, unknown, disabled]) {
      assert.equal(answer.status, 401);
      assert.equal(answer.body.detail, wrong.body.detail);
      assert.equal(answer.headers.get('set-cookie'), null);
    }
  });

  it('takes capitals, spaces around and either way of composing the login', async () => {
    assert.equal((await app.anybody().signIn('  ADA ', PASSWORD)).status, 200);
  });

  it('replaces the session that the browser had: the old token opens nothing any more', async () => {
    const client = app.anybody();
    await client.signIn('ada', PASSWORD);
    const before = { cookie: client.cookie, csrf: client.csrf };

    await client.signIn('ada', PASSWORD);

    assert.notEqual(client.cookie, before.cookie);
    assert.notEqual(client.csrf, before.csrf);
    const old = app.anybody();
    old.cookie = before.cookie;
    assert.equal((await old.get('/api/session')).status, 401);
    assert.equal((await client.get('/api/session')).status, 200);
  });

  it('ends with sign-out, for every copy of the cookie', async () => {
    const client = app.anybody();
    await client.signIn('ada', PASSWORD);
    const copy = app.anybody();
    copy.cookie = client.cookie;

    const answer = await client.delete('/api/session');

    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('set-cookie') ?? '', /Max-Age=0/);
    assert.equal((await copy.get('/api/session')).status, 401);
  });

  it('ends when it was not used for its idle time, and when its longest life is over', async () => {
    const idle = app.anybody();
    const old = app.anybody();
    await idle.signIn('ada', PASSWORD);
    await old.signIn('ada', PASSWORD);
    const database = new Client(app.database.owner);
    await database.connect();
    const age = async (cookie: string, column: string, interval: string): Promise<void> => {
      const { createHash } = await import('node:crypto');
      const hash = createHash('sha256').update(cookie.split('=')[1]!).digest('hex');
      await database.query(`update sessions set ${column} = clock_timestamp() - $2::interval where token_hash = $1`, [
        hash,
        interval,
      ]);
    };
    await age(idle.cookie, 'seen_at', '31 minutes');
    await age(old.cookie, 'expires_at', '1 second');
    await database.end();

    assert.equal((await idle.get('/api/session')).status, 401);
    assert.equal((await old.get('/api/session')).status, 401);
  });

  it('stops counting up guesses of one account from one place, and locks nobody else out', async () => {
    const guesser = app.anybody();
    const answers: number[] = [];
    for (let guess = 0; guess < 12; guess += 1)
      answers.push((await guesser.post('/api/session', { login: 'rex', password: `guess number ${guess}` })).status);

    const right = await guesser.post('/api/session', { login: 'rex', password: PASSWORD });
    const other = await app.anybody().signIn('sue', PASSWORD);

    assert.deepEqual(new Set(answers.slice(0, 10)), new Set([401]));
    assert.deepEqual(answers.slice(10), [429, 429]);
    assert.equal(right.status, 429);
    assert.ok(Number(right.headers.get('retry-after')) > 0);
    assert.equal(other.status, 200);
  });

  it('counts guesses side by side as well', async () => {
    const guesses = Array.from({ length: 30 }, (_, guess) =>
      app.anybody().post('/api/session', { login: 'nil', password: `guess number ${guess}` }),
    );

    const tried = (await Promise.all(guesses)).filter((answer) => answer.status === 401);

    assert.ok(tried.length <= 10, `${tried.length} guesses were tried`);
  });

  it('takes a role away from a session that is open already', async () => {
    const client = app.anybody();
    await client.signIn('all', PASSWORD);
    const world = new World(app, client);
    assert.equal((await client.get(world.path('/jobs'))).status, 200);
    const database = new Client(app.database.owner);
    await database.connect();
    const change = 'update memberships set roles = $2 where user_id = $1';
    const id = app.userIds.get('all');
    await database.query(change, [id, ['examiner']]);

    const after = await client.get(world.path('/jobs'));
    await database.query('delete from memberships where user_id = $1', [id]);
    const gone = await client.get(world.path('/tasks'));
    await database.end();

    assert.equal(after.status, 403);
    assert.equal(gone.status, 404);
  });

  it('is bound to its host and to TLS where the installation is reached by https', async () => {
    const secure = await startApp({ beside: app, settings: { publicUrl: 'https://office.example' } });
    const headers = { origin: 'https://office.example' };

    const answer = await secure.anybody().post('/api/session', { login: 'ada', password: PASSWORD }, { headers });
    await secure.close();

    assert.match(answer.headers.get('set-cookie') ?? '', /^__Host-officina_session=.*; Path=\/; .*Secure$/);
    assert.match(answer.headers.get('strict-transport-security') ?? '', /max-age=31536000; includeSubDomains/);
  });
});
