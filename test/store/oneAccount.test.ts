import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import {
  commitSteps,
  createStore,
  migrate,
  type ConnectionConfig,
  type Migrated,
  type Store,
} from '../../engine/store/index.ts';
import { testServer } from '../support/database.ts';
import { sampleHistory, sampleStart, sampleTask } from './sampleStep.ts';

/** A foreign server where one account does everything, as behind a single DATABASE_URL. */
describe('one account for everything', () => {
  const account = `lonely_${randomUUID().slice(0, 8)}`;
  let owner: ConnectionConfig;
  let store: Store | undefined;

  beforeEach(async () => {
    const { superuser } = await testServer();
    owner = { ...superuser, user: account, password: 'secret', database: account };
  });
  afterEach(async () => {
    await store?.close();
    await asSuperuser(`drop database if exists ${account} with (force)`);
    await asSuperuser(`drop role if exists ${account}`);
  });

  async function asSuperuser(sql: string): Promise<void> {
    const client = new Client((await testServer()).superuser);
    await client.connect();
    await client.query(sql);
    await client.end();
  }

  async function install(attributes: string): Promise<Migrated> {
    await asSuperuser(`create role ${account} login password 'secret' ${attributes}`);
    await asSuperuser(`create database ${account} owner ${account}`);
    const migrated = await migrate({ owner, ownerWorks: true });
    store = createStore({ app: owner, takeRole: migrated.takeRole });
    const id = randomUUID();
    const history = sampleHistory(id, 1);
    await store.transaction('XX', (trx) =>
      commitSteps(trx, 'XX', [sampleStart({ tasks: [sampleTask(1)], history }, { id })]),
    );
    return migrated;
  }
  const tasksOf = async (office: string): Promise<number> =>
    (await store!.transaction(office, (trx) => trx.from('tasks').select('id'))).length;

  it('takes the engine’s role in each transaction where it may', async () => {
    const { takeRole, findings } = await install('superuser');

    assert.deepEqual([takeRole, findings], ['officina_app', []]);
    assert.deepEqual([await tasksOf('XX'), await tasksOf('YY')], [1, 0]);
    await assert.rejects(
      store!.transaction('XX', (trx) => trx.from('history').delete()),
      { code: '42501' },
    );
  });

  it('keeps offices apart and history whole even where it may make no role, and says what is missing', async () => {
    const { takeRole, findings } = await install('nosuperuser nocreaterole');

    assert.deepEqual([takeRole, findings.length], [undefined, 1]);
    assert.match(findings[0]!, /may neither create nor take the role officina_app/);
    assert.deepEqual([await tasksOf('XX'), await tasksOf('YY')], [1, 0]);
    await assert.rejects(
      store!.transaction('XX', (trx) => trx.from('history').delete()),
      { code: '23001' },
    );
  });
});
