import { computed } from 'vue';
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router';
import type { InboxView } from '../../api/tasks.ts';
import { useOffice } from '../../session/useOffice.ts';
import type { ListQuery } from './useTaskList.ts';

const VIEWS: readonly InboxView[] = ['mine', 'groups', 'drafts', 'done'];
export const SORTS: readonly ListQuery['sort'][] = ['urgency', 'opened', '-opened'];

/** What the inbox shows, as the address says it: a view can be kept as a bookmark and sent to a colleague. */
export function useInboxAddress() {
  const route = useRoute();
  const router = useRouter();
  const { code, may } = useOffice();
  const views = computed(() => (may('task.viewAll') ? [...VIEWS, 'all' as const] : VIEWS));

  function text(name: string): string | undefined {
    const value = route.query[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  const query = computed<ListQuery>(() => ({
    view: views.value.find((view) => view === text('view')) ?? 'mine',
    element: text('step'),
    q: text('q'),
    sort: SORTS.find((sort) => sort === text('sort')) ?? 'urgency',
  }));

  function change(changes: Partial<ListQuery>): void {
    const { view, element, q, sort } = { ...query.value, ...changes };
    const address: LocationQueryRaw = {
      ...(view === 'mine' ? {} : { view }),
      ...(element === undefined ? {} : { step: element }),
      ...(q === undefined ? {} : { q }),
      ...(sort === 'urgency' ? {} : { sort }),
    };
    void router.push({ name: 'inbox', params: { office: code.value }, query: address });
  }

  return {
    views,
    query,
    change,
    openTask: computed(() => (typeof route.params['task'] === 'string' ? route.params['task'] : undefined)),
    open: (task: string) => router.push({ name: 'task', params: { office: code.value, task }, query: route.query }),
    close: () => router.push({ name: 'inbox', params: { office: code.value }, query: route.query }),
  };
}
