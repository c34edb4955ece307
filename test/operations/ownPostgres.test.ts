import assert from 'node:assert/strict';
import path from 'node:path';
import { Client, completeExamination } from './support/client.ts';
import { runToEnd, startServer } from './support/program.ts';
import { startSystemPostgres, type SystemPostgres } from './support/systemPostgres.ts';
import { builtHouse, namesIn, newFolder } from './support/workplace.ts';

describe('an installation on a PostgreSQL of the system', function () {
  this.timeout(240_000);

  let house = '';
  let postgres: SystemPostgres;

  before(async () => {
    house = await builtHouse();
    postgres = await startSystemPostgres();
  });
  after(() => postgres.stop());

  it('migrates, deploys, loads a demo only when asked to, and works a task', async () => {
    const dataDir = path.join(newFolder(), 'data');
    const env = { DATABASE_URL: await postgres.newDatabase('office'), DATA_DIR: dataDir };

    const migrated = await runToEnd(house, ['migrate'], { env });
    assert.deepEqual(
      { code: migrated.code, stdout: migrated.stdout },
      { code: 0, stdout: 'The database is up to date.\n' },
    );
    const deployed = await runToEnd(house, ['deploy', 'offices/xx', '--note', 'by hand', '--json'], { env });
    assert.equal(deployed.code, 0, deployed.stderr);
    assert.equal((JSON.parse(deployed.stdout) as { number: number }).number, 1);
    const unasked = await runToEnd(house, ['demo'], { env });
    assert.equal(unasked.code, 3);
    const { program, url } = await startServer(house, { env: { ...env, DEMO: 'yes' } });
    assert.match(program.stdout, /Data lie in .* and the database of DATABASE_URL\. Ctrl-C ends everything\./);

    await completeExamination(await Client.signedIn(url, 'farid.nasser'));

    assert.deepEqual(await program.stop(), { code: 0, signal: null });
    assert.deepEqual(namesIn(dataDir), ['documents']);
    const looked = await runToEnd(house, ['doctor', '--json'], { env });
    assert.equal(looked.code, 0, looked.said);
    assert.deepEqual((JSON.parse(looked.stdout) as { offices: readonly string[] }).offices, ['XX']);
  });

  it('works for an account that may not create roles, and says what is missing', async () => {
    const env = { DATABASE_URL: await postgres.newDatabase('modest'), DATA_DIR: newFolder() };
    await postgres.run('alter role modest nocreaterole');

    const { program } = await startServer(house, { env: { ...env, NODE_ENV: 'production' } });

    assert.match(program.stderr, /^The account modest may neither create nor take the role officina_app: /m);
    assert.deepEqual(await program.stop(), { code: 0, signal: null });
  });
});
