import { useQueryClient } from '@tanstack/vue-query';
import { assignTask, claimTask, releaseTask, type TaskChanged, type TaskPage } from '../../api/tasks.ts';
import { useCommand } from '../../session/useCommand.ts';
import { useWords } from '../../texts/useWords.ts';
import { useAnnouncer } from '../../ui/useAnnouncer.ts';
import type { InboxContext } from './inboxContext.ts';

/** What a person does with a task besides ending it: take it, give it back, give it to somebody. */
export function useTaskWork(office: string, inbox: InboxContext, userId: () => string, userName: () => string) {
  const client = useQueryClient();
  const { t } = useWords();
  const { announce } = useAnnouncer();
  const keyOf = (id: string) => ['task', office, id];

  async function changed(page: TaskPage, change: Promise<TaskChanged>): Promise<void> {
    try {
      const { revision, assignee } = await change;
      inbox.list.change(page.task.id, { revision, assignee });
    } finally {
      await client.invalidateQueries({ queryKey: keyOf(page.task.id) });
      void client.invalidateQueries({ queryKey: ['counts', office] });
    }
  }

  /** Shows the task as one's own at once, and takes that back when somebody else was faster. */
  const claim = useCommand(async (page: TaskPage) => {
    const assignee = { id: userId(), name: userName() };
    inbox.list.change(page.task.id, { assignee });
    client.setQueryData<TaskPage>(keyOf(page.task.id), (old) => old && { ...old, task: { ...old.task, assignee } });
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
  return { claim, release, assign };
}
