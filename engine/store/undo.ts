import type { Json } from '../contract/json.ts';
import { NOW } from './clock.ts';
import { reading, writing } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** The way back from a task's completion. */
export interface UndoPoint {
  readonly taskId: string;
  readonly instanceId: string;
  /** Possible while the instance still has this version. */
  readonly instanceVersion: number;
  readonly until: string;
  readonly before: Json;
}

const READ = reading(`
  select task_id as "taskId", instance_id as "instanceId", instance_version as "instanceVersion", until, before
  from undo_points where office_id = $1 and task_id = $2 and until > ${NOW}`);

/** Null when the time is over or there never was one. */
export async function readUndo(trx: Transaction, officeId: string, taskId: string): Promise<UndoPoint | null> {
  const [point] = await trx.run<UndoPoint>(READ, [officeId, taskId]);
  return point ?? null;
}

const REOPEN = writing(`
  with task as (
    update tasks set state = 'open', revision = revision + 1, closed_at = null, completed_by = null, completed_by_name = null,
      outcome = null
    where office_id = $1 and id = $2 and state = 'completed'
    returning *),
  candidates as (
    insert into task_candidates (office_id, task_id, candidate, claimable, expires_sort, rank, opened_at, visible_at, visible_to,
      element)
    select distinct t.office_id, t.id, c.candidate, t.assignee_id is null, t.expires_sort, t.rank, t.opened_at, t.visible_at,
      t.visible_to, t.element
    from task t, unnest(t.candidate_groups || (select array_agg('user:' || u) from unnest(t.candidate_users) u)) as c (candidate)),
  gone as (
    delete from undo_points where office_id = $1 and task_id = $2)
  select revision from task`);

/**
 * Opens a completed task again as it was, and uses up its undo point. The step that takes back what the completion led to is written
 * in the same transaction. @returns the new revision, null when the task is not completed
 */
export async function reopenTask(trx: Transaction, officeId: string, taskId: string): Promise<number | null> {
  const [row] = await trx.run<{ revision: number }>(REOPEN, [officeId, taskId]);
  return row?.revision ?? null;
}

// Locked, so that no worker begins one in the meantime; one that is just being claimed is waited for.
const BEGUN = writing(`
  with job as materialized (
    select attempts from jobs where office_id = $1 and instance_id = $2 and token = any($3::integer[]) order by id for update)
  select coalesce(bool_or(attempts > 0), false) as begun from job`);

/**
 * True when a worker has begun a job of these tokens: then what opened them cannot be taken back. None of them is begun until the
 * transaction ends.
 */
export async function jobsBegun(
  trx: Transaction,
  officeId: string,
  jobs: { readonly instanceId: string; readonly tokens: readonly number[] },
): Promise<boolean> {
  const [row] = await trx.run<{ begun: boolean }>(BEGUN, [officeId, jobs.instanceId, jobs.tokens]);
  return row?.begun ?? false;
}

const DELETE_EVENTS = writing('delete from status_events where office_id = $1 and id = any($2::uuid[])');

/** Takes back status events of a completion that is undone; history keeps that they were recorded. */
export async function deleteStatusEvents(trx: Transaction, officeId: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await trx.run(DELETE_EVENTS, [officeId, ids]);
}

const FORGET = writing(`
  delete from undo_points where (office_id, task_id) in (
    select office_id, task_id from undo_points where office_id = $1 and until <= ${NOW} limit $2 for update skip locked)
  returning true as forgotten`);

/** Removes points whose time is over, `limit` at most. @returns how many */
export async function forgetUndoPoints(trx: Transaction, officeId: string, limit: number): Promise<number> {
  return (await trx.run(FORGET, [officeId, limit])).length;
}
