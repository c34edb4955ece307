import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { startApp, type TestApp } from './support/app.ts';

const TOKEN = 'a-token-of-the-console-that-nobody-guesses';
const FIRST = { token: TOKEN, login: 'first', name: 'First Person', password: 'quiet harbour lantern 7' };

describe('the set-up of an installation', function () {
  this.timeout(60_000);
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp({ demo: false, setupTokenHash: createHash('sha256').update(TOKEN).digest('hex') });
  });
  afterEach(() => app.close());

  it('makes the first administrator, who gets into every office, and closes for ever', async () => {
    const client = app.anybody();
    assert.equal((await client.get('/api/welcome')).body.setupOpen, true);

    const made = await client.post('/api/setup', FIRST);
    const again = await client.post('/api/setup', { ...FIRST, login: 'second' });
    const session = await client.signIn('first', FIRST.password);

    assert.equal(made.status, 200, made.text);
    assert.equal(again.status, 403);
    assert.equal(session.body.user.administrator, true);
    assert.deepEqual(
      session.body.offices.map((office: { code: string }) => office.code),
      ['aa', 'bb'],
    );
    assert.equal((await client.get('/api/welcome')).body.setupOpen, false);
  });

  it('makes one of two who come at the same time', async () => {
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((login) => app.anybody().post('/api/setup', { ...FIRST, login })),
    );

    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 403, 403]);
  });

  it('refuses another token in the words in which it refuses when closed', async () => {
    const wrong = await app.anybody().post('/api/setup', { ...FIRST, token: 'x'.repeat(43) });
    await app.anybody().post('/api/setup', FIRST);
    const closed = await app.anybody().post('/api/setup', FIRST);

    assert.equal(wrong.status, 403);
    assert.equal(wrong.body.detail, closed.body.detail);
  });

  it('refuses passwords that are short, common, or repeat themselves, and stays open', async () => {
    const client = app.anybody();
    for (const password of [
      'short',
      'passwordpassword',
      'Password12345678',
      'first person 2026',
      'abcabcabcabcabcabc',
      '111111111111111111',
      'officina-trademark-1',
    ]) {
      const answer = await client.post('/api/setup', { ...FIRST, password });

      assert.equal(answer.status, 422, password);
      assert.equal(answer.body.errors[0].pointer, '/password');
    }
    assert.equal((await client.post('/api/setup', FIRST)).status, 200);
  });

  it('refuses a login that is taken and stays open', async () => {
    const taken = await app.anybody().post('/api/setup', { ...FIRST, login: 'ADA' });
    const free = await app.anybody().post('/api/setup', FIRST);

    assert.equal(taken.status, 422);
    assert.equal(taken.body.errors[0].pointer, '/login');
    assert.equal(free.status, 200);
  });

  it('shows demo people only in a database that was made for demo data', async () => {
    const demoPeople = [{ login: 'demo', name: { en: 'Demo' }, roles: ['examiner'], password: 'demo' }];
    const real = await startApp({ beside: app, settings: { demoPeople } });
    const demo = await startApp({ demo: true, settings: { demoPeople } });

    const hidden = await real.anybody().get('/api/welcome');
    const shown = await demo.anybody().get('/api/welcome');
    await Promise.all([real.close(), demo.close()]);

    assert.deepEqual(hidden.body.people, []);
    assert.deepEqual(shown.body.people[0].roles, [{ en: 'examiner', ar: 'examiner' }]);
  });
});
