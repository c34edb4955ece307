import { FilePlus2, FolderOpen, Inbox } from '@lucide/vue';
import type { Area } from '../../session/navigation.ts';

/** What staff work with: the inbox with its tasks, the cases, new applications. */
export const inbox: Area = {
  id: 'inbox',
  navigation: [
    { label: 'nav.inbox', icon: Inbox, route: 'inbox', permissions: [] },
    { label: 'nav.cases', icon: FolderOpen, route: 'cases', permissions: ['dossier.search', 'dossier.view'] },
    { label: 'nav.new', icon: FilePlus2, route: 'new', permissions: ['instance.start'] },
  ],
  routes: [
    {
      path: 'inbox',
      component: () => import('./pages/InboxPage.vue'),
      meta: { entry: 'inbox' },
      children: [
        { path: '', name: 'inbox', component: () => import('./parts/NoTask.vue') },
        { path: 'tasks/:task', name: 'task', component: () => import('./pages/TaskPage.vue'), props: true },
      ],
    },
    { path: 'cases', name: 'cases', component: () => import('./pages/CasesPage.vue'), meta: { entry: 'cases' } },
    {
      path: 'cases/new/:process?',
      name: 'new',
      component: () => import('./pages/NewApplicationPage.vue'),
      props: true,
      meta: { entry: 'new' },
    },
    {
      path: 'cases/:dossier',
      name: 'case',
      component: () => import('./pages/DossierPage.vue'),
      props: true,
      meta: { entry: 'cases' },
    },
  ],
};
