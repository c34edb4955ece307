import { writing } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** An instance that goes on under another version of its process. */
export interface VersionChange {
  readonly instanceId: string;
  readonly deploymentId: string;
  readonly definitionVersion: number;
  /** Element → its name in the new version; only what gets another one. */
  readonly mapping: Readonly<Record<string, string>>;
  /** What live tokens wait for under another name. */
  readonly moved: readonly { readonly token: number; readonly before: string; readonly after: string }[];
  /** Form of each element that has an open task, by its new name. */
  readonly forms: Readonly<Record<string, string | null>>;
  /** Open incidents with the trigger that is tried again. */
  readonly incidents: readonly { readonly id: string; readonly element: string; readonly trigger: unknown }[];
}

const INSTANCE = writing(`
  update instances set deployment_id = $3, definition_version = $4 where office_id = $1 and id = $2 returning id`);

// Completed tasks are renamed too: who completed what is asked by the element's name (four eyes).
const TASKS = writing(`
  with renamed as (
    update tasks t set
      element = coalesce($4::jsonb ->> t.element, t.element),
      definition_version = case when t.state = 'open' then $3 else t.definition_version end,
      form = case when t.state = 'open' then $5::jsonb ->> coalesce($4::jsonb ->> t.element, t.element) else t.form end
    where t.office_id = $1 and t.instance_id = $2 and (t.state = 'open' or $4::jsonb ? t.element)
    returning t.id, t.element)
  update task_candidates c set element = r.element from renamed r
  where c.office_id = $1 and c.task_id = r.id and c.element <> r.element`);

const MOVED = `jsonb_to_recordset($3::jsonb) as m (token integer, before text, after text)`;
// In two turns, lest two names that trade places meet: no element's id begins with the mark.
const rename = (table: string): readonly [ReturnType<typeof writing>, ReturnType<typeof writing>] => [
  writing(`
    update ${table} r set element = '>' || m.after from ${MOVED}
    where r.office_id = $1 and r.instance_id = $2 and r.token = m.token and r.element = m.before`),
  writing(`
    update ${table} r set element = substr(r.element, 2)
    where r.office_id = $1 and r.instance_id = $2 and r.element like '>%'`),
];
const RENAMED = ['jobs', 'timers', 'subscriptions', 'time_limits'].map(rename);

const INCIDENTS = writing(`
  update incidents n set element = x.element, trigger = x.trigger
  from jsonb_to_recordset($3::jsonb) as x (id uuid, element text, trigger jsonb)
  where n.office_id = $1 and n.instance_id = $2 and n.id = x.id and n.state = 'open'`);

/**
 * Brings the rows of an instance in line with another version of its process. The caller has locked the instance and writes its
 * state in the same transaction.
 */
export async function changeVersion(trx: Transaction, officeId: string, change: VersionChange): Promise<void> {
  const { instanceId, deploymentId, definitionVersion, mapping, moved, forms, incidents } = change;
  await trx.run(INSTANCE, [officeId, instanceId, deploymentId, definitionVersion]);
  await trx.run(TASKS, [officeId, instanceId, definitionVersion, JSON.stringify(mapping), JSON.stringify(forms)]);
  if (moved.length > 0) {
    for (const [away, back] of RENAMED) {
      await trx.run(away, [officeId, instanceId, JSON.stringify(moved)]);
      await trx.run(back, [officeId, instanceId]);
    }
  }
  if (incidents.length > 0) await trx.run(INCIDENTS, [officeId, instanceId, JSON.stringify(incidents)]);
}
