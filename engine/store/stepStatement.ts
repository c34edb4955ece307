import { Parameters } from './parameters.ts';
import { statementName, type Statement } from './statements.ts';
import { closing } from './stepClosing.ts';
import { guardSources, useUpSources } from './stepSources.ts';
import { dossierRows, guardedDossier } from './stepDossier.ts';
import { actorName, dossierOf, type StepSql } from './stepSql.ts';
import type { StepWrite } from './stepTypes.ts';

/**
 * The one statement of a step. Shape: guards lock and check the rows named by the step (task revision, dossier version, lease token,
 * open incident, waiting message); `step` writes the instance if its version and all guards hold; every other part selects from
 * `step`. So nothing at all is written when any of them fails. The text depends only on which parts a step has, so that few dozens
 * of prepared statements serve all steps.
 */
export function stepStatement(
  officeId: string,
  write: StepWrite,
): { statement: Statement; values: readonly unknown[] } {
  const parameters = new Parameters();
  const sql: StepSql = {
    parameters,
    office: parameters.add(officeId, 'text'),
    instance: parameters.add(write.instance.id, 'uuid'),
    at: parameters.add(write.at, 'timestamptz'),
    parts: [],
    guards: [],
  };
  guard(sql, write);
  guardSources(sql, write);
  guardedDossier(sql, write);
  sql.parts.push(`step as (${instanceRow(sql, write)})`);
  dossierRows(sql, write);
  closing(sql, write);
  useUpSources(sql, write);
  opening(sql, write);
  records(sql, write);
  const text = `with ${sql.parts.join(',\n')}\nselect count(*)::integer as written from step`;
  return { statement: { name: statementNameOf(text), text, reads: false }, values: parameters.values };
}

/** Texts seen, so that each is hashed once; bounded by the shapes a step can have. */
const names = new Map<string, string>();

function statementNameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = statementName(text);
  names.set(text, name);
  return name;
}

function guard(sql: StepSql, write: StepWrite): void {
  const { parameters, office } = sql;
  const require = (name: string, body: string): void => {
    sql.parts.push(`${name} as materialized (${body})`);
    sql.guards.push(`exists (select from ${name})`);
  };
  if (write.completedTask !== null) {
    const id = parameters.once('completedTask', write.completedTask.id, 'uuid');
    const revision = parameters.add(write.completedTask.expectedRevision, 'integer');
    require('guard_task', `select from tasks where office_id = ${office} and id = ${id} and revision = ${revision}
      and state = 'open' for no key update`);
  }
  if (write.completedJob !== null) {
    const id = parameters.once('completedJob', write.completedJob.id, 'uuid');
    const lease = parameters.add(write.completedJob.leaseToken, 'bigint');
    require('guard_job', `select from jobs where office_id = ${office} and id = ${id} and lease_token = ${lease} for update`);
  }
  if (write.consumedMessage !== null) {
    const id = parameters.once('consumedMessage', write.consumedMessage, 'text');
    require('guard_message', `select from messages where office_id = ${office} and id = ${id}
      and state in ('pending', 'buffered') for no key update`);
  }
  if (write.resolvedIncident !== null) {
    const id = parameters.once('resolvedIncident', write.resolvedIncident, 'uuid');
    require('guard_incident', `select from incidents where office_id = ${office} and id = ${id} and state = 'open'
      for no key update`);
  }
  if (write.idempotency !== null) {
    const actor = parameters.once('idempotencyActor', write.idempotency.actorId, 'text');
    const key = parameters.once('idempotencyKey', write.idempotency.key, 'text');
    sql.guards.push(`not exists (select from idempotency_keys where office_id = ${office} and actor_id = ${actor}
      and key = ${key})`);
  }
}

/** The instance itself: inserted, or updated if it still has the version that was read. */
function instanceRow(sql: StepSql, write: StepWrite): string {
  const { parameters, office, instance, at } = sql;
  const row = write.instance;
  const status = parameters.add(row.status, 'text');
  const state = parameters.json(row.state);
  const variables = parameters.json(row.variables);
  const seq = parameters.add(row.historySeq, 'integer');
  const hash = parameters.add(row.historyHash, 'text');
  const endedAt = `case when ${status} <> 'active' then ${at} end`;
  const dossier = dossierOf(sql, write);
  const { asked } = write;
  const askedVersion = asked && parameters.add(asked.dossierVersion, 'integer');
  const askedOn = asked && parameters.add(asked.on, 'date');
  if (row.expectedVersion !== null) {
    const guards = [`version = ${parameters.add(row.expectedVersion, 'integer')}`, ...sql.guards];
    return `update instances set version = version + 1, status = ${status}, state = ${state}, variables = ${variables},
        dossier_id = ${dossier}, history_seq = ${seq}, history_hash = ${hash}, ended_at = ${endedAt}
        ${asked ? `, asked_version = ${askedVersion}, asked_on = ${askedOn}` : ''}
      where office_id = ${office} and id = ${instance} and ${guards.join(' and ')} returning id`;
  }
  const where = sql.guards.length === 0 ? '' : `where ${sql.guards.join(' and ')}`;
  return `insert into instances (office_id, id, definition_key, definition_version, deployment_id, parent_id, parent_token,
      dossier_id, status, state, variables, history_seq, history_hash, started_at, started_by, ended_at, asked_version, asked_on)
    select ${office}, ${instance}, ${parameters.once('definitionKey', row.definitionKey, 'text')},
      ${parameters.once('definitionVersion', row.definitionVersion, 'integer')}, ${parameters.add(row.deploymentId, 'uuid')},
      ${parameters.add(row.parentId, 'uuid')}, ${parameters.add(row.parentToken, 'integer')}, ${dossier}, ${status}, ${state},
      ${variables}, ${seq}, ${hash}, ${at}, ${actorName(sql, write)}, ${endedAt},
      ${askedVersion ?? 'null'}, ${askedOn ?? 'null'}
    ${where} returning id`;
}

/** Rows for what was opened. */
function opening(sql: StepSql, write: StepWrite): void {
  const { parameters, office, instance, at, parts } = sql;
  if (write.tasks.length > 0) openTasks(sql, write);
  if (write.jobs.length > 0) {
    const x = parameters.rows(
      write.jobs,
      `id uuid, token integer, element text, kind text, key text, input jsonb,
      "maxAttempts" integer, "dueAt" timestamptz, held boolean, external boolean`,
    );
    parts.push(`new_jobs as (insert into jobs (office_id, id, instance_id, token, element, kind, key, input, max_attempts, due_at, held,
        external, created_at)
      select ${office}, x.id, ${instance}, x.token, x.element, x.kind, x.key, x.input, x."maxAttempts", x."dueAt",
        coalesce(x.held, false), coalesce(x.external, false), ${at}
      from step, ${x})`);
  }
  if (write.timers.length > 0) {
    const x = parameters.rows(write.timers, 'token integer, element text, "dueAt" timestamptz, "limit" text');
    parts.push(`new_timers as (insert into timers (office_id, instance_id, token, element, due_at, time_limit)
      select ${office}, ${instance}, x.token, x.element, x."dueAt", x."limit" from step, ${x}
      on conflict (office_id, instance_id, token, element)
      do update set due_at = excluded.due_at, time_limit = excluded.time_limit, locked_until = null)`);
  }
  if (write.subscriptions.length > 0) {
    const x = parameters.rows(
      write.subscriptions,
      'token integer, element text, kind text, message text, "correlationKey" text',
    );
    parts.push(`new_subscriptions as (insert into subscriptions
        (office_id, instance_id, token, element, kind, message, correlation_key, created_at)
      select ${office}, ${instance}, x.token, x.element, coalesce(x.kind, 'message'), x.message, x."correlationKey", ${at} from step, ${x}
      on conflict (office_id, instance_id, token, element)
      do update set kind = excluded.kind, message = excluded.message, correlation_key = excluded.correlation_key)`);
  }
  if (write.messages.length > 0) {
    const x = parameters.rows(
      write.messages,
      `id text, name text, "correlationKey" text, payload jsonb, "expiresAt" timestamptz`,
    );
    parts.push(`new_messages as (insert into messages
        (office_id, id, name, correlation_key, payload, state, created_at, expires_at)
      select ${office}, x.id, x.name, x."correlationKey", x.payload, 'pending', ${at}, x."expiresAt" from step, ${x})`);
  }
}

function openTasks(sql: StepSql, write: StepWrite): void {
  const { parameters, office, instance, at, parts } = sql;
  const x = parameters.rows(
    write.tasks,
    `id uuid, token integer, element text, form text, "assigneeId" uuid,
    "candidateGroups" text[], "candidateUsers" text[], priority integer, "visibleAt" timestamptz, "visibleTo" uuid,
    "expiresOn" date, "targetAt" timestamptz`,
  );
  const key = parameters.once('definitionKey', write.instance.definitionKey, 'text');
  const version = parameters.once('definitionVersion', write.instance.definitionVersion, 'integer');
  parts.push(`new_tasks as (insert into tasks (office_id, id, instance_id, dossier_id, definition_key, definition_version, token,
      element, form, state, assignee_id, candidate_groups, candidate_users, priority, visible_at, visible_to, expires_on,
      target_at, opened_at)
    select ${office}, x.id, ${instance}, ${dossierOf(sql, write)}, ${key}, ${version}, x.token, x.element, x.form, 'open',
      x."assigneeId", coalesce(x."candidateGroups", '{}'), coalesce(x."candidateUsers", '{}'), x.priority, x."visibleAt",
      x."visibleTo", x."expiresOn", x."targetAt", ${at}
    from step, ${x}
    returning id, assignee_id, candidate_groups, candidate_users, expires_sort, rank, opened_at, visible_at, visible_to, element)`);
  parts.push(`new_candidates as (insert into task_candidates (office_id, task_id, candidate, claimable, expires_sort, rank, opened_at,
      visible_at, visible_to, element)
    select distinct ${office}, t.id, c.candidate, t.assignee_id is null, t.expires_sort, t.rank, t.opened_at, t.visible_at,
      t.visible_to, t.element
    from new_tasks t, unnest(t.candidate_groups || (select array_agg('user:' || u) from unnest(t.candidate_users) u)) as c (candidate))`);
}

/** What is kept of the step: history, numbers, the answer, the way back, an incident. */
function records(sql: StepSql, write: StepWrite): void {
  const { parameters, office, instance, at, parts } = sql;
  if (write.history.length > 0) {
    const x = parameters.rows(
      write.history.map(({ actor, ...entry }) => ({
        ...entry,
        actorType: actor.type,
        actorId: actor.id,
        actorName: actor.name,
      })),
      `id uuid, seq integer, at timestamptz, type text, "actorType" text, "actorId" text, "actorName" text, data jsonb,
      "prevHash" text, hash text`,
    );
    parts.push(`new_history as (insert into history
        (office_id, at, id, instance_id, dossier_id, seq, type, actor_type, actor_id, actor_name, data, prev_hash, hash)
      select ${office}, x.at, x.id, ${instance}, ${dossierOf(sql, write)}, x.seq, x.type, x."actorType", x."actorId",
        x."actorName", x.data, decode(x."prevHash", 'hex'), decode(x.hash, 'hex') from step, ${x})`);
  }
  if (write.receivedMessage) {
    const { id, name, correlationKey, payload, expiresAt } = write.receivedMessage;
    parts.push(`received_message as (insert into messages
        (office_id, id, name, correlation_key, payload, state, created_at, expires_at, consumed_by, consumed_at)
      select ${office}, ${parameters.add(id, 'text')}, ${parameters.add(name, 'text')}, ${parameters.add(correlationKey, 'text')},
        ${parameters.json(payload)}, 'consumed', ${at}, ${parameters.add(expiresAt, 'timestamptz')}, ${instance}, ${at} from step)`);
  }
  if (write.idempotency !== null) {
    const { actorId, key, command, response } = write.idempotency;
    parts.push(`new_answer as (insert into idempotency_keys (office_id, actor_id, key, command, response, created_at)
      select ${office}, ${parameters.once('idempotencyActor', actorId, 'text')}, ${parameters.once('idempotencyKey', key, 'text')},
        ${parameters.add(command, 'text')}, ${parameters.json(response)}, ${at} from step)`);
  }
  if (write.undo !== null) {
    const { taskId, until, before } = write.undo;
    const version = (write.instance.expectedVersion ?? 0) + 1;
    parts.push(`new_undo as (insert into undo_points (office_id, task_id, instance_id, instance_version, until, before)
      select ${office}, ${parameters.add(taskId, 'uuid')}, ${instance}, ${parameters.add(version, 'integer')},
        ${parameters.add(until, 'timestamptz')}, ${parameters.json(before)} from step
      on conflict (office_id, task_id) do update
      set instance_version = excluded.instance_version, until = excluded.until, before = excluded.before)`);
  }
  if (write.incident !== null) {
    const { id, token, element, code, sentence, trigger, jobId } = write.incident;
    parts.push(`new_incident as (insert into incidents
        (office_id, id, instance_id, token, element, code, sentence, trigger, job_id, state, opened_at)
      select ${office}, ${parameters.add(id, 'uuid')}, ${instance}, ${parameters.add(token, 'integer')},
        ${parameters.add(element, 'text')}, ${parameters.add(code, 'text')}, ${parameters.add(sentence, 'text')},
        ${trigger === null ? 'null' : parameters.json(trigger)}, ${parameters.add(jobId, 'uuid')}, 'open', ${at} from step)`);
  }
}
