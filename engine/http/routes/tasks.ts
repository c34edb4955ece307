import { Type } from '@sinclair/typebox';
import { assignTask } from '../../commands/assignTask.ts';
import { claimTask } from '../../commands/claimTask.ts';
import { completeTask } from '../../commands/completeTask.ts';
import { discardDraft } from '../../commands/discardDraft.ts';
import { releaseTask } from '../../commands/releaseTask.ts';
import { saveDraft } from '../../commands/saveDraft.ts';
import { undoTask } from '../../commands/undoTask.ts';
import { Done, Id, Page } from '../../contract/page.ts';
import {
  AssignTask,
  CompleteTask,
  DraftSaved,
  SaveDraft,
  TaskChanged,
  TaskCompleted,
  TaskCounts,
  TaskListQuery,
  TaskPage,
  TaskRevision,
  TaskRow,
} from '../../contract/task.ts';
import { checkTask } from '../../queries/addressed.ts';
import { inbox, inboxCounts } from '../../queries/inbox.ts';
import { taskPage } from '../../queries/taskPage.ts';
import { ifUnchanged } from '../ifMatch.ts';
import { officeRoute, type Route } from '../route.ts';

const params = Type.Object({ id: Id });

/** The inbox and its tasks. */
export const taskRoutes: readonly Route[] = [
  officeRoute({
    method: 'GET',
    path: '/tasks',
    summary: 'Tasks of a view of the inbox.',
    access: 'member',
    query: TaskListQuery,
    response: Page(TaskRow),
    handle: async ({ look, query }) => ({ body: await inbox(look, query) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/tasks/counts',
    summary: 'How many tasks each view holds, and how many are overdue.',
    access: 'member',
    response: TaskCounts,
    handle: async ({ look }) => ({ body: await inboxCounts(look) }),
  }),
  officeRoute({
    method: 'GET',
    path: '/tasks/{id}',
    summary: 'A task with its form, outcomes and what one may do. ETag: its revision.',
    access: 'member',
    params,
    response: TaskPage,
    handle: async ({ look, params: { id } }) => {
      const body = await taskPage(look, id);
      return { body, etag: String(body.task.revision) };
    },
  }),
  officeRoute({
    method: 'POST',
    path: '/tasks/{id}/claim',
    summary: 'Take a task out of the pool.',
    access: 'task.work',
    params,
    body: TaskRevision,
    response: TaskChanged,
    handle: async ({ services, call, params: { id }, body: { revision }, ifMatch }) => ({
      body: await ifUnchanged(ifMatch, revision, () => claimTask(services.runtime, call, id, revision)),
    }),
  }),
  officeRoute({
    method: 'POST',
    path: '/tasks/{id}/release',
    summary: 'Put a task back into its pool.',
    access: ['task.work', 'task.assign'],
    params,
    body: TaskRevision,
    response: TaskChanged,
    handle: async ({ services, call, params: { id }, body: { revision }, ifMatch }) => ({
      body: await ifUnchanged(ifMatch, revision, () => releaseTask(services.runtime, call, id, revision)),
    }),
  }),
  officeRoute({
    method: 'POST',
    path: '/tasks/{id}/assign',
    summary: 'Give a task to a member.',
    access: 'task.assign',
    params,
    body: AssignTask,
    response: TaskChanged,
    handle: async ({ services, call, params: { id }, body: { revision, userId }, ifMatch }) => ({
      body: await ifUnchanged(ifMatch, revision, () => assignTask(services.runtime, call, id, revision, userId)),
    }),
  }),
  officeRoute({
    method: 'PUT',
    path: '/tasks/{id}/draft',
    summary: 'Keep what was typed, for oneself alone. ETag: the draft’s revision.',
    access: 'task.work',
    params,
    body: SaveDraft,
    response: DraftSaved,
    handle: async ({ services, call, params: { id }, body, ifMatch }) => {
      const saved = await ifUnchanged(ifMatch, body.revision, () => saveDraft(services.runtime, call, id, body));
      return { body: saved, etag: String(saved.revision) };
    },
  }),
  officeRoute({
    method: 'DELETE',
    path: '/tasks/{id}/draft',
    summary: 'Throw one’s own draft away.',
    access: 'task.work',
    params,
    response: Done,
    handle: async ({ services, call, look, params: { id } }) => {
      await checkTask(look, id);
      return { body: await discardDraft(services.runtime, call, id) };
    },
  }),
  officeRoute({
    method: 'POST',
    path: '/tasks/{id}/complete',
    summary: 'Complete a task with an outcome.',
    access: 'task.work',
    params,
    body: CompleteTask,
    response: TaskCompleted,
    handle: async ({ services, call, params: { id }, body, ifMatch }) => ({
      body: await ifUnchanged(ifMatch, body.revision, () => completeTask(services.runtime, call, id, body)),
    }),
  }),
  officeRoute({
    method: 'POST',
    path: '/tasks/{id}/undo',
    summary: 'Take back one’s own completion while its time runs.',
    access: 'task.work',
    params,
    body: Type.Object({}, { additionalProperties: false }),
    response: Done,
    handle: async ({ services, call, look, params: { id } }) => {
      await checkTask(look, id);
      return { body: await undoTask(services.runtime, call, id) };
    },
  }),
];
