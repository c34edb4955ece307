import assert from 'node:assert/strict';
import path from 'node:path';
import type { Welcome } from '../../engine/contract/session.ts';
import { Client } from './support/client.ts';
import { runToEnd, startServer } from './support/program.ts';
import { builtHouse, newFolder } from './support/workplace.ts';

const LINK = /The first administrator is made once, here:\n {2}(http:\S+)\/setup#(\S+)\n/;
const FIRST = { login: 'first', name: 'The first', password: 'a-long-password-nobody-knows' };

describe('a production start', function () {
  this.timeout(120_000);

  let house = '';
  let dataDir = '';

  before(async () => {
    house = await builtHouse();
    dataDir = path.join(newFolder(), 'data');
  });

  const production = (): { env: Record<string, string> } => ({
    env: { NODE_ENV: 'production', DEMO: 'no', DATA_DIR: dataDir },
  });

  it('makes no account and prints a link for the first one; each start makes the link before void', async () => {
    const first = await startServer(house, production());
    const [, address, voidToken] = await first.program.says(LINK);
    assert.equal(address, first.url);
    assert.doesNotMatch(first.program.stdout, /xanadu-demo|Demo data/);
    const nobody = new Client(first.url);
    assert.equal((await nobody.post('session', { login: 'adam.zaki', password: 'xanadu-demo' })).status, 401);
    const { body } = await nobody.get<Welcome>('welcome');
    assert.equal(body.demo, false);
    assert.deepEqual(body.people, []);
    await first.program.stop();

    const second = await startServer(house, production());
    assert.equal((await new Client(second.url).post('setup', { ...FIRST, token: voidToken })).status, 403);
    await second.program.stop();
  });

  it('lets the link make one administrator, and no other ever after', async () => {
    const { program, url } = await startServer(house, production());
    const [, , token] = await program.says(LINK);
    const nobody = new Client(url);

    const answers = await Promise.all([
      nobody.post('setup', { ...FIRST, token }),
      nobody.post('setup', { ...FIRST, login: 'other', token }),
    ]);

    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 403]);
    assert.equal((await nobody.post('setup', { ...FIRST, login: 'third', token })).status, 403);
    const login = answers[0].status === 200 ? 'first' : 'other';
    const administrator = await Client.signedIn(url, login, FIRST.password);
    const { body } = await administrator.get<{ user: { administrator: boolean } }>('session');
    assert.equal(body.user.administrator, true);
    await program.stop();

    const later = await startServer(house, production());
    assert.doesNotMatch(later.program.said, /setup#/);
    assert.match(later.program.stdout, /Sign in with an account of this installation\./);
    assert.equal((await new Client(later.url).post('setup', { ...FIRST, login: 'fourth', token })).status, 403);
    await later.program.stop();
  });

  it('can never become a demo', async () => {
    const inProduction = await runToEnd(house, ['demo'], production());
    assert.equal(inProduction.code, 3);
    assert.match(inProduction.stderr, /^Demo data are loaded into a new embedded database only/);

    const env = { DEMO: 'yes', DATA_DIR: dataDir };
    const outside = await runToEnd(house, ['demo'], { env });
    assert.equal(outside.code, 4);
    assert.match(outside.stderr, /This installation was made without demo data; they go into a new one only\.\n$/);

    const { program, url } = await startServer(house, { env });
    assert.equal(program.stderr, 'This installation was made without demo data: DEMO=yes does nothing.\n');
    const nobody = new Client(url);
    assert.equal((await nobody.post('session', { login: 'adam.zaki', password: 'xanadu-demo' })).status, 401);
    await program.stop();
  });
});
