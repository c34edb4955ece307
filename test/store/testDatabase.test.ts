import assert from 'node:assert/strict';
import { Client } from 'pg';
import { createTestDatabase, testServer } from '../support/database.ts';

describe('databases for tests', function () {
  this.timeout(60_000);

  it('are migrated, separate from each other, and gone when dropped', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);

    const steps = await ask(one.ownerUrl, 'select count(*)::int as n from schema_migrations');
    await ask(one.ownerUrl, 'create table only_here (x int)');

    assert.deepEqual(await ask(two.ownerUrl, "select to_regclass('only_here') as found"), [{ found: null }]);
    assert.ok(Number(steps[0]?.['n']) > 0);
    assert.deepEqual(await ask(two.appUrl, 'select current_user as role'), [{ role: 'officina_app' }]);
    assert.deepEqual(await ask(two.readerUrl, 'select current_user as role'), [{ role: 'officina_reader' }]);
    await Promise.all([one.drop(), two.drop()]);
    await assert.rejects(ask(one.ownerUrl, 'select 1'), { code: '3D000' });
  });

  it('run on the server that was asked for', async () => {
    const { superuser } = await testServer();
    const client = new Client(superuser);
    await client.connect();

    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");

    await client.end();
    const major = process.env['OFFICINA_TEST_PG'] ?? '18';
    assert.equal(rows[0]?.version.slice(0, 2), major === '' ? '18' : major);
  });
});

async function ask(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
