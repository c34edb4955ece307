import type { Json, JsonObject } from '../contract/json.ts';
import { NOW } from './clock.ts';
import { select, take } from './columns.ts';
import { dossierEntryColumns, textCondition, type DossierEntry } from './dossiers.ts';
import type { StoredDraft } from './drafts.ts';
import { Parameters } from './parameters.ts';
import { reading } from './statements.ts';
import { taskColumns, type StoredTask } from './stored.ts';
import type { Row, Transaction } from './transaction.ts';

/** A task as lists show it to one person. */
export interface TaskEntry extends StoredTask {
  /** The deployment its instance was started with. */
  readonly deploymentId: string;
  readonly assigneeName: string | null;
  /** The person has a draft of it. */
  readonly hasDraft: boolean;
  readonly expiresSort: string;
  readonly rank: number;
  readonly dossier: DossierEntry | null;
}

/** Which tasks. */
export interface TaskFilter {
  readonly view: 'mine' | 'groups' | 'drafts' | 'done' | 'all';
  readonly userId: string;
  /** Candidates that the person is: role keys and `user:<id>`. */
  readonly candidates: readonly string[];
  /** IANA; decides what today is. */
  readonly timeZone: string;
  readonly element?: string | undefined;
  readonly dossierId?: string | undefined;
  /** Number, title or applicant of the dossier. */
  readonly text?: string | undefined;
}

/** How a list is sorted; `done`: latest completion first. */
export type TaskOrder = 'urgency' | 'opened' | '-opened' | 'done';

interface Order {
  readonly columns: readonly (readonly [column: string, type: string, property: keyof TaskEntry])[];
  readonly descending: boolean;
}

const orders: Readonly<Record<TaskOrder, Order>> = {
  urgency: {
    columns: [
      ['expires_sort', 'date', 'expiresSort'],
      ['rank', 'integer', 'rank'],
      ['opened_at', 'timestamptz', 'openedAt'],
      ['id', 'uuid', 'id'],
    ],
    descending: false,
  },
  opened: {
    columns: [
      ['opened_at', 'timestamptz', 'openedAt'],
      ['id', 'uuid', 'id'],
    ],
    descending: false,
  },
  '-opened': {
    columns: [
      ['opened_at', 'timestamptz', 'openedAt'],
      ['id', 'uuid', 'id'],
    ],
    descending: true,
  },
  done: {
    columns: [
      ['closed_at', 'timestamptz', 'closedAt'],
      ['id', 'uuid', 'id'],
    ],
    descending: true,
  },
};

/** Where a page ended: the values of its last task by which the list is sorted. */
export type TaskPlace = readonly (string | number)[];

/** The place of a task in a list of that order. */
export function taskPlace(entry: TaskEntry, order: TaskOrder): TaskPlace {
  return orders[order].columns.map(([, , property]) => entry[property] as string | number);
}

const LISTED = (user: string): string => `${select(taskColumns, 't')}, t.expires_sort as "expiresSort", t.rank,
  i.deployment_id as "deploymentId", u.name as "assigneeName",
  exists (select from task_drafts f
    where f.office_id = t.office_id and f.task_id = t.id and f.user_id = ${user}) as "hasDraft",
  ${select(dossierEntryColumns, 'e', 'dossier.')}`;
const JOINED = `
  join instances i on i.office_id = t.office_id and i.id = t.instance_id
  left join users u on u.id = t.assignee_id
  left join dossier_index e on e.office_id = t.office_id and e.dossier_id = t.dossier_id`;

/** What a task opened behind an undo delay waits for: its time, or it is shown to who completed the one before. */
const visible = (alias: string, user: string): string =>
  `(${alias}.visible_at <= ${NOW} or ${alias}.visible_to = ${user})`;
const DAY_BEGAN = (zone: string): string => `(date_trunc('day', ${NOW} at time zone ${zone}) at time zone ${zone})`;

/** One page of a list of tasks; joins are made for the rows of the page only. */
export async function listTasks(
  trx: Transaction,
  officeId: string,
  filter: TaskFilter,
  page: { readonly order: TaskOrder; readonly limit: number; readonly after?: TaskPlace | null },
): Promise<readonly TaskEntry[]> {
  const parameters = new Parameters();
  const office = parameters.add(officeId, 'text');
  const user = parameters.add(filter.userId, 'uuid');
  const limit = parameters.add(page.limit, 'integer');
  const { columns, descending } = orders[page.order];
  const after = (alias: string, id: string): string => {
    if (!page.after) return '';
    const names = columns.map(([column]) => `${alias}.${column === 'id' ? id : column}`);
    const values = page.after.map((value, at) => parameters.add(value, columns[at]?.[1] ?? 'text'));
    return `and (${names.join(', ')}) ${descending ? '<' : '>'} (${values.join(', ')})`;
  };
  const sorted = (alias: string, id = 'id'): string =>
    `order by ${columns
      .map(([column]) => `${alias}.${column === 'id' ? id : column}${descending ? ' desc' : ''}`)
      .join(', ')} limit ${limit}`;
  const source =
    filter.view === 'groups'
      ? `select t.* from (select distinct c.task_id from unnest(${parameters.add(filter.candidates, 'text[]')}) g(candidate)
          cross join lateral (
            select c.* from task_candidates c join tasks t on t.office_id = c.office_id and t.id = c.task_id
            where c.office_id = ${office} and c.candidate = g.candidate and c.claimable and ${visible('c', user)}
              ${conditions(parameters, filter)} ${after('c', 'task_id')}
            ${sorted('c', 'task_id')}) c) p
        join tasks t on t.office_id = ${office} and t.id = p.task_id ${sorted('t')}`
      : `select t.* from ${from(filter, office, user, parameters)}
          ${conditions(parameters, filter)} ${after('t', 'id')} ${sorted('t')}`;
  const text = `select ${LISTED(user)} from (${source}) t ${JOINED} ${sorted('t')}`;
  return (await trx.run(reading(text), parameters.values)).map(toEntry);
}

function from(filter: TaskFilter, office: string, user: string, parameters: Parameters): string {
  const open = `t.office_id = ${office} and t.state = 'open' and ${visible('t', user)}`;
  switch (filter.view) {
    case 'mine':
      return `tasks t where ${open} and t.assignee_id = ${user}`;
    case 'drafts':
      return `task_drafts f join tasks t on t.office_id = f.office_id and t.id = f.task_id
        where f.office_id = ${office} and f.user_id = ${user} and ${open}`;
    case 'done':
      return `tasks t where t.office_id = ${office} and t.state = 'completed' and t.completed_by = (${user})::text
        and t.closed_at >= ${DAY_BEGAN(parameters.add(filter.timeZone, 'text'))}`;
    case 'groups':
    case 'all':
      return `tasks t where ${open}`;
  }
}

function conditions(parameters: Parameters, filter: TaskFilter): string {
  const found: string[] = [];
  if (filter.element !== undefined) found.push(`t.element = ${parameters.add(filter.element, 'text')}`);
  if (filter.dossierId !== undefined) found.push(`t.dossier_id = ${parameters.add(filter.dossierId, 'uuid')}`);
  if (filter.text !== undefined && filter.text.trim() !== '') {
    const inDossier: string[] = [];
    textCondition(filter.text, inDossier, parameters.values);
    found.push(`t.dossier_id in (select e.dossier_id from dossier_search e where ${inDossier.join(' and ')})`);
  }
  return found.map((one) => `and ${one}`).join(' ');
}

function toEntry(row: Row): TaskEntry {
  const plain = Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('dossier.')));
  return { ...plain, dossier: take<DossierEntry>(row, dossierEntryColumns, 'dossier.') } as unknown as TaskEntry;
}

/** Open tasks and overdue ones. */
export interface TaskCount {
  readonly count: number;
  /** Past their last day, by the office's day. */
  readonly overdue: number;
}

/** The numbers beside the views. */
export interface CountedTasks {
  readonly mine: TaskCount;
  readonly groups: TaskCount;
  readonly drafts: TaskCount;
  readonly done: TaskCount;
  readonly all: TaskCount;
  /** Of `groups`, by element. */
  readonly steps: readonly { readonly element: string; readonly count: number }[];
}

const counted = (from: string): string => `(
  select jsonb_build_object('count', count(*), 'overdue', count(*) filter (where t.expires_sort < day.today)) from day, ${from})`;
const COUNT = reading(`
  with day as (select (${NOW} at time zone $4::text)::date as today),
  offered as (
    select c.element, count(*) as count, count(*) filter (where c.expires_sort < day.today) as overdue
    from day, (
      select distinct c.task_id, c.expires_sort, c.element from task_candidates c
      where c.office_id = $1 and c.candidate = any($3::text[]) and c.claimable and ${visible('c', '$2::uuid')}) c
    group by c.element)
  select
    ${counted(`tasks t where t.office_id = $1 and t.state = 'open' and t.assignee_id = $2::uuid and ${visible('t', '$2::uuid')}`)} as mine,
    (select jsonb_build_object('count', coalesce(sum(count), 0), 'overdue', coalesce(sum(overdue), 0)) from offered) as groups,
    ${counted(`task_drafts f join tasks t on t.office_id = f.office_id and t.id = f.task_id
      where f.office_id = $1 and f.user_id = $2::uuid and t.state = 'open'`)} as drafts,
    (select jsonb_build_object('count', count(*), 'overdue', 0) from tasks t where t.office_id = $1 and t.state = 'completed'
      and t.completed_by = $2::uuid::text and t.closed_at >= ${DAY_BEGAN('$4::text')}) as done,
    case when $5::boolean then
      ${counted(`tasks t where t.office_id = $1 and t.state = 'open' and ${visible('t', '$2::uuid')}`)}
      else '{"count": 0, "overdue": 0}'::jsonb end as all,
    (select coalesce(jsonb_agg(jsonb_build_object('element', element, 'count', count) order by element), '[]')
      from offered) as steps`);

/** How many tasks each view of a person holds; `all` is counted only when asked for. One statement. */
export async function countTasks(
  trx: Transaction,
  officeId: string,
  filter: Pick<TaskFilter, 'userId' | 'candidates' | 'timeZone'> & { readonly withAll: boolean },
): Promise<CountedTasks> {
  const { userId, candidates, timeZone, withAll } = filter;
  const [row] = await trx.run<CountedTasks>(COUNT, [officeId, userId, candidates, timeZone, withAll]);
  if (row === undefined) throw new Error('Expected the counts of tasks, but the database answered nothing.');
  return row;
}

/** A running time limit of an instance, as far as its task shows it. */
export interface LimitOfTask {
  readonly token: number;
  readonly key: string;
  readonly expiresOn: string;
  readonly steps: Json;
}

/** A task with everything that its page is made of. */
export interface TaskSituation extends TaskEntry {
  readonly now: string;
  readonly instanceStatus: string;
  readonly suspended: boolean;
  readonly variables: JsonObject;
  readonly dossierData: JsonObject | null;
  readonly draft: StoredDraft | null;
  /** Until when the person may undo its completion; null when that is over or was never so. */
  readonly undoUntil: string | null;
  readonly limits: readonly LimitOfTask[];
  /** Who completed the tasks of the instance, element id → actor id of the latest. */
  readonly completers: Readonly<Record<string, string>>;
}

const draftColumns = { revision: 'revision', data: 'data', savedAt: 'saved_at' };
const SITUATION = reading(`
  select ${LISTED('$3::uuid')}, ${NOW} as now, i.status as "instanceStatus", (i.state -> 'suspended') is not null as suspended,
    i.variables, d.data as "dossierData", ${select<StoredDraft>(draftColumns, 'f', 'draft.')},
    (select p.until from undo_points p
      where p.office_id = t.office_id and p.task_id = t.id and p.until > ${NOW}) as "undoUntil",
    (select coalesce(jsonb_agg(jsonb_build_object('token', l.token, 'key', l.key, 'expiresOn', l.expires_on, 'steps', l.steps)
        order by l.expires_on), '[]')
      from time_limits l where l.office_id = t.office_id and l.instance_id = t.instance_id
        and l.state in ('running', 'suspended')) as limits,
    (select coalesce(jsonb_object_agg(c.element, c.completed_by order by c.closed_at), '{}') from tasks c
      where c.office_id = t.office_id and c.instance_id = t.instance_id and c.state = 'completed') as completers
  from tasks t ${JOINED}
  left join dossiers d on d.office_id = t.office_id and d.id = t.dossier_id
  left join task_drafts f on f.office_id = t.office_id and f.task_id = t.id and f.user_id = $3::uuid
  where t.office_id = $1 and t.id = $2 and (t.state <> 'open' or ${visible('t', '$3::uuid')})`);

/** A task that is visible to the person, with instance, dossier, draft and time limits; null when there is none. One statement. */
export async function readTaskSituation(
  trx: Transaction,
  officeId: string,
  taskId: string,
  userId: string,
): Promise<TaskSituation | null> {
  const [row] = await trx.run(SITUATION, [officeId, taskId, userId]);
  if (row === undefined) return null;
  const plain = Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('draft.')));
  return { ...toEntry(plain), draft: take<StoredDraft>(row, draftColumns, 'draft.') } as TaskSituation;
}

const OPEN_OF_DOSSIER = reading(`
  select ${LISTED('$3::uuid')} from (
    select t.* from tasks t where t.office_id = $1 and t.dossier_id = $2 and t.state = 'open' and ${visible('t', '$3::uuid')}
    order by t.opened_at, t.id limit $4) t ${JOINED} order by t.opened_at, t.id`);

/** Open tasks of a dossier, oldest first. */
export async function openTasksOfDossier(
  trx: Transaction,
  officeId: string,
  dossierId: string,
  page: { readonly userId: string; readonly limit: number },
): Promise<readonly TaskEntry[]> {
  return (await trx.run(OPEN_OF_DOSSIER, [officeId, dossierId, page.userId, page.limit])).map(toEntry);
}
