import assert from 'node:assert/strict';
import {
  createStore,
  discardUnfinishedDemo,
  firstStartAlone,
  makeInstallation,
  markReady,
  migrate,
  readInstallation,
  refusalOfServer,
  type Store,
} from '../../engine/store/index.ts';
import { migrations } from '../../migrations/index.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('the first start of a database', function () {
  this.timeout(20_000);
  let database: TestDatabase;
  let store: Store;

  beforeEach(async () => {
    database = await createTestDatabase();
    store = createStore({ app: database.app });
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  const made = (demo: boolean): Promise<void> =>
    store.acrossOffices((trx) => makeInstallation(trx, { demo, clockMovable: demo, setupTokenHash: null }));

  it('is ready when it says so, by the engine’s own role', async () => {
    await made(true);
    assert.equal((await store.acrossOffices(readInstallation))?.readyAt, null);

    await store.acrossOffices(markReady);

    assert.notEqual((await store.acrossOffices(readInstallation))?.readyAt, null);
  });

  it('empties a demo that was not loaded to its end, so that it can be migrated from nothing', async () => {
    await made(true);

    assert.equal(await discardUnfinishedDemo(database.owner), true);

    const { applied } = await migrate({ owner: database.owner });
    assert.equal(applied.length, migrations.length);
    assert.equal(await store.acrossOffices(readInstallation), null);
  });

  it('never empties a demo that was loaded, nor what is no demo, nor a database without an installation', async () => {
    assert.equal(await discardUnfinishedDemo(database.owner), false);
    await made(false);
    assert.equal(await discardUnfinishedDemo(database.owner), false);
    assert.equal((await store.acrossOffices(readInstallation))?.demo, false);
  });

  it('never empties a demo that is ready', async () => {
    await made(true);
    await store.acrossOffices(markReady);

    assert.equal(await discardUnfinishedDemo(database.owner), false);

    assert.equal((await store.acrossOffices(readInstallation))?.demo, true);
  });

  it('never empties what another process is loading', async () => {
    await made(true);

    const discarded = await firstStartAlone(
      database.owner,
      () => undefined,
      () => discardUnfinishedDemo(database.owner),
    );

    assert.equal(discarded, false);
  });

  it('is made by one at a time, and the others are told that they wait', async () => {
    const order: string[] = [];
    let second: Promise<void> | undefined;
    const nobodyElse = (): void => {
      order.push('waited');
    };
    await firstStartAlone(database.owner, nobodyElse, async () => {
      await new Promise<void>((isWaiting) => {
        second = firstStartAlone(database.owner, isWaiting, async () => void order.push('second'));
      });
      order.push('first');
    });
    await second;

    assert.deepEqual(order, ['first', 'second']);
  });
});

describe('a server that is looked at before it is used', () => {
  it('is taken when it keeps what it acknowledges', async () => {
    const database = await createTestDatabase();

    assert.equal(await refusalOfServer(database.owner), undefined);

    await database.drop();
  });

  it('is refused with a reason when nobody answers, at one address or at several', async () => {
    // Port 1 is nobody's.
    for (const host of ['127.0.0.1', 'localhost'])
      assert.match(
        (await refusalOfServer({ host, port: 1, user: 'x', database: 'x' })) ?? '',
        /^The database does not answer: connect ECONNREFUSED .+:1\.$/,
      );
  });
});
