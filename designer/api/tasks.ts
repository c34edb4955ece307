import type { Static } from '@sinclair/typebox';
import type { Page } from '../../engine/contract/page.ts';
import type {
  CompleteTask,
  DraftSaved,
  InboxView,
  TaskChanged,
  TaskCompleted,
  TaskCounts,
  TaskForm,
  TaskListQuery,
  TaskOutcome,
  TaskPage,
  TaskRow,
} from '../../engine/contract/task.ts';
import { call, inOffice } from './call.ts';

export type {
  CompleteTask,
  InboxView,
  TaskChanged,
  TaskCompleted,
  TaskCounts,
  TaskForm,
  TaskListQuery,
  TaskPage,
  TaskRow,
};
export type Outcome = Static<typeof TaskOutcome>;
export type SavedDraft = Static<typeof DraftSaved>;
export type FormData = Record<string, unknown>;

export function listTasks(office: string, query: TaskListQuery, signal?: AbortSignal): Promise<Page<TaskRow>> {
  return call('GET', inOffice(office, 'tasks'), { query, ...(signal ? { signal } : {}) });
}

export function countTasks(office: string): Promise<TaskCounts> {
  return call('GET', inOffice(office, 'tasks', 'counts'));
}

export function getTask(office: string, id: string): Promise<TaskPage> {
  return call('GET', inOffice(office, 'tasks', id));
}

export function claimTask(office: string, id: string, revision: number): Promise<TaskChanged> {
  return call('POST', inOffice(office, 'tasks', id, 'claim'), { body: { revision } });
}

export function releaseTask(office: string, id: string, revision: number): Promise<TaskChanged> {
  return call('POST', inOffice(office, 'tasks', id, 'release'), { body: { revision } });
}

export function assignTask(office: string, id: string, revision: number, userId: string): Promise<TaskChanged> {
  return call('POST', inOffice(office, 'tasks', id, 'assign'), { body: { revision, userId } });
}

/** `revision` is that of the draft which this one replaces, 0 when there is none. */
export function saveDraft(
  office: string,
  id: string,
  draft: { revision: number; data: FormData },
  keepalive = false,
): Promise<SavedDraft> {
  return call('PUT', inOffice(office, 'tasks', id, 'draft'), { body: draft, keepalive });
}

export function discardDraft(office: string, id: string): Promise<unknown> {
  return call('DELETE', inOffice(office, 'tasks', id, 'draft'));
}

export function completeTask(office: string, id: string, body: CompleteTask, intent: string): Promise<TaskCompleted> {
  return call('POST', inOffice(office, 'tasks', id, 'complete'), { body, intent });
}

export function undoTask(office: string, id: string): Promise<unknown> {
  return call('POST', inOffice(office, 'tasks', id, 'undo'), { body: {} });
}
