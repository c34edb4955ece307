import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Client } from './support/client.ts';
import { startServer, until, type Program } from './support/program.ts';
import { builtHouse, databaseRuns, demoFolder } from './support/workplace.ts';

const SIGN_IN = JSON.stringify({ login: 'farid.nasser', password: 'xanadu-demo' });

describe('ending a server', function () {
  this.timeout(60_000);

  let program: Program;
  let url = '';
  let dataDir = '';

  beforeEach(async function () {
    this.timeout(240_000);
    dataDir = await demoFolder();
    ({ program, url } = await startServer(await builtHouse(), { env: { DATA_DIR: dataDir } }));
  });

  it('answers the request that runs, takes no other, and ends in order', async () => {
    const { socket, heard } = await halfARequest(url);
    program.signal('SIGTERM');
    await program.says(/Ending …/);
    await assert.rejects(fetch(`${url}/api/health`));

    socket.write(SIGN_IN.slice(10));
    await until(() => heard().includes('"csrf"'));

    assert.match(heard(), /^HTTP\/1\.1 200 OK/m);
    assert.match(heard(), /^Connection: close/im);
    assert.deepEqual(await program.ended, { code: 0, signal: null });
    assert.equal(databaseRuns(dataDir), false);
  });

  it('ends event streams by itself instead of waiting for their readers', async () => {
    const officer = await Client.signedIn(url, 'farid.nasser');
    const stream = await fetch(`${url}/api/offices/xx/events`, { headers: officer.headers });
    assert.equal(stream.status, 200);

    program.signal('SIGINT');

    // A stream that is torn down would throw here.
    await stream.text();
    assert.deepEqual(await program.ended, { code: 0, signal: null });
  });

  it('ends at once at the second Ctrl-C, and the database is told to stop all the same', async () => {
    await halfARequest(url);
    program.signal('SIGINT');
    await program.says(/Ending …/);

    await until(() => {
      if (!program.hasEnded) program.signal('SIGINT');
      return program.hasEnded;
    });

    assert.deepEqual(await program.ended, { code: 130, signal: null });
    await until(() => !databaseRuns(dataDir));
  });
});

/** A sign-in whose body has begun to arrive and has not ended. */
async function halfARequest(url: string): Promise<{ socket: Socket; heard: () => string }> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let said = '';
  socket.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  socket.on('error', () => undefined);
  socket.write(
    `POST /api/session HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${SIGN_IN.length}\r\nExpect: 100-continue\r\n\r\n`,
  );
  await until(() => said.includes('100 Continue'));
  socket.write(SIGN_IN.slice(0, 10));
  return { socket, heard: () => said };
}
