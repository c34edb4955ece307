import type { JsonObject } from '../contract/json.ts';
import { reading, writing } from './statements.ts';
import type { Transaction } from './transaction.ts';

/** What a person has typed into a task's form and not completed; nobody else sees it. */
export interface StoredDraft {
  readonly revision: number;
  readonly data: JsonObject;
  readonly savedAt: string;
}

const READ = reading(`
  select revision, data, saved_at as "savedAt" from task_drafts where office_id = $1 and task_id = $2 and user_id = $3`);

export async function readDraft(
  trx: Transaction,
  officeId: string,
  draft: { readonly taskId: string; readonly userId: string },
): Promise<StoredDraft | null> {
  const [found] = await trx.run<StoredDraft>(READ, [officeId, draft.taskId, draft.userId]);
  return found ?? null;
}

const SAVE = writing(`
  insert into task_drafts (office_id, task_id, user_id, revision, data, saved_at)
  select $1, $2::uuid, $3::uuid, 1, $5::jsonb, $6::timestamptz
  where $4::integer = 0 or exists (select from task_drafts where office_id = $1 and task_id = $2 and user_id = $3)
  on conflict (office_id, task_id, user_id) do update
  set revision = task_drafts.revision + 1, data = excluded.data, saved_at = excluded.saved_at
  where task_drafts.revision = $4
  returning revision`);

/**
 * Saves a draft over the one of revision `replaces` (0: there is none yet).
 * @returns the new revision, null when there is another one by now
 */
export async function saveDraft(
  trx: Transaction,
  officeId: string,
  draft: {
    readonly taskId: string;
    readonly userId: string;
    readonly replaces: number;
    readonly data: JsonObject;
    readonly at: string;
  },
): Promise<number | null> {
  const { taskId, userId, replaces, data, at } = draft;
  const [row] = await trx.run<{ revision: number }>(SAVE, [
    officeId,
    taskId,
    userId,
    replaces,
    JSON.stringify(data),
    at,
  ]);
  return row?.revision ?? null;
}

const DELETE = writing('delete from task_drafts where office_id = $1 and task_id = $2 and user_id = $3');

export async function deleteDraft(
  trx: Transaction,
  officeId: string,
  draft: { readonly taskId: string; readonly userId: string },
): Promise<void> {
  await trx.run(DELETE, [officeId, draft.taskId, draft.userId]);
}

const DELETE_OLD = writing(`
  delete from task_drafts where (office_id, task_id, user_id) in (
    select d.office_id, d.task_id, d.user_id from task_drafts d join tasks t on t.office_id = d.office_id and t.id = d.task_id
    where d.office_id = $1 and t.closed_at < $2 limit $3 for update of d skip locked)
  returning true as deleted`);

/** Removes drafts of tasks that closed before an instant, `limit` at most. @returns how many */
export async function deleteDraftsClosedBefore(
  trx: Transaction,
  officeId: string,
  before: string,
  limit: number,
): Promise<number> {
  return (await trx.run(DELETE_OLD, [officeId, before, limit])).length;
}
