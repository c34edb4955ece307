import assert from 'node:assert/strict';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** Tables of the installation: they belong to no office. */
const OF_INSTALLATION = [
  'installation',
  'login_attempts',
  'offices',
  'schema_migrations',
  'schema_rights',
  'sessions',
  'users',
];

describe('the catalogue', () => {
  let database: TestDatabase;
  let client: Client;

  before(async () => {
    database = await createTestDatabase();
    client = new Client(database.owner);
    await client.connect();
  });
  after(async () => {
    await client.end();
    await database.drop();
  });

  async function names(sql: string): Promise<readonly string[]> {
    const { rows } = await client.query<{ name: string }>(sql);
    return rows.map((row) => row.name);
  }

  const tables = `
    select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`;

  it('knows every table either as the installation’s or as an office’s', async () => {
    const others = await names(`
      select t.relname as name from (${tables}) t
      where not exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'office_id') order by 1`);

    assert.deepEqual(others, OF_INSTALLATION);
  });

  it('leads every primary, unique and foreign key of an office’s table with office_id', async () => {
    const wrong = await names(`
      select k.conrelid::regclass || ' ' || k.conname as name from pg_constraint k join (${tables}) t on t.oid = k.conrelid
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.contype in ('p', 'u', 'f') and a.attname <> 'office_id'
        and not t.relname = any(array['${OF_INSTALLATION.join(`','`)}'])
        -- An account belongs to the installation, its memberships do not.
        and k.conname <> 'memberships_user_id_fkey'`);
    const indexes = await names(`
      select i.indexrelid::regclass::text as name from pg_index i join (${tables}) t on t.oid = i.indrelid
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indisunique and a.attname <> 'office_id' and not t.relname = any(array['${OF_INSTALLATION.join(`','`)}'])`);

    assert.deepEqual([...wrong, ...indexes], []);
  });

  it('binds every office’s table by row-level security, its owner included', async () => {
    const unbound = await names(`
      select t.relname as name from (${tables}) t
      where not t.relname = any(array['${OF_INSTALLATION.join(`','`)}'])
        and not (t.relrowsecurity and t.relforcerowsecurity
          and exists (select from pg_policy p where p.polrelid = t.oid and p.polname = 'of_office'))`);

    assert.deepEqual(unbound, []);
  });

  it('has no deferrable or exclusion constraint, no sequence and no ICU collation', async () => {
    const found = await names(`
      select conname::text as name from pg_constraint where connamespace = 'public'::regnamespace and (condeferrable or contype = 'x')
      union all select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S'
      union all select a.attname::text from pg_attribute a join pg_collation c on c.oid = a.attcollation
        join pg_class r on r.oid = a.attrelid where r.relnamespace = 'public'::regnamespace and c.collprovider = 'i'`);

    assert.deepEqual(found, []);
  });

  it('partitions the history by the time of the act', async () => {
    const { rows } = await client.query(`
      select pg_get_partkeydef('history'::regclass) as by, pg_get_constraintdef(oid) as key from pg_constraint
      where conrelid = 'history'::regclass and contype = 'p'`);

    assert.deepEqual(rows, [{ by: 'RANGE (at)', key: 'PRIMARY KEY (office_id, at, id)' }]);
  });

  it('gives the engine no way to change what stays as it was written', async () => {
    const changeable = await names(`
      select t.relname || ' ' || p.privilege as name from (${tables}) t, unnest(array['update', 'delete', 'truncate']) as p (privilege)
      where t.relname in ('history', 'numbers', 'status_events', 'deployments', 'definitions', 'bundle_files', 'schema_migrations')
        -- Undo takes back the events of a completion of seconds ago; history keeps both.
        and not (t.relname = 'status_events' and p.privilege = 'delete')
        and has_table_privilege('officina_app', t.oid, p.privilege)`);
    const owned = await names(`
      select r.rolname::text as name from pg_roles r
      where r.rolname in ('officina_app', 'officina_reader') and (r.rolsuper or r.rolbypassrls or r.rolcreaterole
        or has_schema_privilege(r.oid, 'public', 'create'))`);

    assert.deepEqual([...changeable, ...owned], []);
  });

  it('shows the reader no secret', async () => {
    const shown = await names(`
      select t.relname || ' ' || a.attname as name from (${tables}) t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0
      where (a.attname in ('password_hash', 'token_hash', 'setup_token_hash') or t.relname = 'sessions')
        and has_column_privilege('officina_reader', t.oid, a.attnum, 'select')`);

    assert.deepEqual(shown, []);
  });
});
