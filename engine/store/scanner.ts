import { reading } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** Something in the tables that cannot be when every step was written whole. */
export interface Violation {
  /** Name of the rule that found it. */
  readonly rule: string;
  /** The row: an id, or several parts. */
  readonly row: string;
}

/** The token lives in its active instance; 0 is the process itself. */
const live = (row: string): string => `exists (
  select from instances i where i.office_id = $1 and i.id = ${row}.instance_id and i.status = 'active'
    and (${row}.token = 0 or exists (
      select from jsonb_array_elements(i.state -> 'tokens') one where (one ->> 'id')::integer = ${row}.token)))`;

/** Rule → query with the columns `row`, for one office ($1). */
const RULES: Readonly<Record<string, string>> = {
  'open task without a live token': `
    select t.id::text as row from tasks t where t.office_id = $1 and t.state = 'open' and not ${live('t')}`,
  'job without a live token': `select j.id::text as row from jobs j where j.office_id = $1 and not ${live('j')}`,
  'timer without a live token': `
    select m.instance_id || ' ' || m.token || ' ' || m.element as row from timers m where m.office_id = $1 and not ${live('m')}`,
  'subscription without a live token': `
    select s.instance_id || ' ' || s.token || ' ' || s.element as row from subscriptions s
    where s.office_id = $1 and not ${live('s')}`,
  'ended instance with tokens': `
    select i.id::text as row from instances i
    where i.office_id = $1 and i.status <> 'active' and jsonb_array_length(i.state -> 'tokens') > 0`,
  'instance whose row and state differ': `
    select i.id::text as row from instances i where i.office_id = $1 and i.status <> i.state ->> 'status'`,
  'active instance that waits for nothing': `
    select i.id::text as row from instances i
    where i.office_id = $1 and i.status = 'active'
      and not exists (select from tasks t where t.office_id = $1 and t.instance_id = i.id and t.state = 'open')
      and not exists (select from jobs j where j.office_id = $1 and j.instance_id = i.id)
      and not exists (select from timers m where m.office_id = $1 and m.instance_id = i.id)
      and not exists (select from subscriptions s where s.office_id = $1 and s.instance_id = i.id)
      and not exists (select from incidents n where n.office_id = $1 and n.instance_id = i.id and n.state = 'open')
      and not exists (select from instances c where c.office_id = $1 and c.parent_id = i.id and c.status = 'active')
      -- Staff may start a step of an ad-hoc sub-process.
      and not exists (select from jsonb_array_elements(i.state -> 'tokens') one where one ->> 'adHoc' in ('open', 'ran'))`,
  'active child of an instance that has ended': `
    select c.id::text as row from instances c join instances p on p.office_id = $1 and p.id = c.parent_id
    where c.office_id = $1 and c.status = 'active' and p.status <> 'active'`,
  'job that stands still without an open incident': `
    select j.id::text as row from jobs j
    where j.office_id = $1 and j.state = 'failed' and not exists (
      select from incidents n where n.office_id = $1 and n.instance_id = j.instance_id and n.state = 'open'
        and (n.job_id = j.id or n.token = j.token))`,
  'held job of an instance that is not suspended': `
    select j.id::text as row from jobs j join instances i on i.office_id = $1 and i.id = j.instance_id
    where j.office_id = $1 and j.held and i.state -> 'suspended' is null`,
  'forgotten instance that is still there': `
    select f.id::text as row from forgotten_instances f join instances i on i.office_id = $1 and i.id = f.id
    where f.office_id = $1`,
  'open incident of an instance that has ended': `
    select n.id::text as row from incidents n join instances i on i.office_id = $1 and i.id = n.instance_id
    where n.office_id = $1 and n.state = 'open' and i.status <> 'active'`,
  'running time limit of an instance that has ended': `
    select l.id::text as row from time_limits l join instances i on i.office_id = $1 and i.id = l.instance_id
    where l.office_id = $1 and l.state in ('running', 'suspended') and i.status <> 'active'`,
  'completed batch with an instance that waits': `
    select b.id::text as row from batches b
    where b.office_id = $1 and b.state = 'completed' and exists (
      select from batch_items i where i.office_id = $1 and i.batch_id = b.id and i.state = 'waiting')`,
  'candidates that are not those of their open task': `
    select coalesce(c.task_id, t.id)::text as row
    from (select task_id, candidate from task_candidates where office_id = $1) c
    full join (
      select id, unnest(candidate_groups || (select array_agg('user:' || u) from unnest(candidate_users) u)) as candidate
      from tasks where office_id = $1 and state = 'open') t on t.id = c.task_id and t.candidate = c.candidate
    where c.task_id is null or t.id is null`,
  'history whose end is not that of its instance': `
    select i.id::text as row from instances i
    left join lateral (
      select h.seq, encode(h.hash, 'hex') as hash from history h
      where h.office_id = $1 and h.instance_id = i.id order by h.seq desc limit 1) last on true
    where i.office_id = $1 and (i.history_seq <> coalesce(last.seq, 0) or i.history_hash <> coalesce(last.hash, repeat('0', 64)))`,
  'gap in a number series': `
    select n.series || ' ' || n.period as row from number_series n
    where n.office_id = $1 and n.next - n.first <> (
      select count(*) from numbers a where a.office_id = $1 and a.series = n.series and a.period = n.period)`,
  'dossier that lists do not show as it is': `
    select d.id::text as row from dossiers d left join dossier_index e on e.office_id = $1 and e.dossier_id = d.id
    where d.office_id = $1 and (e.dossier_id is null or e.number is distinct from d.number or e.state is distinct from d.state)`,
  'dossier number that no series gave': `
    select d.id::text as row from dossiers d
    where d.office_id = $1 and d.number is not null and exists (select from number_series s where s.office_id = $1)
      and not exists (select from numbers a where a.office_id = $1 and a.dossier_id = d.id and a.number = d.number)`,
};

const STATEMENTS = Object.entries(RULES).map(([rule, sql]) => ({ rule, statement: reading(`${sql} limit 100`) }));

/** The rules' names, for reports that list what was checked. */
export const scannerRules: readonly string[] = STATEMENTS.map(({ rule }) => rule);

/**
 * Looks through one office's tables for what cannot be; empty when all is well. Reads whole tables: a health job, not a request.
 * At most 100 rows per rule.
 */
export async function scanOffice(trx: Transaction, officeId: string): Promise<readonly Violation[]> {
  const violations: Violation[] = [];
  for (const { rule, statement } of STATEMENTS) {
    const rows = await trx.run<{ row: string }>(statement, [officeId]);
    violations.push(...rows.map(({ row }) => ({ rule, row })));
  }
  return violations;
}
