import { useQueryClient } from '@tanstack/vue-query';
import { useRouter } from 'vue-router';
import { newIntent } from '../../api/call.ts';
import { Unreachable } from '../../api/problem.ts';
import { completeTask, undoTask, type FormData, type Outcome, type TaskPage } from '../../api/tasks.ts';
import { useCommand } from '../../session/useCommand.ts';
import { formatList, serverNow } from '../../texts/format.ts';
import { useWords } from '../../texts/useWords.ts';
import { useToasts } from '../../ui/useToasts.ts';
import type { InboxContext } from './inboxContext.ts';
import { useLastUndo } from './useLastUndo.ts';

/** As long as the server holds back what the completion led to (data.md, section 5). */
const UNDO_MS = 10_000;

/** Ends a task, and takes that back while nothing has come of it. */
export function useCompletion(office: string, inbox: InboxContext) {
  const client = useQueryClient();
  const { pick, t } = useWords();
  const { dismiss, show } = useToasts();
  const { remember } = useLastUndo();
  const undo = useUndo(office, inbox);
  /** A completion that has had no answer yet: trying the same again is the same intent. */
  let unanswered: { readonly what: string; readonly intent: string } | undefined;

  function finish(id: string, undoUntil: string | null, next: readonly string[]): void {
    const left = undoUntil === null ? 0 : Math.min(Date.parse(undoUntil) - serverNow().getTime(), UNDO_MS);
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
    client.removeQueries({ queryKey: ['task', office, id] });
  }

  return useCommand(async (page: TaskPage, outcome: Outcome, data: FormData) => {
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
}

function useUndo(office: string, inbox: InboxContext) {
  const client = useQueryClient();
  const router = useRouter();
  const { t } = useWords();
  const { show } = useToasts();

  return async function undo(id: string): Promise<void> {
    try {
      await undoTask(office, id);
    } catch {
      show(t('task.undoTooLate'));
      return;
    }
    show(t('task.undone'));
    await client.invalidateQueries({ queryKey: ['task', office, id] });
    await router.push({ name: 'task', params: { office, task: id }, query: router.currentRoute.value.query });
    inbox.list.retry();
  };
}
