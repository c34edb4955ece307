import { may, type MemberActor } from '../access/index.ts';
import type { Page } from '../contract/page.ts';
import { Refusal } from '../contract/problem.ts';
import type { InboxView, TaskCounts, TaskListQuery, TaskRow } from '../contract/task.ts';
import { countTasks, listTasks, taskPlace, type TaskOrder } from '../store/index.ts';
import { wordsOfAll, type Look } from './look.ts';
import { pageOf, placeOf, rowsFor, type PlaceKind } from './paging.ts';
import { taskRow } from './taskRow.ts';

const placeKinds: Readonly<Record<TaskOrder, readonly PlaceKind[]>> = {
  urgency: ['day', 'integer', 'instant', 'id'],
  opened: ['instant', 'id'],
  '-opened': ['instant', 'id'],
  done: ['instant', 'id'],
};

/**
 * One page of a view of the inbox: one statement, read from the index of the view; joins for the rows of the page only. A task that
 * waits behind an undo delay is in nobody's list but that of the person who may undo.
 * @throws Refusal FORBIDDEN for the view `all` without the permission
 */
export async function inbox(look: Look, query: TaskListQuery): Promise<Page<TaskRow>> {
  const view = query.view ?? 'mine';
  if (view === 'all' && !seesAll(look.actor)) throw new Refusal('FORBIDDEN', 'You may not see all tasks.');
  const order: TaskOrder = view === 'done' ? 'done' : (query.sort ?? 'urgency');
  const after = placeOf(query, placeKinds[order]);
  const filter = { view, ...personOf(look), element: query.element, dossierId: query.dossierId, text: query.q };
  const page = { order, limit: rowsFor(query), after };
  const rows = await look.store.transaction(look.officeId, (trx) => listTasks(trx, look.officeId, filter, page));
  const words = await wordsOfAll(look, rows);
  return pageOf(
    query,
    rows,
    (row) => taskRow(row, words(row.deploymentId)),
    (row) => taskPlace(row, order),
  );
}

/** How many tasks each view holds and how many of them are past their last day, by the office's day. One statement. */
export async function inboxCounts(look: Look): Promise<TaskCounts> {
  const withAll = seesAll(look.actor);
  const counted = await look.store.transaction(look.officeId, (trx) =>
    countTasks(trx, look.officeId, { ...personOf(look), withAll }),
  );
  const views: InboxView[] = ['mine', 'groups', 'drafts', 'done', ...(withAll ? (['all'] as const) : [])];
  return {
    views: views.map((view) => ({ view, ...counted[view] })),
    steps: counted.steps.map(({ element, count }) => ({ element, name: look.words.stepName(element), count })),
  };
}

/** What makes a task this person's: the groups of their roles, as far as they may work at all. */
function personOf(look: Look): { userId: string; candidates: readonly string[]; timeZone: string } {
  const { userId, roles } = look.actor;
  const candidates = may(look.actor, 'task.work') ? [...roles, `user:${userId}`] : [];
  return { userId, candidates, timeZone: look.words.timeZone };
}

function seesAll(actor: MemberActor): boolean {
  return may(actor, 'task.viewAll', { ownerId: null });
}
