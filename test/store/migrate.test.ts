import assert from 'node:assert/strict';
import { Client } from 'pg';
import { migrate, MigrationEdited, SchemaNewer } from '../../engine/store/index.ts';
import { migrations } from '../../migrations/index.ts';
import { createTestDatabase, testServer, type TestDatabase } from '../support/database.ts';

describe('migrate', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('does nothing on a database that is up to date', async () => {
    const migrated = await migrate({ owner: database.owner });

    assert.deepEqual(migrated, { applied: [], version: migrations.length, takeRole: undefined, findings: [] });
  });

  it('lets two migrators at once do the work once', async () => {
    await emptied(database);

    const both = await Promise.all([migrate({ owner: database.owner }), migrate({ owner: database.owner })]);

    assert.deepEqual(both.flatMap(({ applied }) => applied).length, migrations.length);
  });

  it('refuses a database that a newer program has migrated', async () => {
    await within(database, (client) =>
      client.query(`insert into schema_migrations (number, name, checksum) values (999, '0999_future', 'x')`),
    );

    await assert.rejects(migrate({ owner: database.owner }), (error: Error) => {
      assert.ok(error instanceof SchemaNewer);
      assert.match(error.message, /^Expected a database with schema \d+ or older, but it has schema 999/);
      return true;
    });
  });

  it('refuses a step whose text has changed since it was applied', async () => {
    const [first, ...others] = migrations;
    const edited = [{ ...first!, sql: `${first!.sql}\n-- another thought` }, ...others];

    await assert.rejects(migrate({ owner: database.owner, steps: edited }), MigrationEdited);
  });

  it('leaves nothing behind of a step that fails', async () => {
    const broken = { name: '9999_broken', sql: 'create table half (id integer); select no_such_column from half' };

    await assert.rejects(migrate({ owner: database.owner, steps: [...migrations, broken] }));

    const left = await within(database, (client) => client.query(`select to_regclass('half') as half`));
    assert.equal(left.rows[0]?.half, null);
    assert.deepEqual((await migrate({ owner: database.owner })).applied, []);
  });

  it('makes one account that owns and works take the role of the engine', async () => {
    const { superuser } = await testServer();

    const migrated = await migrate({ owner: { ...superuser, database: database.owner.database }, ownerWorks: true });

    assert.equal(migrated.takeRole, 'officina_app');
  });

  it('has a partition of the history for each month of the coming year', async () => {
    const { rows } = await within(database, (client) =>
      client.query(`select count(*)::integer as partitions from pg_inherits where inhparent = 'history'::regclass`),
    );

    // Last month to a year ahead, and the one that takes the rest.
    assert.equal(rows[0]?.partitions, 15);
  });
});

async function within<T>(database: TestDatabase, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(database.owner);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Takes everything out of the schema again. */
function emptied(database: TestDatabase): Promise<unknown> {
  return within(database, (client) => client.query('drop owned by current_user cascade'));
}
