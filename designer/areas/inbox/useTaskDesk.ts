import { useQueryClient } from '@tanstack/vue-query';
import { computed, nextTick, shallowRef } from 'vue';
import { isConflict } from '../../api/problem.ts';
import { getTask, type Outcome, type TaskPage } from '../../api/tasks.ts';
import { useOffice } from '../../session/useOffice.ts';
import { useSession } from '../../session/useSession.ts';
import type { InboxContext } from './inboxContext.ts';
import { useCompletion } from './useCompletion.ts';
import { useDraft } from './useDraft.ts';
import { useTaskForm, type CheckedForm } from './useTaskForm.ts';
import { useTaskWork } from './useTaskWork.ts';

export interface TaskDeskOptions {
  readonly page: () => TaskPage;
  readonly inbox: InboxContext;
  readonly form: () => CheckedForm | null;
}

/** One open task: its form with the draft, who has it, and how it ends. */
export function useTaskDesk({ page, inbox, form }: TaskDeskOptions) {
  const client = useQueryClient();
  const { code, userId } = useOffice();
  const { session } = useSession();
  const { id } = page().task;
  const busyWith = shallowRef<string>();
  const draft = useDraft(code.value, userId.value, page(), () => inbox.list.change(id, { hasDraft: true }));
  const { change, data, isReady, places, refuse, replace } = useTaskForm(page, draft);
  const work = useTaskWork(
    code.value,
    inbox,
    () => userId.value,
    () => session.value?.user.name ?? '',
  );
  const completion = useCompletion(code.value, inbox);
  const isMine = computed(() => page().task.assignee?.id === userId.value);
  const isOpen = computed(() => page().task.state === 'open');

  async function complete(outcome: Outcome): Promise<void> {
    if (!isReady(outcome, form())) return;
    busyWith.value = outcome.value;
    await draft.flush();
    const isDone = await completion.run(page(), outcome, data.value);
    busyWith.value = undefined;
    if (isDone) draft.stop();
    else await explain(completion.error.value);
  }

  async function explain(error: unknown): Promise<void> {
    if (isConflict(error)) await client.invalidateQueries({ queryKey: ['task', code.value, id] });
    if (!refuse(error)) return;
    // The form hears of the refused places with the next render.
    await nextTick();
    form()?.check();
  }

  /** Another window saved a newer draft: take it, or go on over it with what is here. */
  async function settleDraft(takeTheirs: boolean): Promise<void> {
    const now = await getTask(code.value, id);
    if (takeTheirs) replace(now);
    else draft.restart(now.draft?.revision ?? 0);
  }

  return {
    office: code,
    userId,
    data,
    places,
    change,
    draft: draft.state,
    settleDraft,
    complete,
    busyWith,
    claim: work.claim,
    release: work.release,
    assign: work.assign,
    isMine,
    isOpen,
    canWork: computed(() => isOpen.value && isMine.value && page().may.complete),
    /** What failed and belongs to no field. */
    failure: computed(() => {
      const errors = [completion, work.claim, work.release, work.assign].map(({ error }) => error.value);
      return places.value.length > 0 ? undefined : errors.find((error) => error !== undefined);
    }),
  };
}
