import type { Client } from 'pg';

/** A task in so many is offered to examiners, the others to as many other groups: a shared queue holds 5 % of what is open. */
const GROUPS = 20;
export const EXAMINERS = 'examiner';

/** Where the instants in the ids of the rows begin, and how far they are apart: new rows land behind them, as they do in time. */
const FIRST_MS = 1_735_689_600_000;
const BETWEEN_MS = 20;

/** A UUIDv7 for row number `n`, the same in every run: its instant, then an MD5 of a fixed seed in place of chance. */
const id = (kind: string): string => `(select (substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7' || substr(r, 1, 3)
    || '-8' || substr(r, 4, 3) || '-' || substr(r, 7, 12))::uuid
  from (select lpad(to_hex(${FIRST_MS} + n::bigint * ${BETWEEN_MS}), 12, '0') as h, md5('officina ${kind} ' || n) as r) x)`;

const SAMPLE = `create temporary table sample as select i.id as instance_id, i.dossier_id, t.id as task_id
  from instances i join tasks t on t.office_id = i.office_id and t.instance_id = i.id
  where i.definition_key = $1 and t.state = 'open' limit 1`;
const NUMBERED = `create temporary table numbered as select n, ${id('dossier')} as dossier_id, ${id('instance')} as instance_id,
  ${id('task')} as task_id, case when n % ${GROUPS} = 0 then '${EXAMINERS}' else 'unit-' || n % ${GROUPS} end as candidate
  from generate_series(1, $1::integer) n`;

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

/**
 * Copies one waiting case of a process, made by the engine, so many times through the real schema: instance, task, candidate, timer,
 * dossier, with the same ids in every run.
 * @param owner a connection of the tables' owner, who sees all offices
 */
export async function copyWaiting(owner: Client, process: string, count: number): Promise<void> {
  await owner.query(SAMPLE, [process]);
  await owner.query(NUMBERED, [count]);
  for (const copied of COPIED) await owner.query(await copyStatement(owner, copied));
  await owner.query('vacuum analyze');
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

/** What an instance that waits is made of; its history, dossier and documents apart. */
export const WAITING_TABLES = ['instances', 'tasks', 'task_candidates', 'timers'];

/** Bytes on disk for each of `count` waiting instances, by table and its indexes. */
export async function bytesEach(
  owner: Client,
  count: number,
): Promise<readonly { readonly table: string; readonly bytes: number }[]> {
  const { rows } = await owner.query<{ table: string; bytes: string }>(
    `select t as table, pg_total_relation_size(t::regclass) as bytes from unnest($1::text[]) t`,
    [[...WAITING_TABLES, 'dossiers', 'dossier_index']],
  );
  return rows.map(({ table, bytes }) => ({ table, bytes: Number(bytes) / count }));
}
