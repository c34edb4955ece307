import { maySeeTask, type Actor } from '../../access/index.ts';
import { Refusal } from '../../contract/problem.ts';
import { historyOfInstance, type StoredInstance, type StoredTask, type Transaction } from '../../store/index.ts';

/**
 * May the actor know of this task now? What somebody's completion has opened is theirs alone until it cannot be undone any more
 * (data.md 5).
 */
export function seesTask(actor: Actor, task: StoredTask, now: string): boolean {
  const isHidden = task.state === 'open' && task.visibleAt > now;
  if (isHidden && (actor.type !== 'member' || task.visibleTo !== actor.userId)) return false;
  return maySeeTask(actor, task);
}

/**
 * Refuses with who and when, if the task is closed or is no longer as the actor saw it.
 * @throws Refusal CONFLICT; details `by`, `at`, and `revision` and `assigneeId` of an open task
 */
export async function checkOpen(
  trx: Transaction,
  officeId: string,
  instance: StoredInstance,
  task: StoredTask,
  revision: number,
): Promise<void> {
  if (task.state !== 'open') {
    const by = task.completedByName === null ? '' : ` by ${task.completedByName}`;
    throw new Refusal('CONFLICT', `Expected task ${task.id} to be open, but it was ${task.state}${by}.`, {
      details: { state: task.state, by: task.completedByName, at: task.closedAt },
    });
  }
  if (task.revision !== revision) throw await overtaken(trx, officeId, instance, task);
}

/** How far back the latest change of a task is looked for. */
const LATEST = 50;

const changes: Readonly<Record<string, string>> = {
  taskClaimed: 'claimed',
  taskReleased: 'released',
  taskAssigned: 'assigned',
  taskCompletionUndone: 'reopened',
};

/** The refusal of an actor who was overtaken: who claimed, released or assigned the task, and when. */
export async function overtaken(
  trx: Transaction,
  officeId: string,
  instance: StoredInstance,
  task: StoredTask,
): Promise<Refusal> {
  const afterSeq = Math.max(0, instance.historySeq - LATEST);
  const entries = await historyOfInstance(trx, officeId, instance.id, { afterSeq, limit: LATEST });
  const last = entries.findLast((entry) => entry.type in changes && entry.data['task'] === task.id);
  const { revision, assigneeId } = task;
  const by = last === undefined ? '' : ` by ${last.actor.name}`;
  return new Refusal(
    'CONFLICT',
    `Task ${task.id} was ${changes[last?.type ?? ''] ?? 'changed'}${by} in the meantime.`,
    {
      details: { revision, assigneeId, by: last?.actor.name ?? null, at: last?.at ?? null },
    },
  );
}
