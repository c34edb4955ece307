import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { accounts } from './support/accounts.ts';
import { Client, completeExamination, openExaminations } from './support/client.ts';
import { addressOf, Program, startServer } from './support/program.ts';
import { builtHouse, databaseRuns, namesIn, newFolder, newHouse } from './support/workplace.ts';

interface Rows<T> {
  readonly items: readonly T[];
}

for (const account of accounts) {
  describe(`npm start as ${account.name}`, function () {
    this.timeout(240_000);

    let house = '';
    let dataDir = '';
    let examined = '';

    before(() => {
      house = newHouse(account);
      dataDir = path.join(newFolder(account), 'data');
    });

    function start(command: readonly [string, ...string[]] = [process.execPath, 'start.mjs']): Program {
      return new Program(house, command, { account, env: { DATA_DIR: dataDir } });
    }

    it('begins on a fresh clone: it builds, sets up, loads the demo office and serves it, until Ctrl-C', async () => {
      const program = start(['npm', 'start']);
      const url = await addressOf(program);

      for (const step of [
        'Building the server …',
        'Building the designer …',
        'Setting up the embedded PostgreSQL …',
        'The office XX is deployed.',
        'Loading 60 demo cases …',
      ])
        assert.ok(program.stderr.includes(step), step);
      const screen = program.stdout.slice(program.stdout.indexOf('Officina serves'));
      assert.ok(screen.trim().split('\n').length <= 24, screen);
      assert.match(screen, /farid\.nasser +xanadu-demo +formalities-officer/);
      assert.ok(screen.includes(`Data lie in ${dataDir}. Ctrl-C ends everything.`), screen);
      assert.match((await (await fetch(url)).text()).toLowerCase(), /^<!doctype html>/);
      examined = await completeExamination(await Client.signedIn(url, 'farid.nasser'));
      await opensCertificate(url);

      // The shell between npm and us may die of the Ctrl-C itself; our own exit code is seen below.
      const { code, signal } = await program.stop();
      assert.ok(code === 0 || signal === 'SIGINT', `${code} ${signal}`);
      assert.match(program.stderr, /^Ending …$/m);
      nothingIsLeft();
    });

    it('has nothing to install, build, migrate or load later, and knows what was done', async () => {
      const program = start();
      const url = await addressOf(program);

      assert.equal(program.stderr, '');
      const officer = await Client.signedIn(url, 'farid.nasser');
      assert.ok(!(await openExaminations(officer)).some(({ id }) => id === examined));
      const { body } = await officer.get<{ task: { state: string } }>(`offices/xx/tasks/${examined}`);
      assert.equal(body.task.state, 'completed');

      assert.deepEqual(await program.stop('SIGTERM'), { code: 0, signal: null });
      assert.equal(program.stderr, 'Ending …\n');
      nothingIsLeft();
    });

    async function opensCertificate(url: string): Promise<void> {
      const registrar = await Client.signedIn(url, 'hassan.rashid');
      const found = await registrar.get<Rows<{ id: string }>>('offices/xx/dossiers?state=REGISTERED&limit=1');
      const [dossier] = found.body.items;
      assert.ok(dossier, 'A mark of the demo is registered.');
      const documents = await registrar.get<Rows<{ kind: string; href: string }>>(
        `offices/xx/dossiers/${dossier.id}/documents?limit=100`,
      );
      const certificate = documents.body.items.find(({ kind }) => /certificate/.test(kind));
      assert.ok(certificate, JSON.stringify(documents.body.items.map(({ kind }) => kind)));
      assert.equal((await registrar.bytes(certificate.href)).subarray(0, 5).toString('latin1'), '%PDF-');
    }

    function nothingIsLeft(): void {
      assert.equal(databaseRuns(dataDir), false);
      assert.deepEqual(namesIn(path.join(dataDir, 'postgres', 'users')), []);
      assert.equal(existsSync(path.join(house, 'dist', '.lock')), false);
    }
  });
}

describe('a first start that is cut short', function () {
  this.timeout(180_000);

  it('leaves nothing running, and the next one loads the demo anew and whole', async () => {
    const house = await builtHouse();
    const dataDir = path.join(newFolder(), 'data');
    const options = { env: { DATA_DIR: dataDir } };
    const first = new Program(house, [process.execPath, 'start.mjs'], options);
    await first.says(/\d applications/);

    assert.deepEqual(await first.stop(), { code: 130, signal: null });
    assert.match(first.stderr, /\nEnded before it was done\.\n$/);
    assert.equal(databaseRuns(dataDir), false);

    const { program, url } = await startServer(house, options);
    assert.match(program.stderr, /The demo data were not loaded to their end the last time: they are loaded anew\./);
    const officer = await Client.signedIn(url, 'samira.aziz');
    const { body } = await officer.get<Rows<unknown>>('offices/xx/dossiers?limit=100');
    assert.equal(body.items.length, 60);
    assert.deepEqual(await program.stop(), { code: 0, signal: null });
  });

  it('is waited for by a second server on the same data', async () => {
    const house = await builtHouse();
    const options = { env: { DATA_DIR: path.join(newFolder(), 'data') } };
    const first = new Program(house, [process.execPath, 'start.mjs'], options);
    await first.says(/\d applications/);
    const second = new Program(house, [process.execPath, 'start.mjs'], options);
    await second.says(/Another process makes the first start: waiting for its end …/);

    const url = await addressOf(second);

    const officer = await Client.signedIn(url, 'samira.aziz');
    assert.equal((await officer.get<Rows<unknown>>('offices/xx/dossiers?limit=100')).body.items.length, 60);
    assert.deepEqual(await Promise.all([first.stop(), second.stop()]), [
      { code: 0, signal: null },
      { code: 0, signal: null },
    ]);
  });
});

describe('a tool that runs while Ctrl-C comes', function () {
  this.timeout(60_000);

  it('ends with us and gives its lock back', async () => {
    const house = newHouse();
    const dataDir = path.join(newFolder(), 'data');
    const program = new Program(house, [process.execPath, 'start.mjs'], { env: { DATA_DIR: dataDir } });
    await program.says(/Building the designer …/);

    assert.deepEqual(await program.stop(), { code: 130, signal: null });

    assert.equal(existsSync(path.join(house, 'dist', '.lock')), false);
    assert.match(program.stderr, /Ended before it was done; the next start goes on\.\n$/);
    assert.equal(existsSync(dataDir), false);
  });
});
