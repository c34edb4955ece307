import type { TaskRow } from '../../api/tasks.ts';

/** A row as the list shows it; `isGone`: it has left the view meanwhile, but must not vanish under the cursor. */
export interface ShownRow {
  readonly row: TaskRow;
  readonly isGone: boolean;
}

export interface MergedRows {
  readonly rows: readonly ShownRow[];
  /** How many rows are in the view that the list does not show yet. */
  readonly waiting: number;
}

export function showAll(rows: readonly TaskRow[]): MergedRows {
  return { rows: rows.map((row) => ({ row, isGone: false })), waiting: 0 };
}

/**
 * What a list shows after the server answered again while somebody works in it: rows change in place, rows that left stay
 * greyed, new rows wait until asked for. `appended` are the rows of a page that was asked for: they go to the end.
 */
export function mergeRows(
  shown: readonly ShownRow[],
  now: readonly TaskRow[],
  appended: readonly TaskRow[] = [],
): MergedRows {
  const current = new Map(now.map((row) => [row.id, row]));
  const known = new Set(shown.map(({ row }) => row.id));
  const kept = shown.map(({ row }) => ({ row: current.get(row.id) ?? row, isGone: !current.has(row.id) }));
  const added = appended.filter((row) => !known.has(row.id));
  const waiting = now.filter((row) => !known.has(row.id)).length - added.length;
  return { rows: [...kept, ...added.map((row) => ({ row, isGone: false }))], waiting: Math.max(waiting, 0) };
}

/** Asking for more than these at once would be a burst of questions about rows that nobody looks at. */
const MAXIMUM_ASKED = 5;

/** The rows that have just left the view, as far as it is worth asking why. */
export function newlyGone(before: readonly ShownRow[], now: readonly ShownRow[]): readonly string[] {
  const alive = new Set(before.filter(({ isGone }) => !isGone).map(({ row }) => row.id));
  return now
    .filter(({ isGone, row }) => isGone && alive.has(row.id))
    .slice(0, MAXIMUM_ASKED)
    .map(({ row }) => row.id);
}

/** The row to focus when one disappears: the next one that is still there, else the one before. */
export function neighbour(rows: readonly ShownRow[], id: string): string | undefined {
  const at = rows.findIndex(({ row }) => row.id === id);
  const alive = (shown: ShownRow | undefined) => shown !== undefined && !shown.isGone && shown.row.id !== id;
  return (rows.slice(at + 1).find(alive) ?? rows.slice(0, Math.max(at, 0)).findLast(alive))?.row.id;
}
