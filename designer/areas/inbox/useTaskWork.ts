import { useQueryClient } from '@tanstack/vue-query';
import { useRouter } from 'vue-router';
import { newIntent } from '../../api/call.ts';
import { Unreachable } from '../../api/problem.ts';
import {
  assignTask,
  claimTask,
  completeTask,
  releaseTask,
  undoTask,
  type FormData,
  type Outcome,
  type TaskChanged,
  type TaskPage,
} from '../../api/tasks.ts';
import { useCommand } from '../../session/useCommand.ts';
import { formatList } from '../../texts/format.ts';
import { useWords } from '../../texts/useWords.ts';
import { useAnnouncer } from '../../ui/useAnnouncer.ts';
import { useToasts } from '../../ui/useToasts.ts';
import type { InboxContext } from './inboxContext.ts';
import { useLastUndo } from './useLastUndo.ts';

const UNDO_MS = 10_000;

/** What a person does with a task: take it, give it back or on, end it, take that back. */
export function useTaskWork(office: string, inbox: InboxContext, userId: () => string, userName: () => string) {
  const client = useQueryClient();
  const router = useRouter();
  const { pick, t } = useWords();
  const { announce } = useAnnouncer();
  const { dismiss, show } = useToasts();
  const { remember } = useLastUndo();
  const keyOf = (id: string) => ['task', office, id];
  /** The key of a completion that has had no answer yet: trying again is the same intent. */
  let unanswered: { readonly what: string; readonly intent: string } | undefined;

  async function changed(page: TaskPage, change: Promise<TaskChanged>): Promise<void> {
    try {
      const { revision, assignee } = await change;
      inbox.list.change(page.task.id, { revision, assignee });
    } finally {
      await client.invalidateQueries({ queryKey: keyOf(page.task.id) });
      void client.invalidateQueries({ queryKey: ['counts', office] });
    }
  }

  const claim = useCommand(async (page: TaskPage) => {
    const mine = { id: userId(), name: userName() };
    inbox.list.change(page.task.id, { assignee: mine });
    client.setQueryData<TaskPage>(
      keyOf(page.task.id),
      (old) => old && { ...old, task: { ...old.task, assignee: mine } },
    );
    try {
      await changed(page, claimTask(office, page.task.id, page.task.revision));
      announce(t('task.claimed'));
    } catch (error) {
      inbox.list.change(page.task.id, { assignee: page.task.assignee });
      throw error;
    }
  });
  const release = useCommand(async (page: TaskPage) => {
    await changed(page, releaseTask(office, page.task.id, page.task.revision));
    announce(t('task.released'));
  });
  const assign = useCommand(async (page: TaskPage, to: string) => {
    await changed(page, assignTask(office, page.task.id, page.task.revision, to));
    announce(t('task.assigned'));
  });

  async function undo(id: string): Promise<void> {
    try {
      await undoTask(office, id);
      show(t('task.undone'));
      await client.invalidateQueries({ queryKey: keyOf(id) });
      await router.push({ name: 'task', params: { office, task: id }, query: router.currentRoute.value.query });
      inbox.list.retry();
    } catch {
      show(t('task.undoTooLate'));
    }
  }

  const complete = useCommand(async (page: TaskPage, outcome: Outcome, data: FormData) => {
    const { id, revision } = page.task;
    const what = JSON.stringify([id, revision, outcome.value, data]);
    const intent = unanswered?.what === what ? unanswered.intent : newIntent();
    unanswered = { what, intent };
    try {
      const done = await completeTask(office, id, { revision, outcome: outcome.value, data }, intent);
      unanswered = undefined;
      finish(id, done.undoUntil, done.next.map(pick));
    } catch (error) {
      if (!(error instanceof Unreachable)) unanswered = undefined;
      throw error;
    }
  });

  function finish(id: string, undoUntil: string | null, next: readonly string[]): void {
    const left = undoUntil === null ? 0 : Math.min(Date.parse(undoUntil) - Date.now(), UNDO_MS);
    const sentence = next.length === 0 ? t('task.done') : t('task.sentTo', { next: formatList(next) });
    if (left > 0) {
      let toast = 0;
      const run = () => {
        dismiss(toast);
        return undo(id);
      };
      remember(run, Date.now() + left);
      toast = show(sentence, { forMs: left, action: { label: t('action.undo'), run: () => void run() } });
    } else {
      show(sentence);
    }
    inbox.leave(id);
    client.removeQueries({ queryKey: keyOf(id) });
  }

  return { claim, release, assign, complete };
}
