import { claimTask, releaseTask } from '../../api/tasks.ts';
import { useWords } from '../../texts/useWords.ts';
import { useAnnouncer } from '../../ui/useAnnouncer.ts';
import { useKeys } from '../../ui/useKeys.ts';
import { useLastUndo } from './useLastUndo.ts';
import type { TaskList } from './useTaskList.ts';

/** What the keys need of the list on the screen. */
export interface RowFocus {
  readonly move: (by: number) => void;
  readonly hasFocus: () => boolean;
  /** Id of the row in the tab order. */
  readonly focusedId: string | undefined;
}

export interface InboxKeysOptions {
  readonly office: () => string;
  readonly list: TaskList;
  readonly rows: () => RowFocus | null;
  readonly open: (taskId: string) => void;
  readonly openNext: () => void;
}

/** The keys of the list: move, open, take, give back, next, undo, filter. */
export function useInboxKeys({ office, list, rows, open, openNext }: InboxKeysOptions): void {
  const { t } = useWords();
  const { announce } = useAnnouncer();
  const { undoLast } = useLastUndo();
  const inGrid = (): boolean => rows()?.hasFocus() ?? false;
  const move = (by: number) => (): void => rows()?.move(by);

  function openFocused(): void {
    const id = rows()?.focusedId;
    if (id !== undefined) open(id);
  }

  async function change(what: 'claim' | 'release'): Promise<void> {
    const row = list.rows.value.find((shown) => shown.row.id === rows()?.focusedId)?.row;
    if (row === undefined) return;
    try {
      const act = what === 'claim' ? claimTask : releaseTask;
      const { revision, assignee } = await act(office(), row.id, row.revision);
      list.change(row.id, { revision, assignee });
      announce(t(what === 'claim' ? 'task.claimed' : 'task.released'));
    } catch {
      announce(t('error.CONFLICT.title'));
      list.retry();
    }
  }

  useKeys('keys.inbox', [
    { keys: ['j'], label: 'keys.down', run: move(1) },
    { keys: ['k'], label: 'keys.up', run: move(-1) },
    { keys: ['ArrowDown'], label: 'keys.down', always: true, when: inGrid, run: move(1) },
    { keys: ['ArrowUp'], label: 'keys.up', always: true, when: inGrid, run: move(-1) },
    { keys: ['Home'], label: 'keys.first', always: true, when: inGrid, run: move(-Infinity) },
    { keys: ['End'], label: 'keys.last', always: true, when: inGrid, run: move(Infinity) },
    { keys: ['Enter'], label: 'keys.open', always: true, when: inGrid, run: openFocused },
    { keys: ['o'], label: 'keys.open', when: inGrid, run: openFocused },
    { keys: ['c'], label: 'keys.claim', when: inGrid, run: () => void change('claim') },
    { keys: ['u'], label: 'keys.release', when: inGrid, run: () => void change('release') },
    { keys: ['n'], label: 'keys.next', run: openNext },
    { keys: ['z'], label: 'keys.undo', run: () => void undoLast() },
    { keys: ['/'], label: 'keys.filter', run: () => document.getElementById('inbox-filter')?.focus() },
  ]);
}
