import { computed, shallowRef, watch } from 'vue';
import type { ProblemPlace } from '../../../engine/contract/problem.ts';
import { ApiProblem, isConflict } from '../../api/problem.ts';
import type { FormData, Outcome, TaskPage } from '../../api/tasks.ts';
import type { Draft } from './useDraft.ts';

/** A form that can say whether it may be sent; it shows and focuses what is wrong when it may not. */
export interface CheckedForm {
  readonly check: () => boolean;
}

function dataOf(page: TaskPage): FormData {
  return typeof page.data === 'object' && page.data !== null ? (page.data as FormData) : {};
}

/** What is in the form of a task, and what the server said about it. */
export function useTaskForm(page: () => TaskPage, draft: Draft) {
  const data = shallowRef<FormData>(draft.rest ?? dataOf(page()));
  const places = shallowRef<readonly ProblemPlace[]>([]);
  const isTouched = shallowRef(draft.rest !== undefined);

  // While nothing was typed here, what the server has is what is shown.
  watch(page, (now) => {
    if (!isTouched.value) data.value = dataOf(now);
  });

  return {
    data,
    places,
    isTouched: computed(() => isTouched.value),
    change(now: FormData): void {
      isTouched.value = true;
      data.value = now;
      places.value = [];
      draft.change(now);
    },
    /** Takes what the server has instead of what is here. */
    replace(now: TaskPage): void {
      isTouched.value = false;
      data.value = dataOf(now);
      draft.restart(now.draft?.revision ?? 0);
    },
    /** May the task end this way with what is in the form? */
    isReady: (outcome: Outcome, form: CheckedForm | null): boolean => !outcome.needsForm || (form?.check() ?? true),
    /** Shows places of a refusal at their fields; true when there were some. Pointers lead into the request body. */
    refuse(error: unknown): boolean {
      if (!(error instanceof ApiProblem) || isConflict(error)) return false;
      places.value = error.places.map((place) => ({ ...place, pointer: place.pointer.replace(/^\/data(?=\/|$)/, '') }));
      return places.value.length > 0;
    },
  };
}
