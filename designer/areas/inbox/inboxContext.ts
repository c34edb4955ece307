import { inject, provide, type InjectionKey } from 'vue';
import type { TaskList } from './useTaskList.ts';

/** What the page of a task knows of the list beside it. */
export interface InboxContext {
  readonly list: TaskList;
  /** Opens the next task of the list; false when there is none. */
  readonly openNext: () => boolean;
  /** Takes a finished task out and moves the focus to its neighbour. */
  readonly leave: (taskId: string) => void;
  readonly focusRow: (taskId: string) => void;
  /** Is the focus on another row of the list, which keys then mean? */
  readonly isOnOtherRow: (taskId: string) => boolean;
}

const KEY: InjectionKey<InboxContext> = Symbol('inbox');

export function provideInbox(context: InboxContext): void {
  provide(KEY, context);
}

export function useInbox(): InboxContext {
  const context = inject(KEY);
  if (context === undefined) throw new Error('A task is shown inside the inbox.');
  return context;
}
