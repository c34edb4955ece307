import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import {
  appendDossierHistory,
  commitSteps,
  createPartitions,
  historyOfDossier,
  historyOfInstance,
  verifyHistory,
  verifyOfficeHistory,
  type BrokenEntry,
  type StepWrite,
} from '../../engine/store/index.ts';
import { testServer } from '../support/database.ts';
import { openStore, type OpenStore } from './openStore.ts';
import { AT, CLERK, sampleDossier, sampleHistory, sampleStart } from './sampleStep.ts';

const LENGTH = 6;

describe('history', () => {
  let open: OpenStore;
  let start: StepWrite;

  beforeEach(async () => {
    open = await openStore();
    const dossier = sampleDossier();
    const id = randomUUID();
    const history = sampleHistory(id, LENGTH);
    const last = { historySeq: LENGTH, historyHash: history.at(-1)!.hash };
    start = sampleStart({ dossier, history }, { id, dossierId: dossier.id, ...last });
    await open.store.transaction('XX', (trx) => commitSteps(trx, 'XX', [start]));
  });
  afterEach(() => open.close());

  const verify = (): Promise<BrokenEntry | null> =>
    open.store.transaction('XX', (trx) => verifyHistory(trx, 'XX', start.instance.id));

  /** What somebody with the superuser's password could do: the rules of the database do not bind him. */
  async function tamper(sql: string): Promise<void> {
    const { superuser } = await testServer();
    const client = new Client({ ...superuser, database: open.database.owner.database });
    await client.connect();
    try {
      await client.query(`set session_replication_role = replica; ${sql}`);
    } finally {
      await client.end();
    }
  }

  it('comes back page by page as it was written', async () => {
    const page = (afterSeq: number): Promise<readonly unknown[]> =>
      open.store.transaction('XX', (trx) => historyOfInstance(trx, 'XX', start.instance.id, { afterSeq, limit: 4 }));

    const entries = [...(await page(0)), ...(await page(4))];

    const place = { instanceId: start.instance.id, dossierId: start.dossier!.id };
    assert.deepEqual(
      entries,
      start.history.map((entry) => ({ ...entry, ...place })),
    );
  });

  it('of a dossier comes latest first, from all its instances', async () => {
    const of = (more: { limit: number; types?: string[] }): Promise<readonly { seq: number }[]> =>
      open.store.transaction('XX', (trx) => historyOfDossier(trx, 'XX', start.dossier!.id, more));

    assert.deepEqual(
      (await of({ limit: 2 })).map(({ seq }) => seq),
      [6, 5],
    );
    assert.deepEqual(
      (await of({ limit: 9, types: ['instanceStarted'] })).map(({ seq }) => seq),
      [1],
    );
  });

  it('is left as it was written by the engine and by the owner of the tables', async () => {
    const owner = new Client(open.database.owner);
    await owner.connect();

    for (const change of [`update history set type = 'x'`, 'delete from history', 'truncate history']) {
      await assert.rejects(owner.query(change), { code: '23001' });
    }
    await owner.end();
    await assert.rejects(
      open.store.transaction('XX', (trx) => trx.from('history').update({ type: 'x' })),
      { code: '42501' },
    );
    await assert.rejects(
      open.store.transaction('XX', (trx) => trx.from('history').delete()),
      { code: '42501' },
    );
  });

  it('forms a whole chain', async () => {
    assert.equal(await verify(), null);
    assert.deepEqual(await open.store.transaction('XX', (trx) => verifyOfficeHistory(trx, 'XX')), []);
  });

  const tampering: Readonly<Record<string, readonly [sql: string, seq: number]>> = {
    'an altered amount': [`update history set data = data || '{"amount": 0.2}' where seq = 3`, 3],
    'another actor': [`update history set actor_name = 'Nobody' where seq = 2`, 2],
    'another time': [`update history set at = at + interval '1 second' where seq = 4`, 4],
    'a removed entry': ['delete from history where seq = 5', 5],
    'two entries changed about': [
      `update history set seq = seq + 100 where seq in (3, 4); update history set seq = 107 - seq where seq > 100`,
      3,
    ],
    'a cut end': ['delete from history where seq = 6', 6],
    'an added entry': [
      `insert into history select office_id, at, gen_random_uuid(), instance_id, dossier_id, 7, type, actor_type, actor_id,
         actor_name, data, hash, hash from history where seq = 6`,
      7,
    ],
    'another end in the instance': ['update instances set history_seq = 5', 6],
  };

  for (const [what, [sql, seq]] of Object.entries(tampering)) {
    it(`betrays ${what} by the first entry that does not fit`, async () => {
      await tamper(sql);

      const broken = await verify();

      assert.equal(broken?.seq, seq);
      assert.deepEqual(await open.store.transaction('XX', (trx) => verifyOfficeHistory(trx, 'XX')), [broken]);
    });
  }

  it('takes acts outside any instance into the dossier’s own chain', async () => {
    const append = (type: string): Promise<void> =>
      open.store.transaction('XX', (trx) =>
        appendDossierHistory(trx, 'XX', start.dossier!.id, { id: randomUUID(), at: AT, type, actor: CLERK, data: {} }),
      );
    await append('documentUploaded');
    await append('feePaid');

    const types = ['documentUploaded', 'feePaid'];
    const [second, first] = await open.store.transaction('XX', (trx) =>
      historyOfDossier(trx, 'XX', start.dossier!.id, { limit: 9, types }),
    );
    assert.deepEqual([first?.seq, second?.seq, second?.prevHash], [1, 2, first?.hash]);
  });

  it('gets partitions for years long past when they are asked for', async () => {
    await createPartitions(open.database.owner, '2019-11', '2020-02');
    await createPartitions(open.database.owner, '2019-11', '2020-02');

    const at = '2020-01-31T23:59:59.999Z';
    const [entry] = sampleHistory(randomUUID(), 1);
    await open.store.transaction('XX', (trx) =>
      commitSteps(trx, 'XX', [sampleStart({ history: [{ ...entry!, at }] })]),
    );

    const owner = new Client(open.database.owner);
    await owner.connect();
    const { rows } = await owner.query('select tableoid::regclass::text as partition from history where at = $1', [at]);
    await owner.end();
    assert.deepEqual(rows, [{ partition: 'history_2020_01' }]);
  });
});
