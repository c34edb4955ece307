import assert from 'node:assert/strict';
import { Client } from 'pg';
import { readStep, writeStep, type SentStatement } from '../../engine/store/index.ts';
import { bytesEach, copyWaiting, WAITING_TABLES } from '../support/waitingRows.ts';
import { openStore, type OpenStore } from './openStore.ts';
import {
  AT,
  CLERK,
  sampleDossier,
  sampleHistory,
  sampleJob,
  sampleNext,
  sampleStart,
  sampleTask,
} from './sampleStep.ts';

/** Rows that are made where no office is known yet, or that carry no meaning outside the database. */
const ID_BY_DATABASE = ['time_limits.id'];
/** What the database runs of ours: the guard of the history. */
const FUNCTIONS = ['refuse_history_change'];
/** Loops look for due work of all offices, and documents are shared by their content. */
const ACROSS_OFFICES = [
  'batches_running',
  'documents_of_content',
  'idempotency_keys_age',
  'jobs_due',
  'memberships_of_user',
  'messages_expiry',
  'messages_pending',
  'signal_receivers_order',
  'signals_age',
  'timer_starts_due',
  'timers_due',
  'undo_points_until',
];
/** On disk for an instance that waits at a task with a timer, with indexes, history and dossier apart. */
const MOST_BYTES = 2500;
const COPIES = 3000;

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Node Type': string;
  readonly Plans?: readonly Plan[];
}

/** docs/growth.md: what lets an office move to another cell, and its rows be spread over machines. */
describe('growth', function () {
  this.timeout(60_000);
  let open: OpenStore;
  let owner: Client;

  before(async () => {
    open = await openStore();
    owner = new Client(open.database.owner);
    await owner.connect();
  });
  after(async () => {
    await owner.end();
    await open.close();
  });

  async function names(sql: string, values: readonly unknown[] = []): Promise<readonly string[]> {
    const { rows } = await owner.query<{ name: string }>(sql, [...values]);
    return rows.map((row) => row.name);
  }

  const ofOffice = `select a.attrelid from pg_attribute a join pg_class c on c.oid = a.attrelid
    where a.attname = 'office_id' and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;

  it('keeps every reference between rows within one office', async () => {
    const wrong = await names(`
      select k.conrelid::regclass || ' ' || k.conname as name from pg_constraint k
      join pg_attribute own on own.attrelid = k.conrelid and own.attnum = k.conkey[1]
      join pg_attribute target on target.attrelid = k.confrelid and target.attnum = k.confkey[1]
      where k.contype = 'f' and k.confrelid in (${ofOffice})
        and not (target.attname = 'office_id' and own.attname in ('office_id', 'code'))`);

    assert.deepEqual(wrong, []);
  });

  it('lets the application make every key: no default, no identity, no sequence', async () => {
    const made = await names(`
      select a.attrelid::regclass || '.' || a.attname as name from pg_attribute a
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid in (${ofOffice}) and a.attnum > 0 and not a.attisdropped
        and (a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) ~ 'nextval|uuid')
        and not exists (select from pg_inherits i where i.inhrelid = a.attrelid) order by 1`);

    assert.deepEqual(made, ID_BY_DATABASE);
  });

  it('leads every index with the office, but for the loops that look across them', async () => {
    const others = await names(`
      select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      join pg_am m on m.oid = c.relam
      where i.indrelid in (${ofOffice}) and m.amname = 'btree' and a.attname is distinct from 'office_id'
        and not exists (select from pg_inherits h where h.inhrelid = i.indrelid) order by 1`);

    assert.deepEqual(others, ACROSS_OFFICES);
  });

  it('runs no logic of ours in the database but the guard of the history', async () => {
    const found = await names(`
      select p.proname::text as name from pg_proc p where p.pronamespace = 'public'::regnamespace
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1`);

    assert.deepEqual(found, FUNCTIONS);
  });

  it('asks for the office wherever a step reads or writes a row', async () => {
    const statements = await statementsOfSteps(open);

    const blind = [];
    for (const { text, values } of statements) {
      const { rows } = await owner.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (format json) ${text}`, [
        ...values,
      ]);
      for (const scan of scansOf(rows[0]!['QUERY PLAN'][0].Plan))
        if (!JSON.stringify({ ...scan, Plans: [] }).includes('office_id')) blind.push(scan['Relation Name']);
    }

    assert.equal(statements.length, 4);
    // One row of the installation, and the office itself.
    assert.deepEqual([...new Set(blind)].sort(), ['installation', 'offices']);
  });

  it('takes at most 2.5 kB on disk for an instance that waits with a task and a timer', async () => {
    const dossier = sampleDossier();
    const start = sampleStart(
      {
        ...{ dossier, tasks: [sampleTask(1)] },
        timers: [{ token: 1, element: 'late', dueAt: '2027-03-02T09:00:00.000Z', limit: null }],
      },
      {
        ...{ definitionKey: 'growth', dossierId: dossier.id, historyHash: '0'.repeat(64) },
        state: {
          ...{ v: 1, next: 2, status: 'active', joins: [] },
          tokens: [{ id: 1, at: 'formal-examination', in: 0 }],
        } as never,
        variables: {
          amount: 25_000,
          remark: 'as filed',
          outcome: 'accepted',
          representative: { name: 'Ōkami & Partners' },
        },
      },
    );
    await open.store.transaction('XX', (trx) => writeStep(trx, 'XX', start));
    await copyWaiting(owner, 'growth', COPIES);

    const bytes = await bytesEach(owner, COPIES);

    const own = bytes.filter(({ table }) => WAITING_TABLES.includes(table)).reduce((sum, each) => sum + each.bytes, 0);
    assert.ok(own <= MOST_BYTES, JSON.stringify(bytes));
  });
});

/** Rows are read or changed here; what only modifies has found them in a node below. */
function scansOf(plan: Plan): readonly Plan[] {
  const below = (plan.Plans ?? []).flatMap(scansOf);
  const isScan = plan['Relation Name'] !== undefined && plan['Node Type'] !== 'ModifyTable';
  return isScan ? [plan, ...below] : below;
}

/** Reading and writing of a start and of a completion, with something for every table of a step. */
async function statementsOfSteps({ store, counter }: OpenStore): Promise<readonly SentStatement[]> {
  const task = sampleTask(1);
  const dossier = sampleDossier();
  const start = sampleStart({ dossier, tasks: [task], jobs: [sampleJob(2)] }, { dossierId: dossier.id });
  const key = { actorId: CLERK.id, key: 'growth' };
  counter.reset();
  await store.transaction('XX', async (trx) => {
    await readStep(trx, 'XX', { type: 'start', dossierId: null }, key);
    await writeStep(trx, 'XX', start);
  });
  await store.transaction('XX', async (trx) => {
    await readStep(trx, 'XX', { type: 'task', taskId: task.id }, key);
    const closing = sampleNext(start, 1, {
      ...{ completedTask: { id: task.id, expectedRevision: 1, outcome: 'complete' }, closedTokens: [1, 2] },
      ...{ tasks: [sampleTask(3)], history: sampleHistory(start.instance.id, 1) },
      timers: [{ token: 3, element: 'late', dueAt: AT, limit: null }],
      subscriptions: [{ token: 3, element: 'answer', message: 'Answer', correlationKey: 'a' }],
      dossier: { ...dossier, expectedVersion: 1 },
      idempotency: { ...key, command: 'completeTask', response: { ok: true } },
      undo: { taskId: task.id, until: AT, before: {} },
    });
    await writeStep(trx, 'XX', closing);
  });
  return counter.captured.filter(({ text }) => !/^(begin|commit|\s*select set_config)/.test(text));
}
