import { actorName, type StepSql } from './stepSql.ts';
import type { StepWrite } from './stepTypes.ts';

/** Written only if the instance was. */
const STEP_WAS_WRITTEN = 'exists (select from step)';

/**
 * Everything that ends with the step: the completed task and job, the consumed message, the resolved incident, and the rows of
 * tokens that are gone, one statement per table. An instance that ends takes along whatever it still has open.
 */
export function closing(sql: StepSql, write: StepWrite): void {
  const ended = write.instance.status !== 'active';
  const tokens = ended ? 'true' : write.closedTokens.length > 0 ? closedTokens(sql, write) : 'false';
  closeTasks(sql, write, tokens);
  closeJobs(sql, write, tokens);
  holdJobs(sql, write, tokens);
  closeWaits(sql, write, tokens);
  closeIncidents(sql, write, tokens);
  if (write.consumedMessage !== null) {
    const id = sql.parameters.once('consumedMessage', write.consumedMessage, 'text');
    sql.parts.push(`consumed_message as (update messages
      set state = 'consumed', consumed_by = ${sql.instance}, consumed_at = ${sql.at}
      where office_id = ${sql.office} and id = ${id} and ${STEP_WAS_WRITTEN})`);
  }
}

const closedTokens = (sql: StepSql, write: StepWrite): string =>
  `token = any(${sql.parameters.add(write.closedTokens, 'integer[]')})`;

function closeTasks(sql: StepSql, write: StepWrite, tokens: string): void {
  const { parameters, office, instance, at, parts } = sql;
  if (write.completedTask === null && tokens === 'false') return;
  let set = `state = 'cancelled'`;
  let which = tokens;
  if (write.completedTask !== null) {
    const id = parameters.once('completedTask', write.completedTask.id, 'uuid');
    const { by } = write.completedTask;
    const byName = by === undefined ? actorName(sql, write) : parameters.add(by.name, 'text');
    const completed = (value: string, otherwise = ''): string => `case when id = ${id} then ${value} ${otherwise} end`;
    set = `state = ${completed(`'completed'`, `else 'cancelled'`)},
      completed_by = ${completed(parameters.add(by?.id ?? write.actor.id, 'text'))},
      completed_by_name = ${completed(byName)},
      outcome = ${completed(parameters.add(write.completedTask.outcome, 'text'))}`;
    which = `(id = ${id} or ${tokens})`;
  }
  parts.push(`closed_tasks as (update tasks set ${set}, revision = revision + 1, closed_at = ${at}
    where office_id = ${office} and instance_id = ${instance} and state = 'open' and ${which} and ${STEP_WAS_WRITTEN}
    returning id)`);
  parts.push(`closed_candidates as (delete from task_candidates c using closed_tasks t
    where c.office_id = ${office} and c.task_id = t.id)`);
}

function closeJobs(sql: StepSql, write: StepWrite, tokens: string): void {
  const { parameters, office, instance, parts } = sql;
  if (write.completedJob === null && tokens === 'false') return;
  const which =
    write.completedJob === null
      ? tokens
      : `(id = ${parameters.once('completedJob', write.completedJob.id, 'uuid')} or ${tokens})`;
  parts.push(`closed_jobs as (delete from jobs
    where office_id = ${office} and instance_id = ${instance} and ${which} and ${STEP_WAS_WRITTEN})`);
}

/** A suspension holds jobs or lets them go; those that end with the step are left to that. */
function holdJobs(sql: StepSql, write: StepWrite, tokens: string): void {
  const { heldTokens, completedJob } = write;
  if (heldTokens === undefined || write.instance.status !== 'active') return;
  const { parameters, office, instance, parts } = sql;
  const held = `(token = any(${parameters.add(heldTokens, 'integer[]')}))`;
  const completed =
    completedJob === null ? '' : `and id <> ${parameters.once('completedJob', completedJob.id, 'uuid')}`;
  parts.push(`held_jobs as (update jobs set held = ${held}
    where office_id = ${office} and instance_id = ${instance} and held <> ${held} and not (${tokens}) ${completed}
      and ${STEP_WAS_WRITTEN})`);
}

/** Timers and subscriptions of ended tokens, and those taken back from tokens that live on. A row armed again is left to the insert. */
function closeWaits(sql: StepSql, write: StepWrite, tokens: string): void {
  const { parameters, office, instance, parts } = sql;
  const tables = [
    { table: 'timers', taken: write.disarmed, opened: write.timers },
    { table: 'subscriptions', taken: write.unsubscribed, opened: write.subscriptions },
  ];
  for (const { table, taken, opened } of tables) {
    const gone = taken.filter(
      (one) => !opened.some((other) => other.token === one.token && other.element === one.element),
    );
    if (tokens === 'false' && gone.length === 0) continue;
    const which = [tokens];
    if (gone.length > 0) {
      which.push(
        `(token, element) in (select x.token, x.element from ${parameters.rows(gone, 'token integer, element text')})`,
      );
    }
    parts.push(`closed_${table} as (delete from ${table}
      where office_id = ${office} and instance_id = ${instance} and (${which.join(' or ')}) and ${STEP_WAS_WRITTEN})`);
  }
}

function closeIncidents(sql: StepSql, write: StepWrite, tokens: string): void {
  const { parameters, office, instance, at, parts } = sql;
  if (write.resolvedIncident === null && tokens === 'false') return;
  const which =
    write.resolvedIncident === null
      ? tokens
      : `(id = ${parameters.once('resolvedIncident', write.resolvedIncident, 'uuid')} or ${tokens})`;
  parts.push(`closed_incidents as (update incidents
    set state = 'resolved', resolved_at = ${at}, resolved_by = ${actorName(sql, write)}
    where office_id = ${office} and instance_id = ${instance} and state = 'open' and ${which} and ${STEP_WAS_WRITTEN})`);
}
