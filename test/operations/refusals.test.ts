import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Client } from 'pg';
import { createTestDatabase } from '../support/database.ts';
import { accounts, ordinary } from './support/accounts.ts';
import { Program, runToEnd, startServer, type RunOptions } from './support/program.ts';
import { startSystemPostgres, type SystemPostgres } from './support/systemPostgres.ts';
import { builtHouse, databaseRuns, demoFolder, namesIn, newFolder } from './support/workplace.ts';

/** Starts a server that must refuse: one sentence on stderr, nothing on stdout. */
async function refused(options: RunOptions, code: number): Promise<string> {
  const program = new Program(await builtHouse(options.account), [process.execPath, 'start.mjs'], options);
  const end = await program.ended;
  assert.deepEqual({ ...end, stdout: program.stdout }, { code, signal: null, stdout: '' }, program.said);
  assert.match(program.stderr, /^[^\n]+\.\n$/);
  return program.stderr.trim();
}

/** The next start that is in order serves. */
async function serves(options: RunOptions): Promise<void> {
  const { program, url } = await startServer(await builtHouse(options.account), options);
  assert.equal((await fetch(`${url}/api/ready`)).status, 200);
  assert.deepEqual(await program.stop(), { code: 0, signal: null });
}

describe('a start that is refused says one sentence and damages nothing', function () {
  this.timeout(120_000);

  before(async function () {
    this.timeout(240_000);
    for (const account of accounts) await builtHouse(account);
  });

  it('when the port is in use, before anything is made', async () => {
    const other = createServer().listen(0, 'localhost');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const dataDir = path.join(newFolder(), 'data');

    const sentence = await refused({ env: { DATA_DIR: dataDir, PORT: String(port) } }, 4);

    assert.equal(sentence, `Port ${port} is in use; choose another with PORT.`);
    assert.equal(existsSync(dataDir), false);
    await new Promise((resolve) => other.close(resolve));
  });

  for (const account of accounts)
    it(`when a file is in the place of the data folder, as ${account.name}`, async () => {
      const dataDir = path.join(newFolder(account), 'data');
      writeFileSync(dataDir, 'a file');

      const sentence = await refused({ account, env: { DATA_DIR: dataDir } }, 4);

      assert.equal(sentence, `The data folder ${dataDir} cannot be written (EEXIST); choose another with DATA_DIR.`);
    });

  it('when an ordinary user may not write the data folder', async () => {
    const dataDir = newFolder(ordinary);
    chmodSync(dataDir, 0o555);

    const sentence = await refused({ account: ordinary, env: { DATA_DIR: dataDir, DEMO: 'no' } }, 4);

    assert.equal(sentence, `The data folder ${dataDir} cannot be written (EACCES); choose another with DATA_DIR.`);
    assert.deepEqual(namesIn(dataDir), []);
    chmodSync(dataDir, 0o755);
    await serves({ account: ordinary, env: { DATA_DIR: dataDir, DEMO: 'no' } });
  });

  it('when a newer program has migrated the database', async () => {
    const database = await createTestDatabase();
    const env = { DATABASE_URL: database.ownerUrl, DATA_DIR: path.join(newFolder(), 'data') };
    const run = async (statement: string): Promise<void> => {
      const client = new Client(database.owner);
      await client.connect();
      await client.query(statement);
      await client.end();
    };
    await run(`insert into schema_migrations (number, name, checksum) values (999, '0999_future', 'x')`);

    const sentence = await refused({ env }, 4);

    assert.match(sentence, /^Expected a database with schema \d+ or older, but it has schema 999: /);
    await run('delete from schema_migrations where number = 999');
    await serves({ env });
    await database.drop();
  });

  it('when the server of DATABASE_URL does not answer', async () => {
    const free = createServer().listen(0, 'localhost');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));

    const sentence = await refused(
      { env: { DATABASE_URL: `postgres://officina@localhost:${port}/officina`, DATA_DIR: newFolder() } },
      4,
    );

    assert.match(sentence, /^The database does not answer: connect ECONNREFUSED .+\.$/);
  });

  it('when values of the environment cannot be used, and lists all of them', async () => {
    const env = { PORT: 'three', DEMO: 'maybe', OFFICE: 'xyz', DATA_DIR: path.join(newFolder(), 'data') };
    const program = new Program(await builtHouse(), [process.execPath, 'start.mjs'], { env });

    assert.deepEqual(await program.ended, { code: 3, signal: null });

    assert.deepEqual(program.stderr.trim().split('\n'), [
      'The environment holds values that cannot be used:',
      '  Expected PORT to be a whole number from 0 to 65535, but it is "three".',
      '  Expected OFFICE to be two letters, a code of WIPO ST.3, but it is "xyz".',
      '  Expected DEMO to be one of yes, no, but it is "maybe".',
    ]);
    assert.equal(existsSync(env.DATA_DIR), false);
  });

  it('when there is no bundle of the office; the right office starts as if nothing had been', async () => {
    const dataDir = path.join(newFolder(), 'data');
    const env = { DATA_DIR: dataDir, DEMO: 'no' };
    const program = new Program(await builtHouse(), [process.execPath, 'start.mjs'], { env: { ...env, OFFICE: 'qq' } });

    assert.deepEqual(await program.ended, { code: 3, signal: null });

    assert.match(program.stderr, /\nExpected an office bundle in .*offices\/qq, but there is no bundle\.json\.\n$/);
    assert.equal(databaseRuns(dataDir), false);
    await serves({ env });
  });

  it('when production meets a demo, whose passwords are public', async () => {
    const dataDir = await demoFolder();

    const sentence = await refused({ env: { DATA_DIR: dataDir, NODE_ENV: 'production' } }, 4);

    assert.match(sentence, /^This is a demo installation, whose passwords everybody knows/);
    assert.equal(databaseRuns(dataDir), false);
    await serves({ env: { DATA_DIR: dataDir } });
  });
});

describe('a PostgreSQL that would forget what it acknowledged', function () {
  this.timeout(120_000);

  let postgres: SystemPostgres;

  before(async () => {
    await builtHouse();
    postgres = await startSystemPostgres();
  });
  after(() => postgres.stop());

  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'])
    it(`is refused because ${setting} is off, and taken when it is on again`, async () => {
      const env = { DATABASE_URL: await postgres.newDatabase(`of_${setting}`), DATA_DIR: newFolder() };
      await postgres.run(`alter system set ${setting} = off`, 'select pg_reload_conf()');

      const sentence = await refused({ env }, 4);

      assert.equal(sentence, `Expected the PostgreSQL setting ${setting} to be on, but it is off.`);
      await postgres.run(`alter system reset ${setting}`, 'select pg_reload_conf()');
      const migrated = await runToEnd(await builtHouse(), ['migrate'], { env });
      assert.equal(migrated.code, 0, migrated.said);
    });
});

describe('a command line that makes no sense', function () {
  this.timeout(120_000);

  const wrong: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
    [
      ['dance'],
      /^There is no command “dance”\. Known are serve, work, migrate, check, import, test, deploy, demo, forget, doctor\.$/,
    ],
    [['serve', '--fast'], /^Unknown option '--fast'\.$/],
    [['serve', 'now'], /^“now” is not expected here\.$/],
    [['work', '--fast'], /^Unknown option '--fast'\.$/],
    [['migrate', 'back'], /^“back” is not expected here\.$/],
    [['doctor', '--cure'], /^Unknown option '--cure'\.$/],
    [['check', 'offices/xx', 'offices/yy'], /^“offices\/yy” is not expected here\.$/],
    [['check', 'offices'], /^Expected an office bundle in .*offices, but there is no bundle\.json\.$/],
    [['deploy', 'nowhere'], /^Expected an office bundle in .*nowhere, but there is no bundle\.json\.$/],
    [['test', 'nowhere.json'], /^Expected a file or folder nowhere\.json, but there is none\.$/],
    [['test', 'forms'], /^There is no scenario in forms: they lie in a folder “scenarios”\.$/],
    [['demo', '--limit', '5'], /^--inject and --limit belong to --all\.$/],
    [['demo', '--all', '--limit', 'x'], /^Expected --limit to be a whole number from 1 on, but it is “x”\.$/],
    [['demo', '--all', '--limit', '2', '--inject', '5'], /^At most \d outcomes can be played wrongly\.$/],
  ];

  it('is answered by one sentence and exit code 3, and touches nothing', async () => {
    const house = await builtHouse();
    const dataDir = path.join(newFolder(), 'data');
    for (const [args, expected] of wrong) {
      const { code, stdout, stderr } = await runToEnd(house, args, { env: { DATA_DIR: dataDir } });
      assert.deepEqual({ args, code, stdout }, { args, code: 3, stdout: '' });
      assert.match(stderr.trimEnd(), expected, args.join(' '));
    }
    assert.equal(existsSync(dataDir), false);
  });

  it('lists the commands where none is named', async () => {
    const { code, stdout } = await runToEnd(await builtHouse(), []);

    const one = await runToEnd(await builtHouse(), ['deploy', '--help']);

    assert.equal(code, 3);
    assert.deepEqual(
      [one.code, one.stdout.split('\n')[0]?.trim()],
      [0, 'deploy [folder or office] [--dry-run] [--note TEXT] [--json]'],
    );
    assert.match(stdout, /^officina <command> \[options\]\n\n {2}serve\n {6}Serve the screens/);
  });
});
