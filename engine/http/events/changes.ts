import { maySeeDossier, maySeeTask, type MemberActor } from '../../access/index.ts';
import type { ChangeRow } from '../../store/index.ts';

/** One event of a stream. */
export interface StreamEvent {
  readonly type: 'task' | 'dossier';
  readonly data: Readonly<Record<string, string>>;
}

/** A change that became visible: at once to the person who may undo it, to the others when its time has come. */
export interface Showing {
  readonly row: ChangeRow;
  /** User to whom alone it is shown yet; null: to everybody who may see it. */
  readonly onlyTo: string | null;
}

/**
 * Remembers what was shown already, because the same stretch of history is looked at several times: a step becomes visible with its
 * commit, some time after the instant it carries.
 */
export class Seen {
  readonly #shown = new Map<string, string>();

  /** What of these rows is to be shown now. `now`: the database's present. */
  fresh(rows: readonly ChangeRow[], now: string): readonly Showing[] {
    return rows.flatMap((row) => {
      const waits = row.task !== null && row.task.change === 'opened' && row.task.visibleAt > now;
      const onlyTo = waits ? row.task.visibleTo : null;
      if (waits && onlyTo === null) return [];
      const key = `${row.historyId} ${row.task?.id ?? ''} ${onlyTo ?? ''}`;
      if (this.#shown.has(key)) return [];
      this.#shown.set(key, row.at);
      return [{ row, onlyTo }];
    });
  }

  /** Forgets what lies before an instant that nobody looks back to. */
  forgetBefore(instant: string): void {
    for (const [key, at] of this.#shown) if (at < instant) this.#shown.delete(key);
  }
}

/** What one person is told of these changes; each dossier and each change of a task once. */
export function eventsFor(actor: MemberActor, showings: readonly Showing[]): readonly StreamEvent[] {
  const events = new Map<string, StreamEvent>();
  for (const { row, onlyTo } of showings) {
    if (onlyTo !== null && onlyTo !== actor.userId) continue;
    const { task, dossierId, instanceId } = row;
    if (task && maySeeTask(actor, task)) {
      const data = { taskId: task.id, instanceId: instanceId ?? '', change: changeOf(row) };
      events.set(`task ${task.id} ${data.change}`, { type: 'task', data });
    }
    if (dossierId !== null && maySeeDossier(actor, { published: row.isPublished }))
      events.set(`dossier ${dossierId}`, { type: 'dossier', data: { dossierId } });
  }
  return [...events.values()];
}

/** `opened` and `closed`, else what was done with it: `claimed`, `released`, `assigned`. */
function changeOf({ task, type }: ChangeRow): string {
  if (task?.change !== 'changed') return task?.change ?? '';
  return type.replace(/^task/, '').toLowerCase();
}
