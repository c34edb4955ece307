import { Client } from 'pg';
import { countTasks, listTasks, openTasksOfInstance, type EmbeddedConnection } from '../../engine/store/index.ts';
import { OFFICE, openOffice, type TestOffice } from '../../test/commands/kit.ts';
import { completion, type Deed } from '../course.ts';
import { benchTemplate } from '../office.ts';
import { timed, type Measured } from '../measure.ts';
import { ASSESSMENT } from './people.ts';

/** A task in so many is offered to examiners, the others to as many other groups: a shared queue holds 5 % of what is open. */
const GROUPS = 20;
const ROLE = 'examiner';

/** Where the instants in the ids of the rows begin, and how far they are apart: new rows land behind them, as they do in time. */
const FIRST_MS = 1_735_689_600_000;
const BETWEEN_MS = 20;

/** A UUIDv7 for row number `n`, the same in every run: its instant, then an MD5 of a fixed seed in place of chance. */
const id = (kind: string): string => `(select (substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7' || substr(r, 1, 3)
    || '-8' || substr(r, 4, 3) || '-' || substr(r, 7, 12))::uuid
  from (select lpad(to_hex(${FIRST_MS} + n::bigint * ${BETWEEN_MS}), 12, '0') as h, md5('officina ${kind} ' || n) as r) x)`;

const PREPARE = [
  `create temporary table sample as select i.id as instance_id, i.dossier_id, t.id as task_id
     from instances i join tasks t on t.office_id = i.office_id and t.instance_id = i.id
     where i.definition_key = 'bench-waiting' and t.state = 'open' limit 1`,
  `create temporary table numbered as select n, ${id('dossier')} as dossier_id, ${id('instance')} as instance_id,
     ${id('task')} as task_id, case when n % ${GROUPS} = 0 then '${ROLE}' else 'unit-' || n % ${GROUPS} end as candidate
     from generate_series(1, $1::integer) n`,
];

interface Copied {
  readonly table: string;
  /** The column that finds the sample's row in it. */
  readonly by: string;
  readonly sample: 'dossier_id' | 'instance_id' | 'task_id';
  /** Columns that are not the sample's. */
  readonly changed: Readonly<Record<string, string>>;
}

const AGO = (column: string): string => `r.${column} - interval '1 year' + n.n * interval '1 second'`;
const COPIED: readonly Copied[] = [
  { table: 'dossiers', by: 'id', sample: 'dossier_id', changed: { id: 'n.dossier_id' } },
  { table: 'dossier_index', by: 'dossier_id', sample: 'dossier_id', changed: { dossier_id: 'n.dossier_id' } },
  {
    ...{ table: 'instances', by: 'id', sample: 'instance_id' },
    changed: { id: 'n.instance_id', dossier_id: 'n.dossier_id', started_at: AGO('started_at') },
  },
  {
    ...{ table: 'tasks', by: 'id', sample: 'task_id' },
    changed: {
      ...{ id: 'n.task_id', instance_id: 'n.instance_id', dossier_id: 'n.dossier_id' },
      ...{ candidate_groups: 'array[n.candidate]', opened_at: AGO('opened_at'), visible_at: AGO('visible_at') },
    },
  },
  {
    ...{ table: 'task_candidates', by: 'task_id', sample: 'task_id' },
    changed: {
      ...{ task_id: 'n.task_id', candidate: 'n.candidate' },
      ...{ opened_at: AGO('opened_at'), visible_at: AGO('visible_at') },
    },
  },
  {
    ...{ table: 'timers', by: 'instance_id', sample: 'instance_id' },
    changed: { instance_id: 'n.instance_id', due_at: `r.due_at + n.n * interval '1 second'` },
  },
];

/** What an instance that waits is made of; its history, dossier and documents apart. */
export const WAITING_TABLES = ['instances', 'tasks', 'task_candidates', 'timers'];

/** Office XX with one real waiting case, and so many copies of it made by SQL through the real schema. */
export async function fillWaiting(count: number): Promise<TestOffice> {
  const office = await openOffice({ template: await benchTemplate() });
  await office.start('bench-waiting', {}, { markText: 'WAITING' });
  const owner = new Client(office.database.owner);
  await owner.connect();
  const [sample = '', numbered = ''] = PREPARE;
  await owner.query(sample);
  await owner.query(numbered, [count]);
  for (const copied of COPIED) await owner.query(await copyStatement(owner, copied));
  await owner.query('vacuum analyze');
  await owner.end();
  return office;
}

/** The columns are the catalogue's, so that no migration is forgotten. */
async function copyStatement(owner: Client, { table, by, sample, changed }: Copied): Promise<string> {
  const { rows } = await owner.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  const names = rows.map((row) => row.name);
  return `insert into ${table} (${names.join(', ')})
    select ${names.map((name) => changed[name] ?? `r.${name}`).join(', ')}
    from numbered n, sample s join ${table} r on r.${by} = s.${sample} order by n.n`;
}

/** Bytes on disk for each waiting instance, by table and its indexes. */
export async function bytesEach(
  connection: EmbeddedConnection,
  count: number,
): Promise<readonly { readonly table: string; readonly bytes: number }[]> {
  const client = new Client(connection);
  await client.connect();
  const { rows } = await client.query<{ table: string; bytes: string }>(
    `select t as table, pg_total_relation_size(t::regclass) as bytes from unnest($1::text[]) t`,
    [[...WAITING_TABLES, 'dossiers', 'dossier_index']],
  );
  await client.end();
  return rows.map(({ table, bytes }) => ({ table, bytes: Number(bytes) / count }));
}

/** Completions of tasks that lie all over the tables: so many of those offered to examiners. */
export async function waitingDeeds(office: TestOffice, count: number): Promise<readonly Deed[]> {
  const owner = new Client(office.database.owner);
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>(
    `select instance_id as id from (select t.instance_id from tasks t where t.office_id = $1 and t.state = 'open'
       and t.candidate_groups = array['${ROLE}'] and t.element = 'desk' order by md5(t.id::text) limit $2) x`,
    [OFFICE, count],
  );
  await owner.end();
  const deeds: Deed[] = [];
  for (const { id } of rows) {
    const [task] = await office.look((trx) => openTasksOfInstance(trx, OFFICE, id));
    if (task) deeds.push(completion(office, task, ASSESSMENT));
  }
  return deeds;
}

/** The same completions in a database that holds nothing else. */
export async function fewWaiting(count: number): Promise<{ office: TestOffice; deeds: readonly Deed[] }> {
  const office = await openOffice({ template: await benchTemplate() });
  for (let each = 0; each < count; each += 1) await office.start('bench-waiting', {}, { markText: 'WAITING' });
  const owner = new Client(office.database.owner);
  await owner.connect();
  await owner.query('vacuum analyze');
  await owner.end();
  return { office, deeds: await waitingDeeds(office, count) };
}

/** The first page of 50 of an examiner's shared queue, and the numbers beside it. */
export async function inboxPages(office: TestOffice, times: number): Promise<{ list: Measured; count: Measured }> {
  const { userId, roles } = office.member(ROLE);
  const filter = { view: 'groups' as const, userId, candidates: [...roles, `user:${userId}`], timeZone: 'UTC' };
  const page = { order: 'urgency' as const, limit: 50 };
  const rounds = Array.from({ length: times }, (_, round) => round);
  const list = await timed(rounds, 1, () => office.look((trx) => listTasks(trx, OFFICE, filter, page)));
  const counting = { ...filter, withAll: false };
  const count = await timed(rounds, 1, () => office.look((trx) => countTasks(trx, OFFICE, counting)));
  return { list, count };
}
