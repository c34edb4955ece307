import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { getTask, listTasks, type InboxView, type TaskRow } from '../../api/tasks.ts';
import { useLive } from '../../session/useLive.ts';
import { mergeRows, newlyGone, showAll, type MergedRows } from './liveRows.ts';

/** What the list is asked for; all of it stands in the address. */
export interface ListQuery {
  readonly view: InboxView;
  readonly element: string | undefined;
  readonly q: string | undefined;
  readonly sort: 'urgency' | 'opened' | '-opened';
}

const PAGE_ROWS = 50;
/** Several events of one step arrive together; one question answers them all. */
const SETTLE_MS = 250;

/** The list of tasks of a view, kept up to date without moving under the reader's hand. */
export function useTaskList(office: MaybeRefOrGetter<string>, query: MaybeRefOrGetter<ListQuery>) {
  const client = useQueryClient();
  const key = computed(() => ['tasks', toValue(office), toValue(query)] as const);
  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, queryKey: [, where, asked], signal }) =>
      listTasks(where, taskQuery(asked, pageParam), signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });

  const merged = shallowRef<MergedRows>({ rows: [], waiting: 0 });
  let adoptsAll = true;
  let appendsLast = false;

  // By value: opening a task makes a new query of the same words.
  watch(
    () => JSON.stringify(key.value),
    () => {
      adoptsAll = true;
    },
  );
  watch(
    [pages.data, pages.isPlaceholderData],
    ([data, isPlaceholder]) => {
      if (data === undefined || isPlaceholder) return;
      const now = data.pages.flatMap((page) => page.items);
      const appended = appendsLast ? (data.pages.at(-1)?.items ?? []) : [];
      const before = merged.value.rows;
      merged.value = adoptsAll ? showAll(now) : mergeRows(before, now, appended);
      for (const id of newlyGone(before, merged.value.rows)) void learnWhy(id);
      adoptsAll = false;
      appendsLast = false;
    },
    { immediate: true },
  );

  function change(id: string, changes: Partial<TaskRow>): void {
    const rows = merged.value.rows.map((one) =>
      one.row.id === id ? { ...one, row: { ...one.row, ...changes } } : one,
    );
    merged.value = { ...merged.value, rows };
  }

  /** Who took a task that has left the view, if one may know. */
  async function learnWhy(id: string): Promise<void> {
    const page = await getTask(toValue(office), id).catch(() => undefined);
    if (page !== undefined) change(id, page.task);
  }

  let timer = 0;
  const { staleSince } = useLive((event) => {
    if (event.type === 'lost') return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void client.invalidateQueries({ queryKey: ['tasks', toValue(office)] }), SETTLE_MS);
  });

  return {
    rows: computed(() => merged.value.rows),
    waiting: computed(() => merged.value.waiting),
    isLoaded: computed(() => pages.data.value !== undefined),
    isSwitching: pages.isPlaceholderData,
    error: pages.error,
    staleSince,
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    retry: () => void pages.refetch(),
    async more(): Promise<void> {
      appendsLast = true;
      await pages.fetchNextPage();
    },
    /** Shows everything the view holds now, in its order. */
    showWaiting(): void {
      const data = pages.data.value;
      if (data !== undefined) merged.value = showAll(data.pages.flatMap((page) => page.items));
    },
    remove(id: string): void {
      merged.value = { ...merged.value, rows: merged.value.rows.filter(({ row }) => row.id !== id) };
    },
    change,
  };
}

export type TaskList = ReturnType<typeof useTaskList>;

function taskQuery({ view, element, q, sort }: ListQuery, cursor: string) {
  return {
    view,
    sort,
    limit: PAGE_ROWS,
    ...(element === undefined ? {} : { element }),
    ...(q === undefined ? {} : { q }),
    ...(cursor === '' ? {} : { cursor }),
  };
}
