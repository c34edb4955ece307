import { select } from './columns.ts';
import { reading, writing } from './statements.ts';
import { taskColumns, type StoredTask } from './stored.ts';
import type { Transaction } from './transaction.ts';

const READ = reading(`select ${select(taskColumns, 't')} from tasks t where t.office_id = $1 and t.id = $2`);

/** A task in whatever state, null when there is none of this id in the office. */
export async function readTask(trx: Transaction, officeId: string, taskId: string): Promise<StoredTask | null> {
  const [task] = await trx.run<StoredTask>(READ, [officeId, taskId]);
  return task ?? null;
}

const OPEN_OF_INSTANCE = reading(`
  select ${select(taskColumns, 't')} from tasks t
  where t.office_id = $1 and t.instance_id = $2 and t.state = 'open' order by t.opened_at, t.id`);

/** The open tasks of an instance, oldest first. */
export function openTasksOfInstance(
  trx: Transaction,
  officeId: string,
  instanceId: string,
): Promise<readonly StoredTask[]> {
  return trx.run<StoredTask>(OPEN_OF_INSTANCE, [officeId, instanceId]);
}

const ASSIGN = writing(`
  with task as (
    update tasks set assignee_id = $4, revision = revision + 1
    where office_id = $1 and id = $2 and revision = $3 and state = 'open'
    returning id, assignee_id, revision),
  candidates as (
    update task_candidates c set claimable = task.assignee_id is null from task
    where c.office_id = $1 and c.task_id = task.id)
  select revision from task`);

/**
 * Claims, assigns or (with `assigneeId` null) releases an open task.
 * @returns the new revision, null when the task is closed or has another revision
 */
export async function assignTask(
  trx: Transaction,
  officeId: string,
  task: { readonly id: string; readonly expectedRevision: number; readonly assigneeId: string | null },
): Promise<number | null> {
  const [row] = await trx.run<{ revision: number }>(ASSIGN, [
    officeId,
    task.id,
    task.expectedRevision,
    task.assigneeId,
  ]);
  return row?.revision ?? null;
}
