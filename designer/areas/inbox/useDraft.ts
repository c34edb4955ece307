import { onScopeDispose, shallowRef } from 'vue';
import { saveDraft, type FormData, type TaskPage } from '../../api/tasks.ts';
import { useLocalDraft } from './useLocalDraft.ts';
import { createDraftSaver, type DraftClock, type DraftState } from './draftSaver.ts';

const windowClock: DraftClock = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = window.setTimeout(run, ms);
    return () => window.clearTimeout(timer);
  },
};

/** The draft of one task: saved while one types, at once when the window is left, hidden or closed. */
export function useDraft(office: string, userId: string, page: TaskPage, onSaved: () => void) {
  const state = shallowRef<DraftState>({
    status: page.draft === null ? 'clean' : 'saved',
    savedAt: page.draft?.savedAt,
  });
  const saver = createDraftSaver({
    clock: windowClock,
    revision: page.draft?.revision ?? 0,
    savedAt: page.draft?.savedAt,
    save: async (draft, isLeaving) => {
      const saved = await saveDraft(office, page.task.id, draft, isLeaving);
      onSaved();
      return saved;
    },
    onState: (now) => {
      state.value = now;
    },
  });

  // What a window could not send any more (the session ended, the server is away) waits in it for the same person.
  const kept = useLocalDraft(`officina.draft.${userId}.${page.task.id}`);
  const rest = kept.read();
  kept.clear();
  if (rest !== undefined) saver.change(rest);

  const leave = (): void => void saver.flush(true);
  const hide = (): void => {
    if (document.visibilityState === 'hidden') leave();
  };
  window.addEventListener('pagehide', leave);
  window.addEventListener('blur', leave);
  document.addEventListener('visibilitychange', hide);
  onScopeDispose(() => {
    window.removeEventListener('pagehide', leave);
    window.removeEventListener('blur', leave);
    document.removeEventListener('visibilitychange', hide);
    void saver.flush(true).then(() => {
      const rest = saver.unsaved();
      if (rest !== undefined) kept.write(rest);
      saver.stop();
    });
  });

  return {
    state,
    /** What this window kept, to be shown instead of what the server has. */
    rest,
    change: (data: FormData): void => saver.change(data),
    flush: (): Promise<void> => saver.flush(),
    restart: saver.restart,
    /** The task is done: nothing of it is to be saved any more. */
    stop: saver.stop,
  };
}

export type Draft = ReturnType<typeof useDraft>;
