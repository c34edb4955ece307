import assert from 'node:assert/strict';
import { Client, completeExamination } from './support/client.ts';
import { officina, runToEnd, startServer, until } from './support/program.ts';
import { builtHouse, databaseRuns, demoFolder } from './support/workplace.ts';

describe('two servers on one data folder', function () {
  this.timeout(240_000);

  let house = '';
  let dataDir = '';

  beforeEach(async () => {
    house = await builtHouse();
    dataDir = await demoFolder();
  });

  const server = () => startServer(house, { env: { DATA_DIR: dataDir } });

  it('serve the same office; the last to leave stops PostgreSQL', async () => {
    const one = await server();
    const other = await server();
    assert.notEqual(one.url, other.url);
    const officer = await Client.signedIn(one.url, 'farid.nasser');

    const id = await completeExamination(officer.at(other.url));

    const { body } = await officer.get<{ task: { state: string } }>(`offices/xx/tasks/${id}`);
    assert.equal(body.task.state, 'completed');
    assert.deepEqual(await one.program.stop(), { code: 0, signal: null });
    assert.equal(databaseRuns(dataDir), true);
    assert.equal((await officer.at(other.url).get('session')).status, 200);
    assert.deepEqual(await other.program.stop(), { code: 0, signal: null });
    assert.equal(databaseRuns(dataDir), false);
  });

  it('go on when one is killed, and PostgreSQL still stops with the last', async () => {
    const one = await server();
    const other = await server();

    await one.program.stop('SIGKILL');

    assert.equal((await fetch(`${other.url}/api/ready`)).status, 200);
    assert.deepEqual(await other.program.stop(), { code: 0, signal: null });
    assert.equal(databaseRuns(dataDir), false);
  });

  it('leave a database behind when all are killed, and the next start joins it', async () => {
    const killed = await server();
    await killed.program.stop('SIGKILL');
    assert.equal(databaseRuns(dataDir), true);

    const next = await server();

    assert.equal(next.program.stderr, '');
    assert.deepEqual(await next.program.stop(), { code: 0, signal: null });
    assert.equal(databaseRuns(dataDir), false);
  });

  it('are joined by a node without screens and by doctor, which leave without harm', async () => {
    const { program, url } = await server();
    const worker = officina(house, ['work'], { env: { DATA_DIR: dataDir } });
    await worker.says(/Officina works on jobs, timers and messages\. Ctrl-C ends it\./);
    const looked = await runToEnd(house, ['doctor'], { env: { DATA_DIR: dataDir } });
    assert.equal(looked.code, 0, looked.said);
    assert.match(looked.stdout, /\nNothing wrong was found\.\n$/);

    assert.deepEqual(await worker.stop('SIGTERM'), { code: 0, signal: null });

    assert.equal((await fetch(`${url}/api/ready`)).status, 200);
    assert.deepEqual(await program.stop(), { code: 0, signal: null });
    await until(() => !databaseRuns(dataDir));
  });
});
